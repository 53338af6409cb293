/** Rules about files that no linter states: size, names, silenced checks, reads of the environment. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import process from 'node:process';

const root = resolve(import.meta.dirname, '..');
const LIMIT = 400;
const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(ts|tsx|mjs|css|sql)$/.test(file) && !/(^|\/)(generated|fixtures|dist)\//.test(file));

const RULES: { name: string; broken(file: string, text: string): boolean }[] = [
  { name: `over ${LIMIT} lines`, broken: (_file, text) => text.split('\n').length > LIMIT + 1 },
  {
    name: 'name is not kebab-case',
    broken: (file) => !/^\$?[a-z0-9_]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.(ts|tsx|mjs|css|sql)$/.test(basename(file)),
  },
  {
    name: 'a name that says nothing (utils, helpers, common, manager)',
    broken: (file) => /(^|[/-])(utils?|helpers?|common|managers?)(\.|-|\/)/.test(file),
  },
  {
    name: 'a silenced check or a skipped test',
    broken: (file, text) =>
      file !== 'tools/check-files.ts' &&
      /@ts-(ignore|nocheck|expect-error)|\b(test|describe|it)\.(only|todo)\b/.test(text),
  },
  {
    name: 'process.env outside hosts, tools and tests',
    broken: (file, text) =>
      /process\.env\b/.test(text) && !/^(hosts|tools|deploy|bench|golden|e2e)\/|\.test\.ts$|\/testing\//.test(file),
  },
];

const faults: string[] = [];
for (const file of tracked) {
  let text: string;
  try {
    text = readFileSync(resolve(root, file), 'utf8');
  } catch {
    continue; // deleted but not yet committed
  }
  for (const rule of RULES) if (rule.broken(file, text)) faults.push(`${file}: ${rule.name}`);
}
console.log(faults.join('\n'));
process.exit(faults.length === 0 ? 0 : 1);
