import { PARTICLES } from '../../language/fillers.ts';
import { type Token, tokenize } from '../../language/tokens.ts';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Asked } from '../asked.ts';
import { isMean } from '../plan/check-said.ts';
import { Unsettled } from '../unsettled.ts';

type Measure = 'currency' | 'count' | 'percent';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const MEASURES: readonly (readonly [Measure, ReadonlySet<string>])[] = [
  ['currency', words('montant montants valeur somme argent fcfa francs amount value money')],
  ['count', words('nombre nombres quantite count number')],
  ['percent', words('taux rate')],
];
/** Around the word that names the measure: nothing else is said. */
const BESIDE = words(
  'et en le la l les un de d son leur leurs sa c est ca cela combien fait font donne plutot alors in as the and what about total represente representent vaut valent how much is are that this it they their cfa',
);

/** « et en nombre ? », « et le montant ? », « et le taux ? »: the measure that is wanted of the same things; null where more is said. */
export function measureIn(tokens: readonly Token[]): Measure | null {
  const telling = tokens.filter(({ text }) => !BESIDE.has(text));
  const [one, more] = telling;
  if (!one || more) return null;
  return MEASURES.find(([, names]) => names.has(one.text))?.[0] ?? null;
}

/** The question before, of another measure of the same things. Throws `Unsettled` where several may be meant, or none is. */
export function switchMeasure(before: Asked, wanted: Measure, lexicon: Lexicon): Asked {
  const [name, more] = before.metrics;
  const [text = ''] = before.metrics.map((one) => lexicon.metrics.get(one)?.labels.fr ?? one);
  const conditioned = before.filters.some(({ dimension }) => lexicon.metrics.has(dimension));
  if (name === undefined || more !== undefined || before.kind !== 'figure' || conditioned || before.check)
    throw new Unsettled('amount', text);
  if (lexicon.metrics.get(name)?.unit === wanted) throw new Unsettled('same');
  const found = wanted === 'percent' ? ratesOf(name, lexicon) : beside(name, wanted, lexicon);
  const [other, another] = found;
  if (other === undefined || another !== undefined) throw new Unsettled('amount', text, found);
  if (wanted === 'percent' && (before.shares || before.focus !== null)) throw new Unsettled('share');
  const order = before.order?.by === name ? { ...before.order, by: other } : before.order;
  return { ...before, metrics: [other], order };
}

/** Rates of which a figure is the upper side. */
export const ratesOf = (name: string, lexicon: Lexicon): string[] =>
  [...lexicon.metrics.values()].flatMap((one) => (one.unit === 'percent' && one.inputs[0] === name ? [one.name] : []));

/** Figures of another unit about the same rows: told by the same dimensions, and called by the same word where there are several. */
export function beside(name: string, unit: Measure, lexicon: Lexicon): string[] {
  const own = lexicon.metrics.get(name);
  if (!own) return [];
  // The mean of an amount by such things tells which amount is of them.
  const amounts = [...lexicon.metrics.values()].flatMap((one) =>
    unit === 'currency' && one.unit === 'currency' && one.inputs[1] === name ? one.inputs.slice(0, 1) : [],
  );
  if (amounts.length > 0) return [...new Set(amounts)];
  const alike = [...lexicon.metrics.values()].filter(
    (one) =>
      one.unit === unit &&
      !isMean(one.name, lexicon) &&
      one.synonyms.length > 0 &&
      one.dimensions.length === own.dimensions.length &&
      one.dimensions.every((dimension) => own.dimensions.includes(dimension)),
  );
  if (alike.length < 2) return alike.map((one) => one.name);
  const stems = (label: string) => tokenize(label).flatMap(({ stem }) => (PARTICLES.has(stem) ? [] : [stem]));
  const called = new Set(stems(own.labels.fr ?? own.label));
  const scored = alike.map((one) => {
    const label = stems(one.labels.fr ?? one.label);
    return { name: one.name, score: label.filter((word) => called.has(word)).length / (label.length + called.size) };
  });
  const best = Math.max(...scored.map(({ score }) => score));
  return scored.flatMap((one) => (best === 0 || one.score === best ? [one.name] : []));
}
