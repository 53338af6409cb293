import { quoteName } from '../engine/identifiers.ts';

/**
 * ClickHouse has databases and no schemas, so a tenant is a family of databases: its bookkeeping, its physical tables, and
 * one of views per generation. Only `_g…` and what their views read is granted to the tenant's reader.
 */
export function tenantDatabases(tenantId: string): { meta: string; data: string; generation(id: number): string } {
  const stem = `griot_${tenantId.replaceAll('-', '')}`;
  return { meta: stem, data: `${stem}_data`, generation: (id) => `${stem}_g${id}` };
}

/** A physical table or view of a tenant. */
export function clickhouseRelation(tenantId: string, name: string): string {
  return `${quoteName(tenantDatabases(tenantId).data)}.${quoteName(name)}`;
}

export function clickhouseText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
