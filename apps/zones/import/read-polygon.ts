import { type Fault, fault } from './fault.ts';

type Position = [number, number];

const notAPolygon = fault(
  'contour_illisible',
  "ce n'est pas un contour (polygone GeoJSON ou WKT)",
  'exporter le contour en GeoJSON ou en WKT, par exemple POLYGON ((-4.02 5.35, …))',
);

/**
 * Checks a polygon and gives it back as GeoJSON text (RFC 7946): longitude first, at least four positions, closed rings,
 * on the globe. Takes a geometry object, its JSON text, or WKT.
 */
export function readPolygon(value: unknown): string | Fault {
  const rings = typeof value === 'string' ? ringsOfText(value) : ringsOfGeometry(value);
  if (rings === null) return notAPolygon;
  for (const ring of rings) {
    const wrong = checkRing(ring);
    if (wrong) return wrong;
  }
  return JSON.stringify({ type: 'Polygon', coordinates: rings });
}

function ringsOfText(text: string): Position[][] | null {
  const body = text.trim();
  if (body.startsWith('{') || body.startsWith('[')) {
    try {
      const parsed: unknown = JSON.parse(body);
      return ringsOfGeometry(Array.isArray(parsed) ? { type: 'Polygon', coordinates: parsed } : parsed);
    } catch {
      return null;
    }
  }
  const wkt = /^(?:SRID=4326;)?\s*POLYGON\s*\(\s*(\(.*\))\s*\)$/is.exec(body);
  if (!wkt?.[1]) return null;
  const rings = wkt[1].slice(1, -1).split(/\)\s*,\s*\(/);
  return asRings(rings.map((ring) => ring.split(',').map((pair) => pair.trim().split(/\s+/).map(Number))));
}

function ringsOfGeometry(value: unknown): Position[][] | null {
  if (typeof value !== 'object' || value === null) return null;
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown };
  if (type === 'MultiPolygon' && Array.isArray(coordinates) && coordinates.length === 1) return asRings(coordinates[0]);
  return type === 'Polygon' ? asRings(coordinates) : null;
}

function asRings(value: unknown): Position[][] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const rings: Position[][] = [];
  for (const ring of value) {
    if (!Array.isArray(ring)) return null;
    const positions: Position[] = [];
    for (const position of ring) {
      if (!Array.isArray(position)) return null;
      const [longitude, latitude] = position as unknown[];
      if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return null;
      // A third value (altitude) is allowed by the standard and means nothing here.
      positions.push([longitude as number, latitude as number]);
    }
    rings.push(positions);
  }
  return rings;
}

function checkRing(ring: Position[]): Fault | null {
  if (ring.length < 4) {
    return fault(
      'contour_trop_court',
      `le contour n'a que ${ring.length} points, il en faut au moins quatre`,
      'compléter le contour',
    );
  }
  const [first, last] = [ring[0], ring.at(-1)];
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) {
    return fault(
      'contour_ouvert',
      "le contour n'est pas fermé : son dernier point n'est pas le premier",
      'répéter le premier point à la fin du contour',
    );
  }
  const off = ring.find(([longitude, latitude]) => Math.abs(longitude) > 180 || Math.abs(latitude) > 90);
  if (off) {
    return fault(
      'hors_du_globe',
      `le point [${off[0]}, ${off[1]}] n'est pas sur le globe (longitude de -180 à 180, latitude de -90 à 90)`,
      'vérifier que la longitude vient en premier, en degrés',
    );
  }
  return null;
}
