import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { differences } from './compare-rows.ts';

const main = join(import.meta.dirname, 'main.ts');
const shared = join(import.meta.dirname, '../../shared/golden/metricflow');
const run = (...args: string[]) => spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', timeout: 60_000 });

test('rows are compared as sets unless order counts, columns by name', () => {
  const ours = {
    columns: ['day', 'value'],
    rows: [
      ['2024-01-01', 1],
      ['2024-01-02 00:00:00', '2.0000001'],
      [null, 3],
    ],
  };
  const expected = {
    columns: ['value', 'day'],
    rows: [
      [3, null],
      [2, '2024-01-02'],
      ['1', '2024-01-01 00:00:00'],
    ],
  };
  assert.equal(differences(ours, expected, false), null);
  assert.match(differences(ours, expected, true) ?? '', /row 1/);
  assert.match(
    differences(ours, { ...expected, rows: expected.rows.slice(1) }, false) ?? '',
    /rows: ours 3, expected 2/,
  );
  const other = {
    columns: ['value', 'day'],
    rows: [
      [3, null],
      [2.00001, '2024-01-02'],
      [1, '2024-01-01'],
    ],
  };
  assert.match(differences(ours, other, false) ?? '', /value: ours 2.0000001, expected 2.00001/);
  assert.match(differences({ ...ours, columns: ['a', 'b'] }, expected, false) ?? '', /columns/);
});

test('a folder that is not there is said, and is no failure', () => {
  const { status, stdout } = run('metricflow', '--folder', '/nowhere/at/all');
  assert.equal(status, 0);
  assert.match(stdout, /is not there/);
});

test('the published cases pass', { skip: !existsSync(shared) && 'the shared cases are not here' }, () => {
  const { status, stdout } = run('metricflow');
  assert.equal(status, 0, stdout);
  assert.match(stdout, /0 failed/);
});

// Kinds of query that the published sample does not have, each beside SQL written by hand on the same tables.
test('our own cases pass on the shared manifests', {
  skip: !existsSync(shared) && 'the shared tables are not here',
}, () => {
  const { status, stdout } = run('metricflow', '--cases', join(import.meta.dirname, 'own-metricflow-cases.json'));
  assert.equal(status, 0, stdout);
  assert.match(stdout, /0 failed, 0 skipped of 6\d/);
});
