import type { FeatureCollection, MultiPolygon } from 'geojson';

export type Countries = FeatureCollection<MultiPolygon, { name: string }>;

let countries: Promise<Countries> | undefined;

/** The shipped countries, fetched with the first map. */
export function loadCountries(): Promise<Countries> {
  countries ??= Promise.all([import('topojson-client'), import('./generated/base-map.json')]).then(
    ([{ feature }, { default: topology }]) => feature(topology, topology.objects.countries),
  );
  return countries;
}
