import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import type { Filter, MetricScope } from '@griot/metrics';

/** What is looked at: at most one zone, region, sector, segment. `zone` is an id; null is "no zone". */
export interface Filters {
  zone?: string | null;
  region?: string;
  secteur?: string;
  segment?: 'A' | 'B' | 'C';
}

/** What a member may see: ids of zones, names of regions; null where there is no such narrowing. */
export interface Sight {
  zones: readonly string[] | null;
  regions: readonly string[] | null;
}

/** How scopes of this application are called. A member narrowed only in other applications sees nothing here. */
const SCOPES = { zone: 'zones.zone', region: 'zones.region' } as const;

/** Throws `zones.outside_scope` for a member whose scopes are all of other applications. */
export function sightOf(actor: Pick<Actor, 'scopes'>): Sight {
  const ids = (kind: string): string[] | null => {
    const found = actor.scopes.filter((scope) => scope.kind === kind).map((scope) => scope.id);
    return found.length > 0 ? found : null;
  };
  const sight = { zones: ids(SCOPES.zone), regions: ids(SCOPES.region) };
  if (actor.scopes.length > 0 && sight.zones === null && sight.regions === null) {
    throw new DomainError({ code: 'zones.outside_scope', kind: 'forbidden' });
  }
  return sight;
}

/** The same narrowing for the metrics: kinds are their dimensions. */
export function metricScopes({ zones, regions }: Sight): MetricScope[] {
  return [
    ...(zones ?? []).map((id) => ({ kind: 'zone', id })),
    ...(regions ?? []).map((id) => ({ kind: 'zone__region', id })),
  ];
}

/** Filters on the metrics of invoices, payments, leases and clients; land knows no sector and no segment. */
export function metricFilters({ zone, region, secteur, segment }: Filters, about: 'clients' | 'land'): Filter[] {
  const filters: Filter[] = [];
  if (zone === null) filters.push({ dimension: 'zone', operator: 'is_null' });
  else if (zone !== undefined) filters.push({ dimension: 'zone', operator: 'eq', value: zone });
  if (region !== undefined) filters.push({ dimension: 'zone__region', operator: 'eq', value: region });
  if (about === 'land') return filters;
  if (secteur !== undefined)
    filters.push({ dimension: 'entreprise__secteur_activite', operator: 'eq', value: secteur });
  if (segment !== undefined) filters.push({ dimension: 'entreprise__segment_client', operator: 'eq', value: segment });
  return filters;
}

/** Parameters of a statement as they are written into it. */
export class Params {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  list(values: readonly unknown[]): string {
    return values.map((value) => this.add(value)).join(', ');
  }
}

/** Where the columns of a statement stand that filters speak about. */
export interface FilterColumns {
  zone: string;
  region: string;
  secteur?: string;
  segment?: string;
}

/** Conditions of filters and sight, to be joined by AND; never empty. */
export function conditions(filters: Filters, sight: Sight, columns: FilterColumns, params: Params): string {
  const parts = ['TRUE'];
  if (filters.zone === null) parts.push(`${columns.zone} IS NULL`);
  else if (filters.zone !== undefined) parts.push(`${columns.zone} = ${params.add(filters.zone)}`);
  if (filters.region !== undefined) parts.push(`${columns.region} = ${params.add(filters.region)}`);
  if (filters.secteur !== undefined && columns.secteur)
    parts.push(`${columns.secteur} = ${params.add(filters.secteur)}`);
  if (filters.segment !== undefined && columns.segment)
    parts.push(`${columns.segment} = ${params.add(filters.segment)}`);
  if (sight.zones) parts.push(`${columns.zone} IN (${params.list(sight.zones)})`);
  if (sight.regions) parts.push(`${columns.region} IN (${params.list(sight.regions)})`);
  return parts.join(' AND ');
}
