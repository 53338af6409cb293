import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import { DomainError, readConfig, sha256Hex } from '@griot/kernel';
import { connectWarehouse, startWarehouseProcess, type TenantWarehouse } from '@griot/warehouse';
import type { Command } from 'commander';
import { fileLog } from './file-log.ts';

/** Which project, and in whose warehouse. */
export interface PlaceOptions {
  tenant?: string;
  app: string;
  project?: string;
}

export interface Place {
  tenant: TenantWarehouse;
  projectDir: string;
}

/** The one tenant of a warehouse that belongs to a folder. */
const OWNER = '00000000-0000-7000-8000-000000000000';

/**
 * With `--tenant`, that tenant's warehouse on the platform. With `--project` alone, a warehouse of the folder's own under
 * the data folder: the project stays as it is, and neither PostgreSQL nor a tenant is needed.
 */
export async function atPlace<T>(options: PlaceOptions, work: (place: Place) => Promise<T>): Promise<T> {
  const { tenant: slug, app, project } = options;
  if (slug === undefined) {
    if (project !== undefined) return inFolderWarehouse(resolve(project), work);
    throw new DomainError({
      code: 'cli.place_missing',
      kind: 'invalid',
      message: 'name a tenant (--tenant <slug>) or a folder (--project <dir>)',
    });
  }
  // Only here is the platform itself needed.
  const { tenantBySlug, withPlatform } = await import('../with-platform.ts');
  return withPlatform(async ({ composition }) => {
    const { id } = await tenantBySlug(composition, slug);
    const folder = composition.applications.find((one) => one.id === app)?.warehouseProject;
    const projectDir = project === undefined ? folder : resolve(project);
    if (projectDir === undefined) throw new Error(`application "${app}" has no warehouse project`);
    return work({ tenant: composition.services.warehouse.tenant(id), projectDir });
  });
}

async function inFolderWarehouse<T>(projectDir: string, work: (place: Place) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  // Absolute: the same folder finds its generations again from wherever the command is given.
  const dataDir = resolve(config.dataDir, 'projects', `${basename(projectDir)}-${sha256Hex(projectDir).slice(0, 8)}`);
  const log = fileLog(join(dataDir, 'logs', 'cli.log'), config.logLevel);
  const keeper = await startWarehouseProcess({ dataDir, log });
  const warehouse = connectWarehouse({ socketPath: keeper.socketPath, log });
  try {
    return await work({ tenant: warehouse.tenant(OWNER), projectDir });
  } finally {
    warehouse.close();
    await keeper.stop();
  }
}

/** Options that say where: every subcommand has them. */
export function withPlace(command: Command): Command {
  return command
    .option('--tenant <slug>', "in this tenant's warehouse")
    .option('--app <id>', 'application whose project it is', 'zones')
    .option('--project <dir>', 'a folder of your own; without --tenant in a warehouse of its own');
}
