import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type TestPlatform, type TestPlatformOptions, testPlatform } from '@griot/application/testing';
import { type Day, manualClock } from '@griot/kernel';
import zones from '../app.ts';
import { generateSources } from '../demo/generate-sources.ts';
import { DEMO_FOLDER } from '../demo/load-demonstration.ts';

export interface ZonesPlatform extends TestPlatform {
  /** Folder of the source files that `demonstrate` wrote. */
  sources: string;
  /** Writes source files, imports them and builds, as of `asOf`. */
  demonstrate(o: { seed: number; scale: number; asOf: Day; tenantId?: string }): Promise<void>;
  /** `data` of a good answer; fails on any other. */
  get<T>(url: string): Promise<T>;
}

/** The Zones application on a real store, warehouse process and HTTP server, its flows run in the test itself. */
export async function zonesPlatform(
  t: Pick<TestContext, 'after'>,
  o: Partial<Omit<TestPlatformOptions, 'application'>> = {},
): Promise<ZonesPlatform> {
  const bed = await testPlatform(t, { clock: manualClock('2026-11-21T10:00:00Z'), ...o, application: zones });
  const { services, tenantId, dataDir } = bed;
  const sources = join(dataDir, DEMO_FOLDER);

  const run: ZonesPlatform['run'] = async (name, parameters = {}, tenant = tenantId) => {
    const done = await bed.run(name, parameters, tenant);
    if (done.state !== 'succeeded') throw new Error(`${name} ${done.state}: ${JSON.stringify(done.failure)}`);
    return done;
  };
  return {
    ...bed,
    sources,
    run,
    demonstrate: async ({ seed, scale, asOf, tenantId: tenant = tenantId }) => {
      if (!existsSync(sources)) await generateSources({ folder: sources, seed, scale, today: asOf });
      const done = await run('zones.import', { folder: DEMO_FOLDER, mode: 'replace' }, tenant);
      // The build that the import asks for is as of the day it runs; tests choose theirs, and build once.
      const asked = done.taskList.at(-1)?.output as { runId?: string } | null;
      if (asked?.runId) await services.flows.cancel(tenant, asked.runId, { kind: 'cli' });
      await run('zones.pipeline', { asOf }, tenant);
      // Readers would go on with the generation of before until the new one has their answers.
      await services.metrics.published(tenant, { atOnce: true });
    },
    get: async <T>(url: string): Promise<T> => {
      const answer = await bed.inject<T>({ method: 'GET', url });
      if (answer.status !== 200) throw new Error(`${url}: ${answer.status} ${answer.text.slice(0, 800)}`);
      return answer.json.data;
    },
  };
}
