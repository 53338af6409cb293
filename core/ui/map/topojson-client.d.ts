declare module 'topojson-client' {
  import type { FeatureCollection, MultiPolygon } from 'geojson';
  /** Features of one object of a topology, their arcs put together again. */
  export function feature(topology: unknown, object: unknown): FeatureCollection<MultiPolygon, { name: string }>;
}
