import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { trialOfRuns } from './trial-of-runs.ts';

// Two hundred runs are `npm run bench -- crash-trial`; here a few.
const RUNS = Number(process.env.GRIOT_TRIAL_RUNS ?? 14);
const SEED = Number(process.env.GRIOT_CRASH_SEED ?? 20_261_126);

test(`${RUNS} runs on two workers while every kind of process is killed: each ends once, each effect is there once`, {
  timeout: 900_000,
}, async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'griot-trial-'));
  // What was killed may still be writing for a moment: the folder is taken away again until it is gone.
  t.after(() => rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 }));
  const kills = Math.max(5, Math.floor(RUNS / 2));
  const report = await trialOfRuns({ dataDir, runs: RUNS, kills, seed: SEED, say: (text) => t.diagnostic(text) });
  t.diagnostic(JSON.stringify(report));
  // How many are hit before the last run is there depends on the machine's pace; the bench hits all kinds.
  assert.ok(Object.keys(report.kills).length >= 2, `several kinds must have been hit: ${JSON.stringify(report)}`);
});
