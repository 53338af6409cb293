import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { readConfig } from '@griot/kernel';
import { readErrors } from './read-errors.ts';
import { readProcesses } from './read-processes.ts';
import { shownSettings } from './shown-settings.ts';

const OURS = '018f0000-0000-7000-8000-000000000001';
const THEIRS = '018f0000-0000-7000-8000-000000000002';

test('errors of the logs: one a request, newest first, none of another organisation, no stack', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'griot-errors-'));
  t.after(() => rmSync(dataDir, { recursive: true, force: true }));
  mkdirSync(join(dataDir, 'logs'));
  const line = (time: string, rest: Record<string, unknown>) =>
    JSON.stringify({ level: 50, time: Date.parse(time), process: 'server', ...rest });
  const request = { requestId: 'request-1', tenantId: OURS };
  const server = [
    'half of a line that a tail began with"}',
    line('2026-11-26T10:00:00Z', { ...request, error: 'disk full', stack: 'at /srv/griot', msg: 'failed' }),
    line('2026-11-26T10:00:00Z', { ...request, route: '/api/files', status: 500, msg: 'request' }),
    line('2026-11-26T10:01:00Z', { tenantId: THEIRS, requestId: 'request-2', error: 'theirs', msg: 'failed' }),
    JSON.stringify({ level: 30, time: Date.parse('2026-11-26T10:02:00Z'), msg: 'request', tenantId: OURS }),
  ];
  writeFileSync(join(dataDir, 'logs/server.log'), `${server.join('\n')}\n`);
  const slot = line('2026-11-26T10:03:00Z', {
    process: 'task-slot',
    runId: 'run-1',
    error: 'no store',
    msg: 'Not written',
  });
  writeFileSync(join(dataDir, 'logs/task-slot.log'), slot);

  const errors = await readErrors(dataDir, OURS, 10);
  assert.deepEqual(
    errors.map(({ message, requestId, runId }) => [message, requestId, runId]),
    [
      ['Not written : no store', null, 'run-1'],
      ['disk full', 'request-1', null],
    ],
  );
  assert.deepEqual([errors[1]?.route, errors[1]?.status], ['/api/files', 500]);
  assert.doesNotMatch(JSON.stringify(errors), /theirs|srv/);
  assert.equal((await readErrors(dataDir, OURS, 1)).length, 1);
  assert.deepEqual(await readErrors(join(dataDir, 'nowhere'), OURS, 10), []);
});

test('settings are shown without anything that opens a door', () => {
  const secrets = [
    'pass-word-1',
    'pass-word-2',
    'key-of-thirty-two-characters-here',
    'sk-secret',
    'token-of-metrics-1',
  ];
  const [database = '', smtp = '', secret = '', key = '', token = ''] = secrets;
  const config = readConfig({
    DATABASE_URL: `postgres://griot:${database}@db.exemple.ci:5432/griot?sslmode=require`,
    SMTP_URL: `smtp://user:${smtp}@mail.exemple.ci:587/?from=a%40b.ci`,
    GRIOT_SECRET: secret,
    OPENAI_API_KEY: key,
    GRIOT_METRICS_TOKEN: token,
  });
  const shown = shownSettings(config);
  const text = JSON.stringify(shown);
  for (const hidden of secrets) assert.ok(!text.includes(hidden), hidden);
  const of = (name: string) => shown.find((setting) => setting.name === name);
  assert.equal(of('DATABASE_URL')?.value, 'postgres://db.exemple.ci:5432/griot');
  assert.deepEqual(of('GRIOT_SECRET'), { name: 'GRIOT_SECRET', value: null, set: true });
  assert.deepEqual(of('KAFKA_URL'), { name: 'KAFKA_URL', value: null, set: false });
});

test('this process is found with its memory and its time', () => {
  const [server] = readProcesses({ postgres: null, warehouse: null });
  assert.deepEqual([server?.kind, server?.pid], ['server', process.pid]);
  assert.ok((server?.memoryBytes ?? 0) > 1_000_000);
  const age = Date.now() - Date.parse(server?.startedAt ?? '');
  assert.ok(age >= -2_000 && age < process.uptime() * 1000 + 5_000, `${age}`);
});
