/**
 * Rotates a log that is being written with the shipped file, by the real logrotate: `node_modules/.bin/node deploy/check-logrotate.ts`
 * (`LOGROTATE=/path` for one that is not on the path). The paths and the account are made to be those of a folder here; everything
 * else is read as it is. Exit code 1 when a line is lost or a file is not as it should be.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { gunzipSync } from 'node:zlib';
import { createLog } from '../hosts/server/log.ts';

const ROUNDS = 3;
const LINES = 2_000;
const program = process.env.LOGROTATE ?? 'logrotate';
const folder = mkdtempSync(join(tmpdir(), 'griot-logrotate-'));
const logs = join(folder, 'logs');
const faults: string[] = [];
const expect = (held: boolean, what: string) => {
  console.log(`${held ? 'holds ' : 'FAILED'}  ${what}`);
  if (!held) faults.push(what);
};

try {
  mkdirSync(logs, { mode: 0o750 });
  const { username } = userInfo();
  const shipped = readFileSync(resolve(import.meta.dirname, 'logrotate/griot'), 'utf8');
  const here = shipped
    .replace('/var/lib/griot/logs/*.log', join(logs, '*.log'))
    .replace('su griot griot', `su ${username} ${spawnSync('id', ['-gn'], { encoding: 'utf8' }).stdout.trim()}`);
  const settings = join(folder, 'griot');
  writeFileSync(settings, here, { mode: 0o644 });
  const log = createLog({ level: 'info', folder: logs, name: 'server' });
  let written = 0;
  const current = join(logs, 'server.log');
  const countedIn = (text: string) =>
    text.split('\n').filter((line) => line.includes('"msg":"a line of the check"')).length;
  const until = async (lines: number) => {
    for (const end = Date.now() + 10_000; Date.now() < end; await new Promise((done) => setTimeout(done, 20)))
      if (existsSync(current) && countedIn(readFileSync(current, 'utf8')) >= lines) return;
  };
  for (let round = 1; round <= ROUNDS; round++) {
    for (let line = 0; line < LINES; line++) log.info({ number: written++ }, 'a line of the check');
    await until(LINES);
    const done = spawnSync(program, ['--force', '--state', join(folder, 'state'), settings], { encoding: 'utf8' });
    if (done.error) throw new Error(`${program} is not there: install the package logrotate`);
    expect(done.status === 0 && done.stderr === '', `round ${round}: logrotate is content ${done.stderr.trim()}`);
    expect(readFileSync(current, 'utf8') === '', `round ${round}: the log is emptied in place`);
  }
  log.info({ number: written++ }, 'a line of the check');
  await until(1);
  expect(!readFileSync(current, 'utf8').includes('\0'), 'the process goes on at the start of the file, without a hole');
  const names = readdirSync(logs).sort();
  expect(names.join() === 'server.log,server.log.1,server.log.2.gz,server.log.3.gz', `files: ${names.join(', ')}`);
  const whole = names
    .map((name) => readFileSync(join(logs, name)))
    .map((bytes, at) => (names[at]?.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
  const counted = whole.reduce((sum, text) => sum + countedIn(text), 0);
  expect(counted === written, `${counted} of ${written} lines are there, old ones compressed`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = faults.length > 0 ? 1 : 0;
