import type { ZoneSite } from './zone-catalogue.ts';

/** [longitude, latitude]; a ring's last position repeats its first (RFC 7946 §3.1.6), exterior counter-clockwise. */
export type Position = [number, number];
export type Ring = Position[];

const METRES_PER_DEGREE = 111_320;
/** How much of a long side the corners cut off, so that outlines do not look like stamps. */
const CORNERS: readonly [number, number][] = [
  [0.1, 0.16],
  [0.06, 0.22],
  [0.12, 0.1],
  [0.05, 0.18],
];
/** Roads, verges and the cut corners take the rest. */
const BUILT_SHARE = 0.72;

export interface Plot {
  ring: Ring;
  hectares: number;
}

/** The outline of a zone: a rectangle of its area and bearing around its centre, with its corners cut. */
export function zoneOutline(site: ZoneSite): Ring {
  const { length, width } = sides(site);
  const points: [number, number][] = [];
  const signs: readonly [number, number][] = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ];
  for (const [corner, [sx, sy]] of signs.entries()) {
    const cut = CORNERS[corner] ?? [0, 0];
    const alongX: [number, number] = [sx * (length / 2 - cut[0] * length), (sy * width) / 2];
    const alongY: [number, number] = [(sx * length) / 2, sy * (width / 2 - cut[1] * width)];
    // Counter-clockwise: a corner is entered along the side that leads to it.
    if (sx === sy) points.push(alongY, alongX);
    else points.push(alongX, alongY);
  }
  return close(points.map((point) => place(site, point)));
}

/** `count` plots in rows inside the outline, each with its surface; the last rows are narrower plots. */
export function plots(site: ZoneSite, count: number): Plot[] {
  const { length, width } = sides(site);
  const innerLength = length * Math.sqrt(BUILT_SHARE);
  const innerWidth = width * Math.sqrt(BUILT_SHARE) * 0.86;
  const rows = Math.max(1, Math.round(Math.sqrt((count * innerWidth) / innerLength)));
  const columns = Math.ceil(count / rows);
  const result: Plot[] = [];
  for (let index = 0; index < count; index++) {
    const row = Math.floor(index / columns);
    const inRow = row === rows - 1 ? count - columns * (rows - 1) : columns;
    const cell = innerLength / inRow;
    const depth = innerWidth / rows;
    const x = -innerLength / 2 + (index - row * columns) * cell;
    const y = -innerWidth / 2 + row * depth;
    const [left, right] = [x + cell * 0.06, x + cell * 0.94];
    const [low, high] = [y + depth * 0.08, y + depth * 0.92];
    const corners: [number, number][] = [
      [left, low],
      [right, low],
      [right, high],
      [left, high],
    ];
    result.push({
      ring: close(corners.map((point) => place(site, point))),
      hectares: ((right - left) * (high - low)) / 10_000,
    });
  }
  return result;
}

/** `POLYGON ((lon lat, …))`, as the land office's spreadsheets carry outlines (OGC 06-103r4). */
export function asWkt(ring: Ring): string {
  return `POLYGON ((${ring.map(([longitude, latitude]) => `${longitude} ${latitude}`).join(', ')}))`;
}

function sides(site: ZoneSite): { length: number; width: number } {
  // The cut corners are triangles; the rectangle is larger by what they take.
  const cut = CORNERS.reduce((sum, [x, y]) => sum + (x * y) / 2, 0);
  const area = (site.hectares * 10_000) / (1 - cut);
  const width = Math.sqrt(area / site.elongation);
  return { length: width * site.elongation, width };
}

/** Metres east and north of the centre, turned by the bearing, to degrees (six decimals: a tenth of a metre). */
function place(site: ZoneSite, [x, y]: [number, number]): Position {
  const angle = (site.bearing * Math.PI) / 180;
  const east = x * Math.cos(angle) + y * Math.sin(angle);
  const north = -x * Math.sin(angle) + y * Math.cos(angle);
  const [longitude, latitude] = site.center;
  const shrink = Math.cos((latitude * Math.PI) / 180);
  return [round6(longitude + east / (METRES_PER_DEGREE * shrink)), round6(latitude + north / METRES_PER_DEGREE)];
}

const round6 = (value: number): number => Math.round(value * 1e6) / 1e6;

function close(points: Position[]): Ring {
  const [first] = points;
  return first ? [...points, [first[0], first[1]]] : [];
}
