import type { Widget } from '../answers.ts';

/** From the top, then from the left: what a phone shows one under the other. */
export const inReadingOrder = (items: readonly Widget[]): Widget[] =>
  [...items].sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x);
