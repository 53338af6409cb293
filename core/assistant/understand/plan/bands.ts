import type { Concept } from '../../lexicon/meaning.ts';
import type { Threshold } from '../fragment.ts';

type Band = NonNullable<Concept['bands']>[number];

/**
 * The bands that a threshold in days names (`plus de 90 jours` → `90+`), null when it falls inside one. An open band (`90+`)
 * begins after its number, a closed one holds both of its ends.
 */
export function bandsOf({ operator, value }: Threshold, bands: readonly Band[]): string[] | null {
  const above = (band: Band, than: number) =>
    band.from === than + 1 || (band.from === than && band.to === null) || band.from > than;
  if (typeof value !== 'number') {
    const [low = 0, high = 0] = value;
    if (operator !== 'between') return null;
    const found = bands.filter((band) => (band.from === low || band.from === low + 1) && band.to === high);
    return found.length === 1 ? found.map((band) => band.value) : null;
  }
  if (operator === 'gt' || operator === 'gte') {
    const edge = operator === 'gt' ? value : value - 1;
    const cut = bands.find((band) => band.from === edge + 1 || (band.from === edge && band.to === null));
    return cut ? bands.filter((band) => above(band, edge)).map((band) => band.value) : null;
  }
  if (operator === 'lt' || operator === 'lte') {
    const cut = bands.find(
      (band) => band.to !== null && (band.to === value || (operator === 'lt' && band.to === value - 1)),
    );
    return cut?.to === undefined || cut.to === null
      ? null
      : bands
          .filter((band) => band.from >= 0 && band.to !== null && band.to <= (cut.to ?? 0))
          .map((band) => band.value);
  }
  return null;
}
