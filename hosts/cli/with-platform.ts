import { resolve } from 'node:path';
import process from 'node:process';
import { type Logger, readConfig } from '@griot/kernel';
import { type Composition, compose, createLog, type Runtime, startRuntime } from '@griot/server';

/** Starts what keeps (or joins a server that already runs on this data folder), migrates, does the work, stops. */
export async function withPlatform<T>(
  work: (platform: { composition: Composition; runtime: Runtime; log: Logger }) => Promise<T>,
): Promise<T> {
  const config = readConfig(process.env);
  const log = createLog({ level: config.logLevel, folder: resolve(config.dataDir, 'logs'), name: 'cli' });
  const runtime = await startRuntime(config, log, { ifRunning: 'join' });
  try {
    const composition = await compose({ config, connections: runtime, log });
    try {
      await composition.services.store.migrate(composition.migrations);
      return await work({ composition, runtime, log });
    } finally {
      await composition.close();
    }
  } finally {
    await runtime.stop();
  }
}

/** The tenant that a command names by its slug. Throws with the slugs that exist. */
export async function tenantBySlug(composition: Composition, slug: string): Promise<{ id: string; slug: string }> {
  const tenants = await composition.services.identity.tenants();
  const tenant = tenants.find((candidate) => candidate.slug === slug);
  if (!tenant) throw new Error(`no tenant "${slug}"; there are: ${tenants.map((t) => t.slug).join(', ') || 'none'}`);
  return tenant;
}
