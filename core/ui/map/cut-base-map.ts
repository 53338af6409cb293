/**
 * Makes `generated/base-map.json`, the countries under our maps: `node core/ui/map/cut-base-map.ts`. Source: Natural Earth 1:10m
 * (public domain) as TopoJSON in the npm package world-atlas. Shared borders stay shared: each arc is thinned once,
 * its ends kept; the countries of `FINE` keep more, since zones are looked at from near there.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

type Point = [number, number];
interface Geometry {
  type: 'Polygon' | 'MultiPolygon';
  id?: string;
  properties: { name: string };
  arcs: unknown;
}
interface Topology {
  type: 'Topology';
  transform: { scale: Point; translate: Point };
  objects: { countries: { type: 'GeometryCollection'; geometries: Geometry[] } };
  arcs: Point[][];
}

/** ISO 3166-1 numeric codes, as Natural Earth gives them. West, North and Central Africa, and what is seen across the sea. */
const KEPT = new Map(
  Object.entries({
    '384': 'Côte d’Ivoire',
    '288': 'Ghana',
    '768': 'Togo',
    '204': 'Bénin',
    '566': 'Nigeria',
    '854': 'Burkina Faso',
    '466': 'Mali',
    '562': 'Niger',
    '686': 'Sénégal',
    '270': 'Gambie',
    '624': 'Guinée-Bissau',
    '324': 'Guinée',
    '694': 'Sierra Leone',
    '430': 'Liberia',
    '478': 'Mauritanie',
    '732': 'Sahara occidental',
    '504': 'Maroc',
    '012': 'Algérie',
    '788': 'Tunisie',
    '434': 'Libye',
    '148': 'Tchad',
    '120': 'Cameroun',
    '140': 'Centrafrique',
    '226': 'Guinée équatoriale',
    '266': 'Gabon',
    '178': 'Congo',
    '132': 'Cap-Vert',
    '678': 'Sao Tomé-et-Principe',
    '724': 'Espagne',
    '620': 'Portugal',
    '380': 'Italie',
    '470': 'Malte',
    '818': 'Égypte',
    '729': 'Soudan',
  }),
);
/** Countries with tenants' zones: a finer line. */
const FINE = new Set(['384', '686', '012']);
/** Square degrees of the smallest triangle that stays. */
const COARSE_AREA = 0.004;
const FINE_AREA = 0.00015;
/** Islets below this are left out (square degrees), except in fine countries. */
const MIN_RING = 0.03;
/** Steps of the stored grid: about 100 m at the equator. */
const STEP = 0.001;

const require = createRequire(import.meta.url);
const source = JSON.parse(await readFile(require.resolve('world-atlas/countries-10m.json'), 'utf8')) as Topology;
const { scale, translate } = source.transform;

const decoded: Point[][] = source.arcs.map((arc) => {
  let x = 0;
  let y = 0;
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
});

const triangle = (a: Point, b: Point, c: Point): number =>
  Math.abs((a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1])) / 2);

/** Visvalingam's thinning: the point whose triangle is smallest goes first. Quadratic, and arcs are short enough. */
function thin(points: Point[], minArea: number): Point[] {
  const kept = [...points];
  for (;;) {
    let smallest = minArea;
    let at = -1;
    for (let i = 1; i < kept.length - 1; i += 1) {
      const area = triangle(kept[i - 1] as Point, kept[i] as Point, kept[i + 1] as Point);
      if (area < smallest) {
        smallest = area;
        at = i;
      }
    }
    const closed = kept.length <= 4;
    if (at === -1 || closed) return kept;
    kept.splice(at, 1);
  }
}

const arcsOf = (arcs: unknown): number[] =>
  Array.isArray(arcs) ? arcs.flatMap(arcsOf) : [(arcs as number) < 0 ? ~(arcs as number) : (arcs as number)];

function ringArea(ring: number[]): number {
  const points = ring.flatMap((index) => {
    const arc = decoded[index < 0 ? ~index : index] ?? [];
    return index < 0 ? [...arc].reverse() : arc;
  });
  let sum = 0;
  for (let i = 0; i < points.length; i += 1) {
    const [x1, y1] = points[i] as Point;
    const [x2, y2] = points[(i + 1) % points.length] as Point;
    sum += x1 * y2 - x2 * y1;
  }
  return Math.abs(sum / 2);
}

const countries = source.objects.countries.geometries
  .filter((country) => KEPT.has(country.id ?? ''))
  .map((country) => {
    const polygons = (country.type === 'Polygon' ? [country.arcs] : country.arcs) as number[][][];
    const fine = FINE.has(country.id ?? '');
    const areas = polygons.map((rings) => ringArea(rings[0] ?? []));
    const largest = Math.max(...areas);
    const kept = polygons.filter(
      (_, index) => areas[index] === largest || (areas[index] ?? 0) > (fine ? 0.002 : MIN_RING),
    );
    return {
      ...country,
      polygons: kept.map((rings) => rings.filter((ring) => ringArea(ring) > 0.002 || ring === rings[0])),
      fine,
    };
  });

const fineArcs = new Set(countries.filter((country) => country.fine).flatMap((country) => arcsOf(country.polygons)));
const used = [...new Set(countries.flatMap((country) => arcsOf(country.polygons)))].sort((a, b) => a - b);
const place = new Map(used.map((index, position) => [index, position]));

const arcs = used.map((index) => {
  const points = thin(decoded[index] ?? [], fineArcs.has(index) ? FINE_AREA : COARSE_AREA);
  let lastX = 0;
  let lastY = 0;
  const out: Point[] = [];
  for (const [lon, lat] of points) {
    const x = Math.round(lon / STEP);
    const y = Math.round(lat / STEP);
    if (out.length > 0 && x === lastX && y === lastY) continue;
    out.push([x - lastX, y - lastY]);
    lastX = x;
    lastY = y;
  }
  // A line needs two points, also when thinning brought its ends together.
  return out.length > 1 ? out : [...out, [0, 0]];
});

const renumber = (index: number): number => (index < 0 ? ~(place.get(~index) ?? 0) : (place.get(index) ?? 0));
const topology = {
  type: 'Topology',
  transform: { scale: [STEP, STEP], translate: [0, 0] },
  objects: {
    countries: {
      type: 'GeometryCollection',
      geometries: countries.map((country) => ({
        type: 'MultiPolygon',
        id: country.id,
        properties: { name: KEPT.get(country.id ?? '') },
        arcs: country.polygons.map((rings) => rings.map((ring) => ring.map(renumber))),
      })),
    },
  },
  arcs,
};
const text = `${JSON.stringify(topology)}\n`;
await writeFile(new URL('./generated/base-map.json', import.meta.url), text);
console.log(`${countries.length} countries, ${arcs.flat().length} points, ${(text.length / 1024).toFixed(1)} kB`);
