/** Everything that can be said of the code without running it. All checks run; the exit code is 1 when one fails. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import process from 'node:process';

const root = resolve(import.meta.dirname, '..');
const CHECKS: { name: string; command: string[] }[] = [
  {
    name: 'format and lint',
    command: ['biome', 'ci', '.', '--diagnostic-level=warn', '--error-on-warnings', '--colors=off'],
  },
  { name: 'types (server)', command: ['node', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'] },
  { name: 'types (browser flows)', command: ['node', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.e2e.json'] },
  { name: 'types (web)', command: ['node', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.web.json'] },
  {
    name: 'boundaries and cycles',
    command: [
      'node',
      '--import',
      './tools/typescript-five.mjs',
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      'tools/dependency-cruiser.cjs',
      ...['core', 'apps', 'hosts', 'bench', 'golden', 'e2e', 'tools'],
    ],
  },
  { name: 'dead code', command: ['knip', '--config', 'tools/knip.json', '--no-config-hints'] },
  { name: 'file size and shape', command: ['node', 'tools/check-files.ts'] },
];

const failed: string[] = [];
for (const check of CHECKS) {
  const started = performance.now();
  const [command, ...args] = check.command;
  const result = spawnSync(resolve(root, 'node_modules/.bin', command ?? ''), args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (result.status === 0) {
    console.log(`ok      ${check.name} (${seconds} s)`);
  } else {
    failed.push(check.name);
    console.log(`FAILED  ${check.name} (${seconds} s)\n${result.stdout}${result.stderr}`);
  }
}
console.log(failed.length === 0 ? '\nAll checks hold.' : `\nFailed: ${failed.join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);
