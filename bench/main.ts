/** `npm run bench -- <name> [args]`: each benchmark is a file or folder here, prints its figures beside a yardstick's. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const [name, ...rest] = process.argv.slice(2);
const candidates = name === undefined ? [] : [`${name}.ts`, `${name}/main.ts`, `${name}/run.ts`];
const found = candidates.map((file) => join(import.meta.dirname, file)).find((file) => existsSync(file));
if (!found || name === 'main') {
  const names = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || (entry.name.endsWith('.ts') && entry.name !== 'main.ts'))
    .map((entry) => entry.name.replace(/\.ts$/, ''))
    .filter((entry) => entry !== 'node_modules');
  console.error(`npm run bench -- <name> [args], with one of: ${names.join(', ')}`);
  process.exit(2);
}
process.exit(spawnSync(process.execPath, [found, ...rest], { stdio: 'inherit' }).status ?? 1);
