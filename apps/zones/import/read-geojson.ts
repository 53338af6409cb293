import { type Fault, fault } from './fault.ts';
import type { RawCell } from './find-header.ts';

export interface FeatureRow {
  /** Line of the file where the feature begins, when it can be told. */
  line: number;
  cells: RawCell[];
}

/** A feature collection as a table: a column per property, and `coordonnees` with the geometry's JSON. */
export function readGeojson(text: string): { titles: string[]; rows: FeatureRow[] } | Fault {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return fault(
      'geojson_illisible',
      `le JSON est incorrect : ${reasonOf(error)}`,
      'exporter de nouveau la couche en GeoJSON',
    );
  }
  const features = (parsed as { type?: unknown; features?: unknown } | null)?.features;
  if ((parsed as { type?: unknown } | null)?.type !== 'FeatureCollection' || !Array.isArray(features)) {
    return fault(
      'geojson_illisible',
      "le fichier n'est pas une FeatureCollection",
      'exporter la couche entière en GeoJSON',
    );
  }
  const objects = features.map((feature) => asFeature(feature));
  const titles = [...new Set(objects.flatMap((feature) => Object.keys(feature.properties)))];
  const lines = featureLines(text);
  const rows = objects.map((feature, index) => ({
    line: lines.length === objects.length ? (lines[index] ?? 1) : index + 1,
    cells: [...titles.map((title) => asCell(feature.properties[title])), geometryText(feature.geometry)],
  }));
  return { titles: [...titles, 'coordonnees'], rows };
}

function asFeature(feature: unknown): { properties: Record<string, unknown>; geometry: unknown } {
  const { properties, geometry } = (feature ?? {}) as { properties?: unknown; geometry?: unknown };
  const isObject = typeof properties === 'object' && properties !== null && !Array.isArray(properties);
  return { properties: isObject ? (properties as Record<string, unknown>) : {}, geometry };
}

function asCell(value: unknown): RawCell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
}

const geometryText = (geometry: unknown): RawCell =>
  geometry === undefined || geometry === null ? null : JSON.stringify(geometry);

/** Lines on which `"type": "Feature"` stands; of use only when there are as many as features. */
function featureLines(text: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let from = 0;
  for (const match of text.matchAll(/"type"\s*:\s*"Feature"/g)) {
    for (let at = text.indexOf('\n', from); at >= 0 && at < match.index; at = text.indexOf('\n', at + 1)) line += 1;
    from = match.index;
    lines.push(line);
  }
  return lines;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message.slice(0, 120) : 'texte inattendu');
