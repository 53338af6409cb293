import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Asked } from '../asked.ts';
import type { Part } from '../cover.ts';
import { Unsettled } from '../unsettled.ts';

/** « les 20 plutôt », « plutôt 50 millions », « baisse le seuil à 75 %»: a number alone, with nothing else said. */
export function numberAlone(parts: readonly Part[]): Extract<Part, { kind: 'number' }> | null {
  const telling = parts.filter(
    (part) =>
      part.kind !== 'filler' &&
      !(
        part.kind === 'operator' && part.operators.some((one) => one === 'followUp' || one === 'only' || one === 'and')
      ),
  );
  const [one, more] = telling;
  return one?.kind === 'number' && !more ? one : null;
}

/**
 * The question before with another number: how many are shown, or the limit that a figure is held against. Throws `Unsettled`
 * where it holds both, neither, or the number is of another size than the one it would replace.
 */
export function changeNumber(before: Asked, part: Extract<Part, { kind: 'number' }>, lexicon: Lexicon): Asked {
  const { value, unit, plain } = part.number;
  const limits = before.filters.filter(({ dimension, value: known }) => {
    return lexicon.metrics.has(dimension) && typeof known === 'number' && known !== 0;
  });
  const [limit, more] = limits;
  const whole = plain && Number.isInteger(value) && value >= 1 && value <= 1000;
  if (before.limit !== null && whole && !limit) return { ...before, limit: value };
  const check = before.check && typeof before.check.value === 'number' ? before.check : null;
  const known = limit ? Number(limit.value) : check ? Number(check.value) : null;
  if (known === null || more || (before.limit !== null && whole)) throw new Unsettled('threshold', part.text);
  const of = lexicon.metrics.get(limit?.dimension ?? before.metrics[0] ?? '')?.unit;
  const strange = (unit === 'percent' && of !== 'percent') || (unit === 'money' && of !== 'currency');
  // « plutôt 50 » after « plus de 20 millions »: fifty, or fifty millions?
  if (strange || (plain && (value < known / 100 || value > known * 100))) throw new Unsettled('threshold', part.text);
  if (check && !limit) return { ...before, check: { ...check, value } };
  return { ...before, filters: before.filters.map((one) => (one === limit ? { ...one, value } : one)) };
}
