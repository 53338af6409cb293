import { join } from 'node:path';

/** Where a tenant's files wait to be loaded; the only files its database can read. */
export function stagingFolder(warehouseFolder: string, tenantId: string): string {
  return join(warehouseFolder, 'staging', tenantId);
}
