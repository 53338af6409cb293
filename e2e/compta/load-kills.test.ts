import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type KillCase, surviveLoadKills } from './survive-load-kills.ts';

// All of them are `npm run bench -- compta-kills`; here three, each of another process in another step.
const CASES: readonly KillCase[] = [
  { act: 'load', task: 'publication', target: 'slot' },
  { act: 'load', task: 'ecritures', target: 'warehouse' },
  { act: 'return', task: 'retour', target: 'postgres' },
];

test('SIGKILL in a step of loads and a return: the old slice or the new one, files where they belong', {
  timeout: 600_000,
}, async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'griot-compta-kills-'));
  // What was killed may still be writing for a moment: the folder is taken away again until it is gone.
  t.after(() => rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 }));
  await surviveLoadKills({ dataDir, cases: CASES, lines: 300, say: (text) => t.diagnostic(text) });
});
