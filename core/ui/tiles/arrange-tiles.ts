import { verticalCompactor } from 'react-grid-layout/core';

/** Columns and rows of a grid, both counted from 0. */
export interface TilePlace {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Tile {
  id: string;
  place: TilePlace;
}

export const TILE_COLUMNS = 12;
/** No tile is narrower or shorter. */
export const LEAST_TILE = { w: 2, h: 2 };

type GridTile = TilePlace & { i: string };

/** Tiles in the places that a grid gave them, holes closed up from above; those that it does not know keep theirs. */
export function placed<T extends Tile>(items: readonly T[], tiles: readonly GridTile[]): T[] {
  const closed = new Map(
    verticalCompactor.compact(tiles, TILE_COLUMNS).map(({ i, x, y, w, h }) => [i, { x, y, w, h }]),
  );
  return items.map((item) => ({ ...item, place: closed.get(item.id) ?? item.place }));
}

const tilesOf = (items: readonly Tile[]): GridTile[] => items.map(({ id, place }) => ({ ...place, i: id }));

/** No holes from above: what is removed is closed up. */
export const closedUp = <T extends Tile>(items: readonly T[]): T[] => placed(items, tilesOf(items));

/** A step by columns, or past the nearest neighbour above or below; others give way, none leaves the grid. */
export function moved<T extends Tile>(items: readonly T[], id: string, dx: number, dy: number): T[] {
  const tiles = tilesOf(items);
  const tile = tiles.find((one) => one.i === id);
  if (!tile) return [...items];
  const beside = tiles.filter((one) => one.i !== id && tile.x < one.x + one.w && one.x < tile.x + tile.w);
  const under = Math.min(...beside.filter(({ y }) => y >= tile.y + tile.h).map(({ y }) => y));
  const over = Math.max(...beside.filter(({ y, h }) => y + h <= tile.y).map(({ y }) => y));
  if (dy > 0 && !Number.isFinite(under)) return [...items];
  // Twice as far apart there is room between two rows: closing up takes tiles from the top, each as high as it goes.
  const y = dy > 0 ? 2 * under + 2 : dy < 0 && Number.isFinite(over) ? 2 * over : 2 * tile.y;
  const x = Math.min(TILE_COLUMNS - tile.w, Math.max(0, tile.x + dx));
  return placed(
    items,
    tiles.map((one) => (one.i === id ? { ...one, x, y } : { ...one, y: 2 * one.y + 1 })),
  );
}

/** Wider or higher by a step, inside the grid and at most so many rows high. */
export function resized<T extends Tile>(
  items: readonly T[],
  id: string,
  dw: number,
  dh: number,
  mostRows: number,
): T[] {
  return placed(
    items,
    tilesOf(items).map((tile) =>
      tile.i === id
        ? {
            ...tile,
            w: Math.min(TILE_COLUMNS - tile.x, Math.max(LEAST_TILE.w, tile.w + dw)),
            h: Math.min(mostRows, Math.max(LEAST_TILE.h, tile.h + dh)),
          }
        : tile,
    ),
  );
}

/** Where a new tile goes: under everything. */
export const bottomOf = (items: readonly { place: TilePlace }[]): number =>
  Math.max(0, ...items.map(({ place }) => place.y + place.h));

/** From the top, then from the left: what a phone shows one under the other. */
export const inReadingOrder = <T extends { place: TilePlace }>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x);
