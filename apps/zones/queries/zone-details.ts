import type { Services } from '@griot/application';
import { addMonths, DomainError } from '@griot/kernel';
import type { Cell } from '@griot/warehouse';
import type { z } from 'zod';
import type { zoneDetails } from '../http/contract.ts';
import { figure, text, textOrNull, whole } from './figures.ts';
import type { PeriodQuery } from './finance.ts';
import { kpisOf } from './kpis.ts';
import { polygonOf, readZone } from './occupation.ts';
import { type Against, landPeriodOf, periodOf } from './period.ts';
import type { Reader } from './reader.ts';
import type { SqlWords } from './sql-words.ts';

const LAND = ['taux_occupation', 'lots_attribues', 'lots_disponibles', 'surface_attribuee_hectares'];
const MONEY = ['ca_total', 'montant_impaye', 'taux_paiement_pct'];
export const HISTORY_MONTHS = 60;

/** Throws `zones.zone_unknown` for a zone that is not there or that the reader may not see. */
export async function readZoneDetails(
  services: Services,
  reader: Reader,
  zone: string,
  query: PeriodQuery & { comparaison?: Against | undefined },
): Promise<z.input<typeof zoneDetails>> {
  const { date_debut, date_fin } = query;
  const { zone: id } = await reader.filters({ zone });
  const found = id === undefined || id === null ? null : await readZone(reader, id, query);
  if (!found) throw new DomainError({ code: 'zones.zone_unknown', kind: 'not_found', details: { zone } });
  const zoneId = found.row.zone_id;
  const land = landPeriodOf({ date_debut, date_fin }, reader.asOf);
  const groups = [
    { kind: 'land' as const, metrics: LAND, period: land },
    { kind: 'flow' as const, metrics: MONEY, period: periodOf({ date_debut, date_fin }, reader.asOf) },
  ];
  const [kpis, lots, history] = await Promise.all([
    kpisOf(services, reader, groups, { zone: zoneId }, [...LAND, ...MONEY], query.comparaison),
    readPlots(reader, zoneId, land.to),
    readHistory(reader, zoneId, land.to),
  ]);
  return {
    passport: reader.passport,
    zone: found.row,
    kpis,
    geometry: { type: 'Polygon', coordinates: found.outline },
    lots,
    historique: history,
  };
}

/** Plots of a zone with who holds them on a day; of leases that overlap, the one that began last. */
export async function readPlots(
  reader: Reader,
  zone: string,
  day: string,
): Promise<z.input<typeof zoneDetails>['lots']> {
  const on = reader.words.day('$2');
  const rows = await reader.rows<Record<string, Cell>>(
    `WITH held AS (
       SELECT a.*, row_number() OVER (PARTITION BY a.id_lot ORDER BY a.date_debut DESC, a.id_attribution DESC) AS place
       FROM stg_attributions a
       WHERE a.is_valide AND a.id_zone = $1 AND a.date_debut <= ${on}
         AND (a.date_fin IS NULL OR a.date_fin >= ${on})
     )
     SELECT l.id_lot, l.numero, l.superficie_hectares, l.viabilise, l.coordonnees, h.id_entreprise, e.raison_sociale,
       CAST(h.date_debut AS VARCHAR) AS date_debut
     FROM stg_lots l
     LEFT JOIN held h ON h.id_lot = l.id_lot AND h.place = 1
     LEFT JOIN stg_entreprises e ON e.id_entreprise = h.id_entreprise
     WHERE l.id_zone = $1 ORDER BY l.id_lot`,
    [zone, day],
  );
  return rows.map((row) => {
    const coordinates = polygonOf(row.coordonnees);
    return {
      id_lot: text(row.id_lot),
      numero: text(row.numero),
      superficie_hectares: figure(row.superficie_hectares),
      viabilise: row.viabilise === true || row.viabilise === 1,
      statut: row.id_entreprise === null ? ('disponible' as const) : ('attribue' as const),
      id_entreprise: textOrNull(row.id_entreprise),
      raison_sociale: textOrNull(row.raison_sociale),
      date_debut: textOrNull(row.date_debut),
      geometry: coordinates ? { type: 'Polygon' as const, coordinates } : null,
    };
  });
}

/** Last day of each month after `from` up to `day`, and the day itself. */
export const historySql = (zone: string, day: string, from: string, words: SqlWords): string => `
  SELECT CAST(date_jour AS VARCHAR) AS date, taux_occupation, lots_attribues, lots_disponibles FROM fact_occupation
  WHERE id_zone = ${zone} AND date_jour <= ${words.day(day)} AND date_jour > ${words.day(from)}
    AND (date_jour = ${words.monthEnd('date_jour')} OR date_jour = ${words.day(day)})`;

async function readHistory(
  reader: Reader,
  zone: string,
  day: string,
): Promise<z.input<typeof zoneDetails>['historique']> {
  const rows = await reader.rows<Record<string, Cell>>(`${historySql('$1', '$2', '$3', reader.words)} ORDER BY date`, [
    zone,
    day,
    addMonths(day, -HISTORY_MONTHS),
  ]);
  return rows.map((row) => ({
    date: text(row.date),
    taux_occupation: figure(row.taux_occupation),
    lots_attribues: whole(row.lots_attribues),
  }));
}
