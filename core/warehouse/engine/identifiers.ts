import { DomainError, isUuid } from '@griot/kernel';

/** Schema of physical tables, whose names carry a fingerprint. Only builds and loads write it. */
export const DATA_SCHEMA = 'data';
/** Schema of our own bookkeeping. */
export const META_SCHEMA = 'griot';

/** Schema of the failing rows that tests keep (`store_failures`); dbt's own suffix. */
export const FAILURES_SCHEMA = 'dbt_test__audit';

export function generationSchema(id: number): string {
  return `gen_${id}`;
}

/** A SQL identifier, quoted so that nothing in it can end it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A SQL text literal. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A SQL literal: for our own records, written many at once. Times are ISO texts. */
export function literal(value: string | number | boolean | null): string {
  if (value === null) return 'NULL';
  return typeof value === 'string' ? quoteText(value) : String(value);
}

/** `"data"."name"`. */
export function dataRelation(name: string): string {
  return `${quoteName(DATA_SCHEMA)}.${quoteName(name)}`;
}

/** Tenant ids name files: nothing but a canonical lower-case UUID passes. Throws `warehouse.tenant_invalid`. */
export function checkTenantId(tenantId: string): string {
  if (typeof tenantId === 'string' && isUuid(tenantId)) return tenantId.toLowerCase();
  throw new DomainError({ code: 'warehouse.tenant_invalid', kind: 'invalid', details: { tenantId: String(tenantId) } });
}
