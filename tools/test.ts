/**
 * Runs every `*.test.ts` (or those whose path contains one of the arguments) with node's own runner, three files at a time
 * (most of them wait for processes of their own), on one throw-away PostgreSQL cluster, and ends with
 * `N passed, N failed, N skipped`.
 */
import { existsSync, globSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import process from 'node:process';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { startTestCluster } from '@griot/store/testing';

const root = resolve(import.meta.dirname, '..');
const wanted = process.argv.slice(2);

/**
 * The longest files, started first, those that compute (browsers) between those that wait (kills): at the end nothing long is
 * left alone, and at no time do only heavy ones run. A whole run names those that are missing here.
 */
const LONGEST = [
  'e2e/browser-every-page.test.ts',
  'e2e/crash/trial-of-runs.test.ts',
  'e2e/compta/load-kills.test.ts',
  'e2e/browser-applications.test.ts',
  'e2e/payops/exactness.test.ts',
  'e2e/crash/survive-kills.test.ts',
  'hosts/cli/commands/backup.test.ts',
  'e2e/browser-figures.test.ts',
  'tools/contributing.test.ts',
];
function turn(file: string): number {
  const at = LONGEST.indexOf(file);
  return at < 0 ? LONGEST.length : at;
}

const files = globSync('{core,apps,hosts,golden,e2e,bench,tools}/**/*.test.ts', {
  cwd: root,
  exclude: (name) => name.includes('node_modules'),
})
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort((a, b) => turn(a) - turn(b) || (a < b ? -1 : 1))
  .map((file) => resolve(root, file));

const gone = LONGEST.filter((file) => !existsSync(resolve(root, file)));
if (gone.length > 0) {
  console.error(`LONGEST in tools/test.ts names what is not there: ${gone.join(', ')}`);
  process.exit(1);
}
if (files.length === 0) {
  console.error(`No test file matches ${wanted.join(' ')}`);
  process.exit(1);
}

const cluster = await startTestCluster();
process.env.GRIOT_TEST_DATABASE_URL = cluster.url;

const counts = { passed: 0, failed: 0, skipped: 0 };
const failures: string[] = [];
const secondsOf = new Map<string, number>();
const stream = run({ files, concurrency: 3, timeout: 600_000 });
// A file counts through its tests; its own event counts only when it failed with no test to blame (a crash at import).
stream.on('test:pass', (event) => {
  clock(event);
  if (event.details.type === 'suite' || isFile(event)) return;
  if (event.skip !== undefined || event.todo !== undefined) counts.skipped += 1;
  else counts.passed += 1;
});
stream.on('test:fail', (event) => {
  clock(event);
  if (event.details.type === 'suite') return;
  counts.failed += 1;
  failures.push(`${event.file ? relative(root, event.file) : ''}: ${event.name}`);
});

/** Where the time of a run goes: tests of a file run one after the other. */
function clock(event: { file?: string | undefined; nesting: number; details: { duration_ms: number } }): void {
  if (event.nesting > 0 || event.file === undefined) return;
  secondsOf.set(event.file, (secondsOf.get(event.file) ?? 0) + event.details.duration_ms / 1000);
}

function isFile(event: { name: string; nesting: number }): boolean {
  return event.nesting === 0 && event.name.endsWith('.test.ts');
}

const report = stream.compose(spec);
report.pipe(process.stdout);
await new Promise((done) => report.on('end', done));
await cluster.stop();

if (files.length > 20) {
  const slowest = [...secondsOf].sort(([, a], [, b]) => b - a).slice(0, 12);
  const lines = slowest.map(([file, seconds]) => `${seconds.toFixed(0).padStart(5)} s  ${relative(root, file)}`);
  console.log(`\nLongest of ${files.length} files:\n${lines.join('\n')}`);
  const late = slowest.slice(0, LONGEST.length).map(([file]) => relative(root, file));
  // What several files run (`e2e/flows`) is told by its own name, and is no file to start.
  const unnamed = late.filter((file) => file.endsWith('.test.ts') && !LONGEST.includes(file));
  if (unnamed.length > 0) console.log(`To be started first (LONGEST in tools/test.ts): ${unnamed.join(', ')}`);
}
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((line) => `  ${line}`).join('\n')}`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed > 0 || counts.passed === 0 ? 1 : 0);
