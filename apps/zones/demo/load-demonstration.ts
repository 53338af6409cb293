import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Services } from '@griot/application';
import { DomainError, dayInZone } from '@griot/kernel';
import { generateSources } from './generate-sources.ts';

/** Where the demonstration's files lie, below the data folder: anyone can recompute a figure from them. */
export const DEMO_FOLDER = 'demo/zones/sources';
const SEED = 20_250_101;
const TIME_ZONE = 'Africa/Abidjan';
const POLL_MS = 300;

/**
 * Writes the source files unless they are there, sends them through the ordinary import, and waits until readers see the
 * figures. After a crash it goes on: files that are there are whole, an import under way is waited for.
 */
export async function loadDemonstration(
  services: Services,
  tenantId: string,
  options: { scale: number; onProgress(text: string): void },
): Promise<void> {
  const folder = join(services.dataDir, DEMO_FOLDER);
  if (!existsSync(folder)) {
    options.onProgress('écriture des fichiers sources');
    const today = dayInZone(services.clock.now(), TIME_ZONE);
    await generateSources({ folder, seed: SEED, scale: options.scale, today, onProgress: options.onProgress });
  }
  const parameters = { folder: DEMO_FOLDER, mode: 'replace' };
  const { runId } = await services.flows.trigger(tenantId, 'zones.import', parameters, { kind: 'cli', id: 'demo' });
  await follow(services, tenantId, runId, options.onProgress);
  const { output } = (await services.flows.run(tenantId, runId)).taskList.find((task) => task.name === 'calcul') ?? {};
  const started = output as { runId?: string } | null | undefined;
  const pipeline =
    started?.runId ?? (await services.flows.trigger(tenantId, 'zones.pipeline', {}, { kind: 'cli', id: 'demo' })).runId;
  await follow(services, tenantId, pipeline, options.onProgress);
}

/** Waits for a run's end and passes its progress on. Throws `zones.demo_failed` with the run's own failure. */
async function follow(
  services: Services,
  tenantId: string,
  runId: string,
  onProgress: (text: string) => void,
): Promise<void> {
  let said = '';
  for (;;) {
    const run = await services.flows.run(tenantId, runId);
    const running = run.taskList.find((task) => task.state === 'running');
    const progress = running?.attempts.at(-1)?.progressText?.fr;
    const text = running ? (progress ? `${running.label.fr} : ${progress}` : running.label.fr) : '';
    if (text !== '' && text !== said) onProgress(text);
    said = text;
    if (run.state === 'succeeded') return;
    if (run.state === 'failed' || run.state === 'cancelled') {
      const details = { runId, state: run.state, failure: run.failure };
      throw new DomainError({ code: 'zones.demo_failed', kind: 'internal', details, message: JSON.stringify(details) });
    }
    await wait(POLL_MS);
  }
}
