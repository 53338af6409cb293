import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { surviveKills } from './survive-kills.ts';

// Fifty rounds are `npm run bench -- kills`; here a few, with a seed of their own each time they are run by hand.
const ROUNDS = Number(process.env.GRIOT_CRASH_ROUNDS ?? 6);
const SEED = Number(process.env.GRIOT_CRASH_SEED ?? 20_261_121);

test(`SIGKILL of every kind of process, ${ROUNDS} times in the middle of runs`, { timeout: 600_000 }, async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'griot-kills-'));
  // What was killed may still be writing for a moment: the folder is taken away again until it is gone.
  t.after(() => rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 }));
  const { kills } = await surviveKills({
    dataDir,
    rounds: ROUNDS,
    seed: SEED,
    demoScale: 0.1,
    say: (text) => t.diagnostic(text),
  });
  assert.ok(Object.keys(kills).length >= 2, `more than one kind must have been hit: ${JSON.stringify(kills)}`);
});
