import { verticalCompactor } from 'react-grid-layout/core';
import type { Widget } from '../answers.ts';

export const COLUMNS = 12;
const MIN = { w: 2, h: 2 };
const MOST_ROWS = 12;

type Tile = Widget['place'] & { i: string };

/** Widgets in the places of these tiles, holes closed up from above. */
export function placed(items: readonly Widget[], tiles: readonly Tile[]): Widget[] {
  const closed = new Map(verticalCompactor.compact(tiles, COLUMNS).map(({ i, x, y, w, h }) => [i, { x, y, w, h }]));
  return items.map((item) => ({ ...item, place: closed.get(item.id) ?? item.place }));
}

const tilesOf = (items: readonly Widget[]): Tile[] => items.map(({ id, place }) => ({ ...place, i: id }));

export const closedUp = (items: readonly Widget[]): Widget[] => placed(items, tilesOf(items));

/** A step by columns, or past the nearest neighbour above or below; others give way. */
export function moved(items: readonly Widget[], id: string, dx: number, dy: number): Widget[] {
  const tiles = tilesOf(items);
  const tile = tiles.find((one) => one.i === id);
  if (!tile) return [...items];
  const beside = tiles.filter((one) => one.i !== id && tile.x < one.x + one.w && one.x < tile.x + tile.w);
  const under = Math.min(...beside.filter(({ y }) => y >= tile.y + tile.h).map(({ y }) => y));
  const over = Math.max(...beside.filter(({ y, h }) => y + h <= tile.y).map(({ y }) => y));
  if (dy > 0 && !Number.isFinite(under)) return [...items];
  // Twice as far apart there is room between two rows: closing up takes tiles from the top, each as high as it goes.
  const y = dy > 0 ? 2 * under + 2 : dy < 0 && Number.isFinite(over) ? 2 * over : 2 * tile.y;
  const x = Math.min(COLUMNS - tile.w, Math.max(0, tile.x + dx));
  return placed(
    items,
    tiles.map((one) => (one.i === id ? { ...one, x, y } : { ...one, y: 2 * one.y + 1 })),
  );
}

/** Wider or higher by a step, inside the grid. */
export function resized(items: readonly Widget[], id: string, dw: number, dh: number): Widget[] {
  return placed(
    items,
    tilesOf(items).map((tile) =>
      tile.i === id
        ? {
            ...tile,
            w: Math.min(COLUMNS - tile.x, Math.max(MIN.w, tile.w + dw)),
            h: Math.min(MOST_ROWS, Math.max(MIN.h, tile.h + dh)),
          }
        : tile,
    ),
  );
}

export const bottomOf = (items: readonly Widget[]): number =>
  Math.max(0, ...items.map(({ place }) => place.y + place.h));
