import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
const COMPRESSIBLE = /\.(js|css|svg|json|html|mjs)$/;
const MIN_BYTES = 1024;

/** Writes `.br` and `.gz` beside each text asset, so that the server compresses nothing at each request. */
export function compressAssets(): Plugin {
  return {
    name: 'griot-compress-assets',
    apply: 'build',
    async writeBundle(options, bundle) {
      const dir = options.dir ?? 'dist';
      const files = Object.keys(bundle).filter((file) => COMPRESSIBLE.test(file) && !file.endsWith('.html'));
      for (const file of files) {
        const full = path.join(dir, file);
        const content = await readFile(full);
        if (content.length < MIN_BYTES) continue;
        const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } };
        const [br, gz] = await Promise.all([brotli(content, quality), zip(content, { level: 9 })]);
        await Promise.all([writeFile(`${full}.br`, br), writeFile(`${full}.gz`, gz)]);
      }
    },
  };
}
