import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import { type Day, DomainError } from '@griot/kernel';
import { type GenerationFacts, type MetricQuery, type MetricResult, passportOf } from '@griot/metrics';
import type { Cell } from '@griot/warehouse';
import type { z } from 'zod';
import type { passport } from '../http/passport.ts';
import { conditions, type Filters, metricScopes, Params, type Sight, sightOf } from './filters.ts';
import { type SqlWords, sqlWords } from './sql-words.ts';

export type Passport = z.output<typeof passport>;

/** "No zone" as the filter bar names it. */
export const NO_ZONE = 'Sans zone';

/** One reader's view of one published generation. */
export interface Reader {
  tenantId: string;
  locale: 'fr' | 'en';
  currency: string;
  generation: number;
  asOf: Day;
  /** Of the models that were read up to now: take it when all of an answer has been read. */
  readonly passport: Passport;
  sight: Sight;
  words: SqlWords;
  /** Rows as objects by column name. */
  rows<T extends Record<string, Cell>>(sql: string, params?: readonly unknown[]): Promise<T[]>;
  /** The same in groups, read as they are taken, `columns` in the statement's order: for exports of any length. */
  stream(
    sql: string,
    params: readonly unknown[],
    columns: readonly string[],
    signal: AbortSignal,
  ): AsyncGenerator<Record<string, Cell>, void, undefined>;
  metrics(query: MetricQuery): Promise<MetricResult>;
  /** An answer of the metrics that was not asked here comes from these models too. */
  hasRead(models: readonly string[]): void;
  /** Turns the query's `zone` (an id or a name) into an id. Throws `zones.zone_unknown`. */
  filters(query: FilterQuery): Promise<Filters>;
  /** The zone of an id or a name. Throws `zones.zone_unknown` for one that is not there or out of the reader's sight. */
  zoneSeen(zone: string): Promise<{ id: string; name: string }>;
}

export interface FilterQuery {
  zone?: string | undefined;
  region?: string | undefined;
  secteur?: string | undefined;
  segment?: 'A' | 'B' | 'C' | undefined;
}

export interface Reading {
  actor: Actor;
  locale: 'fr' | 'en';
  signal?: AbortSignal;
}

/** Reads one generation as `asOf` says it stands. */
export function openReader(services: Services, reading: Reading, info: GenerationFacts, asOf: Day): Reader {
  const { actor } = reading;
  const warehouse = services.warehouse.tenant(actor.tenantId);
  const models = new Set<string>();
  const known = new Set((info.nodes ?? []).map(({ name }) => name.toLowerCase()));
  const hasRead: Reader['hasRead'] = (names) => names.forEach((name) => void models.add(name));
  /** Whatever is called as a model is one: an alias of the same name makes a passport say more, never less. */
  const note = (sql: string): void =>
    hasRead((sql.toLowerCase().match(/\w+/g) ?? []).filter((word) => known.has(word)));
  const rows: Reader['rows'] = async <T extends Record<string, Cell>>(sql: string, params: readonly unknown[] = []) => {
    note(sql);
    const answer = await warehouse.query(sql, params, { generation: info.id });
    const names = answer.columns.map((column) => column.name);
    return answer.rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? null])) as T);
  };
  const sight = sightOf(actor);
  const stream: Reader['stream'] = async function* (sql, params, columns, signal) {
    for await (const group of warehouse.stream(sql, params, { generation: info.id, signal })) {
      for (const row of group) yield Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null]));
    }
  };
  return {
    tenantId: actor.tenantId,
    locale: reading.locale,
    currency: actor.currency,
    generation: info.id,
    asOf,
    get passport() {
      return presented(
        passportOf(info, [...models].sort(), { now: services.clock.now().getTime(), staleAfterMs: null }),
      );
    },
    sight,
    words: sqlWords[services.warehouse.engine],
    hasRead,
    rows,
    stream,
    metrics: async (query) => {
      const context = {
        tenantId: actor.tenantId,
        generation: info.id,
        application: 'zones',
        scopes: metricScopes(sight),
        locale: reading.locale,
        currency: actor.currency,
        timeZone: actor.timeZone,
      };
      const result = await services.metrics.query(context, query);
      hasRead(result.passport.models ?? []);
      return result;
    },
    zoneSeen: async (zone) => {
      const params = new Params();
      const wanted = params.add(await zoneId(rows, zone));
      const where = conditions({}, sight, { zone: 'id_zone', region: 'region' }, params);
      const [found] = await rows<{ id_zone: string; nom_zone: string }>(
        `SELECT id_zone, nom_zone FROM dim_zones WHERE id_zone = ${wanted} AND ${where}`,
        params.values,
      );
      if (!found) throw new DomainError({ code: 'zones.zone_unknown', kind: 'not_found', details: { zone } });
      return { id: found.id_zone, name: found.nom_zone };
    },
    filters: async ({ zone, region, secteur, segment }) => ({
      ...(zone === undefined ? {} : { zone: await zoneId(rows, zone) }),
      ...(region === undefined ? {} : { region }),
      ...(secteur === undefined ? {} : { secteur }),
      ...(segment === undefined ? {} : { segment }),
    }),
  };
}

/** The day that a generation's figures are as of. Throws `zones.not_published` when it is not one of this application. */
export async function asOfGeneration(services: Services, tenantId: string, generation: number): Promise<Day> {
  const sql = 'SELECT CAST(date_key AS VARCHAR) AS day FROM dim_dates WHERE is_as_of';
  const { rows } = await services.warehouse.tenant(tenantId).query(sql, [], { generation });
  const day = rows[0]?.[0];
  if (typeof day !== 'string') throw new DomainError({ code: 'zones.not_published', kind: 'not_found' });
  return day;
}

async function zoneId(rows: Reader['rows'], zone: string): Promise<string | null> {
  if (zone === NO_ZONE) return null;
  const [found] = await rows<{ id_zone: string }>(
    'SELECT id_zone FROM dim_zones WHERE id_zone = $1 OR nom_zone = $1 ORDER BY id_zone = $1 DESC LIMIT 1',
    [zone],
  );
  if (!found) throw new DomainError({ code: 'zones.zone_unknown', kind: 'not_found', details: { zone } });
  return found.id_zone;
}

function presented({ sources, models: _read, ...passport }: ReturnType<typeof passportOf>): Passport {
  const own = sources.filter(({ name }) => name.startsWith('zones.'));
  return {
    ...passport,
    troubles: [...(passport.troubles ?? [])],
    sources: own.map((source) => ({ ...source, name: source.name.slice('zones.'.length) })),
  };
}
