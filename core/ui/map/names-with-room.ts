/** Height of a name on the map, in pixels. */
export const NAME_SIZE = 12;
/** A letter's width beside its height, on average in our typeface; names are at most this wide in practice. */
const LETTER = 0.58;
const GAP = 2;

export interface PlacedName {
  id: string;
  name: string;
  /** Where the name begins, and the middle of its line, in pixels. */
  x: number;
  y: number;
}

/**
 * Which names are written so that none covers another: in the order given, the chosen one before all. Areas whose name has no room
 * keep their dot; they are named when somebody zooms in.
 */
export function namesWithRoom(names: readonly PlacedName[], chosen: string | null): Set<string> {
  const boxes: { left: number; right: number; top: number; bottom: number }[] = [];
  const written = new Set<string>();
  for (const { id, name, x, y } of [...names].sort((a, b) => Number(b.id === chosen) - Number(a.id === chosen))) {
    const box = {
      left: x - GAP,
      right: x + name.length * NAME_SIZE * LETTER + GAP,
      top: y - NAME_SIZE / 2 - GAP,
      bottom: y + NAME_SIZE / 2 + GAP,
    };
    const free = boxes.every(
      (other) => box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom,
    );
    if (!free) continue;
    boxes.push(box);
    written.add(id);
  }
  return written;
}
