/**
 * Lets systemd judge the unit without starting it: `node_modules/.bin/node deploy/check-unit.ts`. Needs `systemd-analyze`. Its paths are those of
 * an installation; here they are made to point at this checkout, everything else is read as it is. Exit code 1 on any complaint.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';

const ROOT = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'griot-unit-'));
const unit = join(folder, 'griot@.service');
writeFileSync(unit, readFileSync(join(ROOT, 'deploy/systemd/griot@.service'), 'utf8').replaceAll('/opt/griot', ROOT));
try {
  const verdict = spawnSync('systemd-analyze', ['verify', '--man=no', '--recursive-errors=no', unit], {
    encoding: 'utf8',
  });
  if (verdict.error) throw new Error('systemd-analyze is not there: install the package systemd');
  process.stdout.write(verdict.stderr || 'The unit is sound.\n');
  // How much the service could reach if it were taken over: 0 is nothing, 10 everything.
  const exposure = spawnSync('systemd-analyze', ['security', '--offline=yes', '--no-pager', unit], {
    encoding: 'utf8',
  });
  process.stdout.write(`${exposure.stdout.trim().split('\n').at(-1) ?? ''}\n`);
  process.exitCode = verdict.status === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
