import { closedUp, type Tile } from '@griot/ui';
import type { PlacedWidget } from '../answers.ts';

/** A widget as a tile of a grid. */
export interface WidgetTile extends Tile {
  item: PlacedWidget;
}

export const tilesOf = (items: readonly PlacedWidget[]): WidgetTile[] =>
  items.map((item) => ({ id: item.widget.id, place: item.place, item }));

/** Widgets where their tiles lie. */
export const itemsOf = (tiles: readonly WidgetTile[]): PlacedWidget[] =>
  tiles.map(({ item, place }) => ({ ...item, place }));

/** No holes from above: what is removed is closed up. */
export const closeUp = (items: readonly PlacedWidget[]): PlacedWidget[] => itemsOf(closedUp(tilesOf(items)));
