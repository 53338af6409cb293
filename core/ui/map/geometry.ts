/** Longitude, latitude in degrees (WGS 84, RFC 7946 order). */
export type Position = number[];
export interface Polygon {
  type: 'Polygon';
  coordinates: Position[][];
}
/** West, south, east, north. */
export type Bounds = [number, number, number, number];

export function boundsOf(polygons: Polygon[]): Bounds | null {
  let bounds: Bounds | null = null;
  for (const polygon of polygons) {
    for (const [lon = 0, lat = 0] of polygon.coordinates[0] ?? []) {
      bounds = bounds
        ? [Math.min(bounds[0], lon), Math.min(bounds[1], lat), Math.max(bounds[2], lon), Math.max(bounds[3], lat)]
        : [lon, lat, lon, lat];
    }
  }
  return bounds;
}

/** Centre of gravity of a polygon's outer ring; of its corners when it has no area. */
export function centreOf(polygon: Polygon): [number, number] {
  const ring = polygon.coordinates[0] ?? [];
  let area = 0;
  let x = 0;
  let y = 0;
  for (let index = 0; index < ring.length - 1; index += 1) {
    const [x1 = 0, y1 = 0] = ring[index] ?? [];
    const [x2 = 0, y2 = 0] = ring[index + 1] ?? [];
    const cross = x1 * y2 - x2 * y1;
    area += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  if (Math.abs(area) > 1e-12) return [x / (3 * area), y / (3 * area)];
  const corners = ring.length || 1;
  return [
    ring.reduce((sum, [lon = 0]) => sum + lon, 0) / corners,
    ring.reduce((sum, [, lat = 0]) => sum + lat, 0) / corners,
  ];
}

/** Web Mercator, in units of the world's width: 0 to 1 from west to east and from north to south. */
export function toMercator([lon = 0, lat = 0]: Position): [number, number] {
  const sin = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)];
}

/** A window onto the Mercator world that shows the bounds whole, with a margin, in a box of that shape. */
export interface Window {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function windowOn(bounds: Bounds, width: number, height: number, margin = 0.12): Window {
  const [left, bottom] = toMercator([bounds[0], bounds[1]]);
  const [right, top] = toMercator([bounds[2], bounds[3]]);
  const minimum = 1e-5;
  const w = Math.max(right - left, minimum) * (1 + margin * 2);
  const h = Math.max(bottom - top, minimum) * (1 + margin * 2);
  const scale = Math.max(w / width, h / height);
  return {
    x: (left + right) / 2 - (scale * width) / 2,
    y: (top + bottom) / 2 - (scale * height) / 2,
    width: scale * width,
    height: scale * height,
  };
}

export function zoomWindow(window: Window, factor: number): Window {
  const width = window.width / factor;
  const height = window.height / factor;
  return {
    x: window.x + (window.width - width) / 2,
    y: window.y + (window.height - height) / 2,
    width,
    height,
  };
}
