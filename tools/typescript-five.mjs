// dependency-cruiser reads TypeScript through the compiler's JavaScript API, which TypeScript 7 does not have: for it
// alone, `typescript` means the last version that does. Used as `node --import ./tools/typescript-five.mjs …`.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    const named = /^typescript(\/.*)?$/.exec(specifier);
    return next(named ? `typescript-5${named[1] ?? ''}` : specifier, context);
  },
});
