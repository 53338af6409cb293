import type { Token } from '../../language/tokens.ts';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Asked } from '../asked.ts';
import { beside, type Measure, ratesOf } from '../figures-beside.ts';
import { Unsettled } from '../unsettled.ts';

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
