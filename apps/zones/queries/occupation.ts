import type { Cell } from '@griot/warehouse';
import type { z } from 'zod';
import type { zoneList, zoneRow, zonesMap } from '../http/contract.ts';
import { figure, text, whole } from './figures.ts';
import { conditions, Params } from './filters.ts';
import type { PeriodQuery } from './finance.ts';
import { type PageRequest, pageOf } from './lists.ts';
import { landPeriodOf } from './period.ts';
import type { Reader } from './reader.ts';
import type { SqlWords } from './sql-words.ts';

export type ZoneRow = z.input<typeof zoneRow>;
export type ZoneListQuery = PeriodQuery & PageRequest & { q?: string | undefined };
type Row = Record<string, Cell>;

/** Zones on a day: what they have from the mart, what is let from the day's facts (none before the first lease). */
export const zonesOnADay = (day: string, words: SqlWords): string => `
  SELECT m.zone_id, m.zone_name, m.region, m.total_lots, m.surface_total_hectares, m.viabilisation_status,
    m.lots_viabilises, m.secteurs_presents, m.coordonnees, coalesce(o.lots_attribues, 0) AS lots_attribues,
    m.total_lots - coalesce(o.lots_attribues, 0) AS lots_disponibles,
    o.taux_occupation AS taux_du_jour,
    CASE WHEN m.total_lots = 0 THEN NULL ELSE coalesce(o.taux_occupation, 0) END AS taux_occupation,
    coalesce(o.surface_attribuee_hectares, 0) AS surface_attribuee_hectares
  FROM mart_occupation_zones m
  LEFT JOIN fact_occupation o ON o.id_zone = m.zone_id AND o.date_jour = ${words.day(day)}`;

const SORTS = {
  zone_name: 'zone_name',
  region: 'region',
  total_lots: 'total_lots',
  lots_attribues: 'lots_attribues',
  lots_disponibles: 'lots_disponibles',
  taux_occupation: 'taux_occupation',
  surface_total_hectares: 'surface_total_hectares',
  surface_attribuee_hectares: 'surface_attribuee_hectares',
  viabilisation_status: 'viabilisation_status',
};

/** Zones with their occupancy on the last day of the period (the as-of date when none is given). */
export async function readZones(reader: Reader, query: ZoneListQuery): Promise<z.input<typeof zoneList>> {
  const page = pageOf('zones.occupation', query, {
    columns: SORTS,
    byDefault: 'zone_name',
    id: 'zone_id',
    generation: reader.generation,
  });
  const params = new Params();
  const zones = zonesOnADay(params.add(landPeriodOf(query, reader.asOf).to), reader.words);
  const columns = { zone: 'zone_id', region: 'region' };
  const where = conditions(await reader.filters(query), reader.sight, columns, params);
  const search = query.q ? `AND ${reader.words.contains('zone_name', params.add(query.q))}` : '';
  const rows = await reader.rows<Row>(
    `SELECT *, count(*) OVER () AS total FROM (${zones}) z WHERE ${where} ${search}
     ${page.order} LIMIT ${page.limit} OFFSET ${page.offset}`,
    params.values,
  );
  const total = whole(rows[0]?.total);
  return { passport: reader.passport, items: rows.map(asZone), total, nextCursor: page.next(rows.length, total) };
}

export async function readZone(
  reader: Reader,
  zone: string,
  query: PeriodQuery,
): Promise<{ row: ZoneRow; outline: Ring[] } | null> {
  const params = new Params();
  const zones = zonesOnADay(params.add(landPeriodOf(query, reader.asOf).to), reader.words);
  const where = conditions({ zone }, reader.sight, { zone: 'zone_id', region: 'region' }, params);
  const [row] = await reader.rows<Row>(`SELECT * FROM (${zones}) z WHERE ${where}`, params.values);
  return row ? { row: asZone(row), outline: polygonOf(row.coordonnees) ?? [] } : null;
}

/** Zones that have an outline, as GeoJSON. */
export async function readZonesMap(reader: Reader, query: PeriodQuery): Promise<z.input<typeof zonesMap>> {
  const params = new Params();
  const zones = zonesOnADay(params.add(landPeriodOf(query, reader.asOf).to), reader.words);
  const columns = { zone: 'zone_id', region: 'region' };
  const where = conditions(await reader.filters(query), reader.sight, columns, params);
  const rows = await reader.rows<Row>(`SELECT * FROM (${zones}) z WHERE ${where} ORDER BY zone_id`, params.values);
  const features = rows.flatMap((row) => {
    const coordinates = polygonOf(row.coordonnees);
    if (!coordinates) return [];
    const { secteurs_presents: _sectors, surface_attribuee_hectares: _let, ...properties } = asZone(row);
    const geometry = { type: 'Polygon' as const, coordinates };
    return [{ type: 'Feature' as const, id: properties.zone_id, geometry, properties }];
  });
  return { type: 'FeatureCollection', passport: reader.passport, features };
}

function asZone(row: Row): ZoneRow {
  return {
    zone_id: text(row.zone_id),
    zone_name: text(row.zone_name),
    region: text(row.region),
    total_lots: whole(row.total_lots),
    lots_attribues: whole(row.lots_attribues),
    lots_disponibles: whole(row.lots_disponibles),
    taux_occupation: figure(row.taux_occupation),
    surface_total_hectares: figure(row.surface_total_hectares),
    surface_attribuee_hectares: figure(row.surface_attribuee_hectares),
    viabilisation_status: text(row.viabilisation_status),
    secteurs_presents: text(row.secteurs_presents)
      .split('|')
      .filter((sector) => sector !== ''),
  };
}

export type Ring = [number, number][];

/** Rings of an outline as the import keeps it (checked GeoJSON text); null when there is none. */
export function polygonOf(geometry: Cell | undefined): Ring[] | null {
  if (typeof geometry !== 'string') return null;
  return (JSON.parse(geometry) as { coordinates: Ring[] }).coordinates;
}
