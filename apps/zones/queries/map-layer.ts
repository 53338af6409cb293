import type { MapLayer } from '@griot/application';
import { conditions, Params, sightOf } from './filters.ts';
import { polygonOf } from './occupation.ts';

/** Outlines of the zones, for maps of any figure that has a zone. */
export const zonesLayer: MapLayer = {
  id: 'zones',
  label: { fr: 'Zones', en: 'Zones' },
  dimension: 'zone__nom_zone',
  async areas(services, actor) {
    const params = new Params();
    const seen = conditions({}, sightOf(actor), { zone: 'zone_id', region: 'region' }, params);
    const sql = `SELECT zone_name, coordonnees FROM mart_occupation_zones WHERE ${seen} ORDER BY zone_name`;
    const { rows } = await services.warehouse.tenant(actor.tenantId).query(sql, params.values);
    return rows.flatMap(([name, outline]) => {
      const coordinates = polygonOf(outline);
      if (!coordinates) return [];
      return [{ key: String(name), name: String(name), polygon: { type: 'Polygon' as const, coordinates } }];
    });
  },
};
