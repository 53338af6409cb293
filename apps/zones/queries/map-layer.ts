import type { MapLayer } from '@griot/application';
import { sightOf } from './filters.ts';
import { polygonOf } from './occupation.ts';

/** Outlines of the zones, for maps of any figure that has a zone. */
export const zonesLayer: MapLayer = {
  id: 'zones',
  label: { fr: 'Zones', en: 'Zones' },
  dimension: 'zone__nom_zone',
  async areas(services, actor) {
    const { zones, regions } = sightOf(actor);
    const { rows } = await services.warehouse.tenant(actor.tenantId).query(
      `SELECT zone_name, coordonnees FROM mart_occupation_zones
         WHERE ($1 IS NULL OR list_contains(from_json($1, '["VARCHAR"]'), zone_id))
           AND ($2 IS NULL OR list_contains(from_json($2, '["VARCHAR"]'), region))
         ORDER BY zone_name`,
      [zones && JSON.stringify(zones), regions && JSON.stringify(regions)],
    );
    return rows.flatMap(([name, outline]) => {
      const coordinates = polygonOf(outline);
      if (!coordinates) return [];
      return [{ key: String(name), name: String(name), polygon: { type: 'Polygon' as const, coordinates } }];
    });
  },
};
