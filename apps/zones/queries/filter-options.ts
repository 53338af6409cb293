import type { z } from 'zod';
import type { filterOptions } from '../http/contract.ts';
import { text } from './figures.ts';
import { conditions, Params } from './filters.ts';
import type { Reader } from './reader.ts';

/** The values of the filter bar that this reader may see. */
export async function readFilterOptions(reader: Reader): Promise<z.input<typeof filterOptions>> {
  const onZones = new Params();
  const zonesSeen = conditions({}, reader.sight, { zone: 'id_zone', region: 'region' }, onZones);
  const onClients = new Params();
  const clientsSeen = conditions({}, reader.sight, { zone: 'id_zone', region: 'region' }, onClients);
  const [zones, sectors, bounds] = await Promise.all([
    reader.rows(`SELECT id_zone, nom_zone, region FROM dim_zones WHERE ${zonesSeen} ORDER BY nom_zone`, onZones.values),
    reader.rows(
      `SELECT DISTINCT secteur_activite AS name FROM mart_portefeuille_clients WHERE ${clientsSeen} ORDER BY 1`,
      onClients.values,
    ),
    reader.rows('SELECT CAST(min(date_emission) AS VARCHAR) AS first FROM fact_factures'),
  ]);
  return {
    zones: zones.map((row) => ({ id: text(row.id_zone), name: text(row.nom_zone) })),
    regions: [...new Set(zones.map((row) => text(row.region)))].sort((a, b) => a.localeCompare(b, 'fr')),
    secteurs: sectors.map((row) => text(row.name)),
    period: { min: text(bounds[0]?.first) || reader.asOf, max: reader.asOf },
  };
}
