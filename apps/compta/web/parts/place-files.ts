import { SLOTS, type Slot } from '../answers.ts';

export type SlotKey = Slot | 'FEC';
export type Placed<File> = Partial<Record<SlotKey, File>>;

/** Words of a file's name that say its slot, the most telling ones first: a plan of third parties is no ledger of them. */
const NAMES: [SlotKey, RegExp][] = [
  ['FEC', /(^|[^a-z])fec([^a-z]|$)|\d{9}fec\d{8}/],
  ['PLAN_TIERS', /plan.*tiers/],
  ['GRAND_LIVRE_TIERS', /tiers/],
  ['PLAN_COMPTES', /plan/],
  ['CODE_JOURNAL', /jour(nal|naux)/],
  ['GRAND_LIVRE_COMPTES', /grand.?livre|(^|[^a-z])gl([^a-z]|$)|comptes?([^a-z]|$)/],
];

/** The slot that a file's name speaks of; null: none. What a file is, its contents say when it is checked. */
export function slotOf(name: string): SlotKey | null {
  const plain = name
    .replace(/\.[^.]*$/, '')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    // `PlanTiers` and `grand_livre` are words too.
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return NAMES.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}

/**
 * Files that were dropped together, each in the slot that its name speaks of; those whose names say nothing, or whose slot is taken
 * by another of them, in the free ones in their order. `left`: there was no slot for them.
 */
export function placeFiles<F extends { name: string }>(
  before: Placed<F>,
  files: readonly F[],
): { placed: Placed<F>; left: F[] } {
  const placed: Placed<F> = { ...before };
  const taken = new Set<SlotKey>();
  const rest: F[] = [];
  for (const file of files) {
    const slot = slotOf(file.name);
    if (slot === null || taken.has(slot)) rest.push(file);
    else {
      placed[slot] = file;
      taken.add(slot);
    }
  }
  const left = rest.filter((file) => {
    const free = SLOTS.find((slot) => placed[slot] === undefined);
    if (free) placed[free] = file;
    return free === undefined;
  });
  return { placed, left };
}
