import { addMonths } from '@griot/kernel';
import { z } from 'zod';
import { conditions, Params } from '../queries/filters.ts';
import type { PeriodQuery } from '../queries/finance.ts';
import { zonesOnADay } from '../queries/occupation.ts';
import { landPeriodOf } from '../queries/period.ts';
import type { Reader } from '../queries/reader.ts';
import { HISTORY_MONTHS, historySql, readPlots } from '../queries/zone-details.ts';
import { columnsOf, type ListQuery, type Table } from './table.ts';

const LAND = { tag: 'zones: occupation', permission: 'zones.occupation.read' };

/** The zones that filters and sight leave, on the last day of the period. */
async function zonesSeen(reader: Reader, query: PeriodQuery, params: Params): Promise<string> {
  const zones = zonesOnADay(params.add(landPeriodOf(query, reader.asOf).to), reader.words);
  const columns = { zone: 'zone_id', region: 'region' };
  return `SELECT * FROM (${zones}) z WHERE ${conditions(await reader.filters(query), reader.sight, columns, params)}`;
}

const byRegion: Table = {
  ...LAND,
  path: '/api/occupation/by_region',
  name: 'occupation-regions',
  summary: 'Plots by region, on the last day of the period',
  columns: columnsOf({
    region: 'text',
    zones: 'count',
    total_lots: 'count',
    lots_attribues: 'count',
    lots_disponibles: 'count',
    taux_occupation: 'percent',
    surface_total_hectares: 'number',
    surface_attribuee_hectares: 'number',
  }),
  key: ['region'],
  sort: '-taux_occupation',
  totals: ['zones', 'total_lots', 'lots_attribues', 'lots_disponibles'],
  async read(reader, query) {
    const params = new Params();
    const sql = `SELECT region, count(*) AS zones, sum(total_lots) AS total_lots, sum(lots_attribues) AS lots_attribues,
        sum(lots_disponibles) AS lots_disponibles, ${reader.words.ratio('sum(lots_attribues)', 'sum(total_lots)', 100)} AS taux_occupation,
        sum(surface_total_hectares) AS surface_total_hectares,
        sum(surface_attribuee_hectares) AS surface_attribuee_hectares
      FROM (${await zonesSeen(reader, query, params)}) s GROUP BY region`;
    return { period: landPeriodOf(query, reader.asOf), params, sql };
  },
};

const servicing: Table = {
  ...LAND,
  path: '/api/occupation/viabilisation',
  name: 'viabilisation',
  summary: 'Servicing of each zone: plots serviced of plots known',
  columns: columnsOf({
    zone_id: 'text',
    zone_name: 'text',
    region: 'text',
    viabilisation_status: 'text',
    total_lots: 'count',
    lots_viabilises: 'count',
    lots_non_viabilises: 'count',
    taux_viabilisation: 'percent',
    lots_viabilises_disponibles: 'count',
  }),
  key: ['zone_id'],
  sort: 'zone_name',
  limit: 500,
  totals: ['total_lots', 'lots_viabilises', 'lots_non_viabilises', 'lots_viabilises_disponibles'],
  async read(reader, query) {
    const params = new Params();
    const zones = await zonesSeen(reader, query, params);
    const day = reader.words.day(params.add(landPeriodOf(query, reader.asOf).to));
    const sql = `SELECT s.zone_id, s.zone_name, s.region, s.viabilisation_status, s.total_lots, s.lots_viabilises,
        s.total_lots - s.lots_viabilises AS lots_non_viabilises,
        ${reader.words.ratio('s.lots_viabilises', 's.total_lots', 100)} AS taux_viabilisation,
        coalesce(f.libres, 0) AS lots_viabilises_disponibles
      FROM (${zones}) s
      LEFT JOIN (SELECT id_zone, count(*) AS libres FROM (${freePlots(day)}) p WHERE viabilise GROUP BY id_zone) f
        ON f.id_zone = s.zone_id`;
    return { period: landPeriodOf(query, reader.asOf), params, sql };
  },
};

/** Plots that nobody holds on a day. */
const freePlots = (day: string): string => `
  SELECT l.* FROM stg_lots l
  WHERE l.id_lot NOT IN (
    SELECT a.id_lot FROM stg_attributions a
    WHERE a.is_valide AND a.id_lot IS NOT NULL AND a.date_debut <= ${day}
      AND (a.date_fin IS NULL OR a.date_fin >= ${day}))`;

const available: Table<ListQuery & { viabilise?: boolean | undefined }> = {
  ...LAND,
  path: '/api/occupation/disponibilites',
  name: 'lots-disponibles',
  summary: 'Plots that nobody holds on the last day of the period',
  query: z.object({ viabilise: z.stringbool().optional().describe('serviced plots only, or only the others') }),
  columns: columnsOf({
    id_lot: 'text',
    numero: 'text',
    zone_id: 'text',
    zone_name: 'text',
    region: 'text',
    superficie_hectares: 'number',
    viabilise: 'yes_no',
    libre_depuis: 'day',
  }),
  key: ['id_lot'],
  sort: 'zone_name',
  totals: ['superficie_hectares'],
  async read(reader, query) {
    const params = new Params();
    const period = landPeriodOf(query, reader.asOf);
    const { words } = reader;
    const day = words.day(params.add(period.to));
    const columns = { zone: 'z.id_zone', region: 'z.region' };
    const where = conditions(await reader.filters(query), reader.sight, columns, params);
    const serviced = query.viabilise === undefined ? '' : `AND p.viabilise = ${params.add(query.viabilise)}`;
    const sql = `SELECT p.id_lot AS id_lot, p.numero, z.id_zone AS zone_id, z.nom_zone AS zone_name, z.region AS region, p.superficie_hectares AS superficie_hectares,
        p.viabilise, ${words.dayAfter('b.fin')} AS libre_depuis
      FROM (${freePlots(day)}) p JOIN dim_zones z ON z.id_zone = p.id_zone
      LEFT JOIN (SELECT id_lot, max(date_fin) AS fin FROM stg_attributions
        WHERE is_valide AND date_fin < ${day} GROUP BY id_lot) b ON b.id_lot = p.id_lot
      WHERE ${where} ${serviced}`;
    return { period, params, sql };
  },
};

const topZones: Table = {
  ...LAND,
  path: '/api/occupation/top_zones',
  name: 'zones-les-plus-occupees',
  summary: 'Zones by occupancy, fullest first',
  columns: columnsOf({
    rang: 'count',
    zone_id: 'text',
    zone_name: 'text',
    region: 'text',
    total_lots: 'count',
    lots_attribues: 'count',
    lots_disponibles: 'count',
    taux_occupation: 'percent',
  }),
  key: ['zone_id'],
  sort: 'rang',
  totals: ['total_lots', 'lots_attribues', 'lots_disponibles'],
  async read(reader, query) {
    const params = new Params();
    const zones = await zonesSeen(reader, query, params);
    const sql = `SELECT *, row_number() OVER (ORDER BY taux_occupation DESC NULLS LAST, zone_id) AS rang FROM (${zones}) s`;
    return { period: landPeriodOf(query, reader.asOf), params, sql };
  },
};

const zoneParams = z.object({ zone_id: z.string().max(200) });
type ZoneQuery = ListQuery & { zone_id: string };

const plotsOfZone: Table<ZoneQuery> = {
  ...LAND,
  path: '/api/occupation/:zone_id/lots',
  name: 'lots',
  summary: 'Plots of a zone, with who holds them on the last day of the period',
  params: zoneParams,
  columns: columnsOf({
    id_lot: 'text',
    numero: 'text',
    superficie_hectares: 'number',
    viabilise: 'yes_no',
    statut: 'text',
    id_entreprise: 'text',
    raison_sociale: 'text',
    date_debut: 'day',
  }),
  key: ['id_lot'],
  sort: 'numero',
  totals: ['superficie_hectares'],
  async read(reader, query) {
    const { id: zone } = await reader.zoneSeen(query.zone_id);
    const period = landPeriodOf(query, reader.asOf);
    const plots = await readPlots(reader, zone, period.to);
    return { period, rows: plots.map(({ geometry: _outline, ...row }) => row) };
  },
};

const historyOfZone: Table<ZoneQuery> = {
  ...LAND,
  path: '/api/occupation/:zone_id/historique',
  name: 'historique-occupation',
  summary: 'Occupancy of a zone on the last day of each month, five years back at most',
  params: zoneParams,
  columns: columnsOf({ date: 'day', lots_attribues: 'count', lots_disponibles: 'count', taux_occupation: 'percent' }),
  key: ['date'],
  sort: 'date',
  limit: 500,
  async read(reader, query) {
    const { id: zone } = await reader.zoneSeen(query.zone_id);
    const { to } = landPeriodOf(query, reader.asOf);
    const params = new Params();
    const from = query.date_debut ?? addMonths(to, -HISTORY_MONTHS);
    return {
      period: { from, to },
      params,
      sql: historySql(params.add(zone), params.add(to), params.add(from), reader.words),
    };
  },
};

export const landTables = [byRegion, servicing, available, topZones, plotsOfZone, historyOfZone] as Table[];
