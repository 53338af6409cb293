/**
 * Seven colours told apart by every kind of eye (tested against simulated colour blindness), one set for each paper.
 * The first is the accent, the second the highlight; `rest` is for « autres ».
 */
export const palettes = {
  light: {
    entities: ['#34388c', '#c98418', '#14a3a8', '#86290f', '#9089e4', '#733c5d', '#9f9565'],
    rest: '#a89f93',
  },
  dark: {
    entities: ['#a5aaf2', '#e0a54a', '#62d6a8', '#c25062', '#5b67cf', '#e3c6da', '#8a9a5f'],
    rest: '#6d6a80',
  },
} as const;

export type PaperKind = keyof typeof palettes;

/** How many series a chart shows at most before the rest becomes « autres ». */
export const MAX_SERIES = 7;

/**
 * The colour slot of each entity, the same in every chart: slots are given in the order of the whole known list (say,
 * all sectors), not of what a chart happens to show.
 */
export function colourSlots(known: readonly string[]): Map<string, number> {
  const slots = new Map<string, number>();
  for (const name of [...known].sort((a, b) => a.localeCompare(b, 'fr'))) {
    if (!slots.has(name)) slots.set(name, slots.size % MAX_SERIES);
  }
  return slots;
}

/**
 * The slots of what one chart shows: each its own when it is free, else the next free one, so that no two parts of a
 * chart look alike although there are more known entities than colours.
 */
export function distinctSlots(wanted: readonly (number | undefined)[]): number[] {
  const taken = new Set<number>();
  return wanted.map((slot, index) => {
    let free = slot ?? index;
    for (let tries = 0; tries < MAX_SERIES && taken.has(free % MAX_SERIES); tries += 1) free += 1;
    taken.add(free % MAX_SERIES);
    return free % MAX_SERIES;
  });
}

/** Classes of an occupancy from 0 to 100, lightest first; `null` has its own hatch. */
export const occupancyLimits = [50, 70, 85, 95] as const;
export const occupancyColours = {
  light: ['#dcd9ee', '#b3b1dd', '#8582c4', '#575aa6', '#34388c'],
  dark: ['#474a78', '#6165a3', '#8085ca', '#a3a7ec', '#d3d5ff'],
} as const;

/** Class of an occupancy, 0 to 4; null when it is not known. */
export function occupancyClass(percent: number | null): number | null {
  if (percent === null) return null;
  const found = occupancyLimits.findIndex((limit) => percent < limit);
  return found === -1 ? occupancyLimits.length : found;
}
