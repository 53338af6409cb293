import { moveElement, verticalCompactor } from 'react-grid-layout/core';
import { COLUMNS, type Place, type PlacedWidget } from '../answers.ts';

type Tile = Place & { i: string };

const tilesOf = (items: readonly PlacedWidget[]): Tile[] =>
  items.map(({ place, widget }) => ({ ...place, i: widget.id }));

/** Widgets in the places that the grid gave them; those it does not know keep theirs. */
export function withPlaces(items: readonly PlacedWidget[], tiles: readonly Tile[]): PlacedWidget[] {
  const places = new Map(tiles.map(({ i, x, y, w, h }) => [i, { x, y, w, h }]));
  return items.map((item) => ({ ...item, place: places.get(item.widget.id) ?? item.place }));
}

const compact = (tiles: readonly Tile[]): readonly Tile[] => verticalCompactor.compact(tiles, COLUMNS);

/** No holes from above: what is removed is closed up. */
export function closeUp(items: readonly PlacedWidget[]): PlacedWidget[] {
  return withPlaces(items, compact(tilesOf(items)));
}

/** Moves a widget by columns and rows; others give way, none leaves the grid. */
export function moveBy(items: readonly PlacedWidget[], id: string, dx: number, dy: number): PlacedWidget[] {
  const tiles = tilesOf(items);
  const tile = tiles.find((one) => one.i === id);
  if (!tile) return [...items];
  const x = Math.min(COLUMNS - tile.w, Math.max(0, tile.x + dx));
  // Down means below the next thing: a step of one row would be closed up again at once.
  const below = dy > 0 ? nextBelow(tiles, tile) : tile.y;
  const y = dy > 0 ? below : Math.max(0, dy < 0 ? nextAbove(tiles, tile) : tile.y);
  return withPlaces(items, compact(moveElement(tiles, tile, x, y, true, false, 'vertical', COLUMNS)));
}

const overlaps = (a: Tile, b: Tile): boolean => a.x < b.x + b.w && b.x < a.x + a.w;

function nextBelow(tiles: readonly Tile[], tile: Tile): number {
  const under = tiles.filter((one) => one.i !== tile.i && overlaps(one, tile) && one.y >= tile.y + tile.h);
  const nearest = Math.min(...under.map((one) => one.y + one.h));
  return Number.isFinite(nearest) ? nearest - tile.h + 1 : tile.y;
}

function nextAbove(tiles: readonly Tile[], tile: Tile): number {
  const over = tiles.filter((one) => one.i !== tile.i && overlaps(one, tile) && one.y + one.h <= tile.y);
  const nearest = Math.max(...over.map((one) => one.y));
  return Number.isFinite(nearest) ? nearest : tile.y;
}

/** Widens or heightens a widget; it stays inside the grid and never shorter than two rows nor narrower than two columns. */
export function resizeBy(items: readonly PlacedWidget[], id: string, dw: number, dh: number): PlacedWidget[] {
  const tiles = tilesOf(items).map((tile) =>
    tile.i === id
      ? {
          ...tile,
          w: Math.min(COLUMNS - tile.x, Math.max(MIN.w, tile.w + dw)),
          h: Math.min(40, Math.max(MIN.h, tile.h + dh)),
        }
      : tile,
  );
  return withPlaces(items, compact(tiles));
}

export const MIN = { w: 2, h: 2 };

/** Where a new widget goes: under everything. */
export function bottomOf(items: readonly PlacedWidget[]): number {
  return Math.max(0, ...items.map(({ place }) => place.y + place.h));
}

/** Reading order: from the top, then from the left; what a phone shows one under the other. */
export function inReadingOrder(items: readonly PlacedWidget[]): PlacedWidget[] {
  return [...items].sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x);
}
