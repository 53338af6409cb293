import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { exactnessTrial } from './exactness-trial.ts';

// Five million are `npm run bench -- payops-exactness`; here a few.
const EVENTS = Number(process.env.TEST_EVENTS ?? 6_000);
const SEED = Number(process.env.GRIOT_CRASH_SEED ?? 20_261_127);

test(`${EVENTS} payment events, repeated and out of order, while every kind of process is killed: the figures are those of plain loops`, {
  timeout: 600_000,
}, async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'griot-exact-'));
  // What was killed may still be writing for a moment: the folder is taken away again until it is gone.
  t.after(() => rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 }));
  const say = (text: string) => t.diagnostic(text);
  const report = await exactnessTrial({ dataDir, events: EVENTS, seed: SEED, killEveryMs: 500, kills: 5, say });
  say(JSON.stringify(report));
  assert.ok(Object.keys(report.kills).length >= 4, JSON.stringify(report));
});
