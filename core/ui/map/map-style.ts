import type { Feature, FeatureCollection, Polygon as GeoPolygon, Point } from 'geojson';
import type { StyleSpecification } from 'maplibre-gl';
import type { Countries } from './base-map.ts';
import { centreOf } from './geometry.ts';
import { colourOf, type MapArea, type MapEngineProps } from './map-data.ts';

export interface MapColours {
  water: string;
  land: string;
  landLine: string;
  ink: string;
  inkFaint: string;
  halo: string;
}

export function readMapColours(): MapColours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    water: token('water'),
    land: token('land-home'),
    landLine: token('border-land'),
    ink: token('ink'),
    inkFaint: token('ink-faint'),
    halo: token('surface'),
  };
}

interface AreaProperties {
  id: string;
  name: string;
  colour: string;
  selected: boolean;
}

/** The areas as polygons, and as points for views so wide that a polygon would be a speck. */
export function areaCollections(
  areas: MapArea[],
  colour: (key: string) => string,
  selected: string | null,
): {
  polygons: FeatureCollection<GeoPolygon, AreaProperties>;
  points: FeatureCollection<Point, AreaProperties>;
} {
  const properties = (area: MapArea): AreaProperties => ({
    id: area.id,
    name: area.name,
    colour: colour(area.classKey),
    selected: area.id === selected,
  });
  return {
    polygons: {
      type: 'FeatureCollection',
      features: areas.map(
        (area): Feature<GeoPolygon, AreaProperties> => ({
          type: 'Feature',
          geometry: area.polygon,
          properties: properties(area),
        }),
      ),
    },
    points: {
      type: 'FeatureCollection',
      features: areas.map(
        (area): Feature<Point, AreaProperties> => ({
          type: 'Feature',
          geometry: { type: 'Point', coordinates: centreOf(area.polygon) },
          properties: properties(area),
        }),
      ),
    },
  };
}

/** Zoom at which polygons are wide enough to be seen without their dot. */
const DOTS_END = 12.5;
const FONT = ['Inter Griot'];

/** Everything the map draws, base and areas, in the colours in force. */
export function mapStyle(
  countries: Countries,
  colours: MapColours,
  content: Pick<MapEngineProps, 'areas' | 'classes' | 'dark' | 'selected' | 'outline' | 'namesFromZoom'>,
): StyleSpecification {
  const { areas, classes, dark, selected, outline, namesFromZoom = 0 } = content;
  const { polygons, points } = areaCollections(areas, (key) => colourOf(classes, key, dark), selected);
  const around: FeatureCollection<GeoPolygon> = {
    type: 'FeatureCollection',
    features: outline ? [{ type: 'Feature', geometry: outline, properties: {} }] : [],
  };
  const chosen = ['get', 'selected'];
  return {
    version: 8,
    sources: {
      countries: { type: 'geojson', data: countries, tolerance: 0.2 },
      outline: { type: 'geojson', data: around },
      areas: { type: 'geojson', data: polygons, tolerance: 0.1 },
      'area-points': { type: 'geojson', data: points },
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colours.water } },
      { id: 'land', type: 'fill', source: 'countries', paint: { 'fill-color': colours.land } },
      {
        id: 'borders',
        type: 'line',
        source: 'countries',
        paint: { 'line-color': colours.landLine, 'line-width': ['interpolate', ['linear'], ['zoom'], 4, 0.6, 10, 1.6] },
      },
      {
        id: 'country-names',
        type: 'symbol',
        source: 'countries',
        maxzoom: 8,
        layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 12, 'text-letter-spacing': 0.06 },
        paint: { 'text-color': colours.inkFaint, 'text-halo-color': colours.land, 'text-halo-width': 1 },
      },
      {
        id: 'outline-fill',
        type: 'fill',
        source: 'outline',
        paint: { 'fill-color': colours.halo, 'fill-opacity': 0.7 },
      },
      {
        id: 'outline-line',
        type: 'line',
        source: 'outline',
        paint: { 'line-color': colours.inkFaint, 'line-width': 1.5, 'line-dasharray': [3, 2] },
      },
      {
        id: 'areas',
        type: 'fill',
        source: 'areas',
        paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': 0.92 },
      },
      {
        id: 'area-lines',
        type: 'line',
        source: 'areas',
        paint: {
          'line-color': ['case', chosen, colours.ink, colours.inkFaint],
          'line-width': ['case', chosen, 2.5, 0.75],
        },
      },
      {
        id: 'area-dots',
        type: 'circle',
        source: 'area-points',
        maxzoom: DOTS_END,
        paint: {
          'circle-color': ['get', 'colour'],
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 4, 6, 10, 8, DOTS_END, 5],
          'circle-stroke-color': ['case', chosen, colours.ink, colours.inkFaint],
          'circle-stroke-width': ['case', chosen, 2.5, 1],
          'circle-opacity': ['interpolate', ['linear'], ['zoom'], 11, 1, DOTS_END, 0],
          'circle-stroke-opacity': ['interpolate', ['linear'], ['zoom'], 11, 1, DOTS_END, 0],
        },
      },
      {
        id: 'area-names',
        type: 'symbol',
        minzoom: namesFromZoom,
        source: 'area-points',
        layout: {
          'text-field': ['get', 'name'],
          'text-font': FONT,
          'text-size': 12.5,
          'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
          'text-radial-offset': ['interpolate', ['linear'], ['zoom'], 10, 0.9, 13, 0],
          'text-justify': 'auto',
        },
        paint: { 'text-color': colours.ink, 'text-halo-color': colours.halo, 'text-halo-width': 1.6 },
      },
    ],
  } as StyleSpecification;
}
