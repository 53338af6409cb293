import type { Day } from '@griot/kernel';
import type { Token } from '../../language/tokens.ts';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import { type Asked, type Understanding, writeAsked } from '../asked.ts';
import { Unsettled } from '../unsettled.ts';
import { piecesOf } from './change-pieces.ts';
import { added, replaced } from './change-query.ts';
import { without } from './change-without.ts';
import { changeIn } from './change-words.ts';

/**
 * « ajoute les impayés », « enlève Vridi », « remplace 2024 par 2025 » after a question: an order that changes the question, not
 * the data. Null where the words order no change, or name what no question is made of: then they are read as any others are
 * (and refused as orders to write).
 */
export function changeQuestion(
  tokens: readonly Token[],
  lexicon: Lexicon,
  o: { today: Day; english: boolean; before: Asked; follow: (tokens: readonly Token[]) => Understanding },
): Understanding | null {
  const change = changeIn(tokens);
  if (!change) return null;
  const { before } = o;
  const read = (named: readonly Token[]) => piecesOf(named, lexicon, o);
  try {
    let asked: Asked | null = null;
    if (change.act === 'replace') {
      for (const [old, now] of change.sides) {
        const pair = [read(old), read(now)] as const;
        const [[from, more] = [], [to, other] = []] = [pair[0] ?? [], pair[1] ?? []];
        if (!from || !to || more || other) continue;
        asked = replaced(before, from, to, lexicon, o.today);
        break;
      }
    } else {
      const pieces = read(change.named);
      const open = pieces === null || (change.act === 'add' && pieces.some(({ is }) => is === 'part'));
      if (pieces === null || open) return change.act === 'add' ? besides(change.named, o) : null;
      // « sans Vridi » leaves it out, as everywhere; only what is a column of the answer is taken away by it.
      if (change.act === 'remove' && !change.verb && pieces.some(({ is }) => is === 'value')) return null;
      asked =
        change.act === 'add'
          ? added(before, pieces, lexicon, o.today)
          : without(before, pieces, lexicon, change.condition);
    }
    if (asked === null) return null;
    if (writeAsked(asked) === writeAsked(before)) throw new Unsettled('same');
    return { status: 'query', asked, mended: [] };
  } catch (error) {
    if (!(error instanceof Unsettled)) throw error;
    return { status: 'clarify', reason: error.reason, words: error.words, options: error.options };
  }
}

/** « ajoute la comparaison avec 2024 »: what is added keeps all that was there, or it is no addition. */
function besides(
  named: readonly Token[],
  { before, follow }: { before: Asked; follow: (tokens: readonly Token[]) => Understanding },
): Understanding | null {
  // « un client », « 12 lots » are data, not a part of a question.
  if (
    named.some(
      ({ text }, at) => (/^\d/.test(text) && !/^(19|20)\d\d$/.test(text)) || (at === 0 && /^(une?|an?)$/.test(text)),
    )
  )
    return null;
  const found = follow(named);
  if (found.status === 'clarify' && found.reason !== 'leftover' && found.reason !== 'threshold') return found;
  if (found.status !== 'query') return null;
  const { asked } = found;
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const kept =
    asked.kind === before.kind &&
    before.metrics.every((one) => asked.metrics.includes(one)) &&
    before.filters.every((one) => asked.filters.some((other) => same(other, one))) &&
    same(before.timeRange, asked.timeRange);
  // « ajoute l'évolution » of a figure by zone: by zone and month.
  const dimensions = [...new Set([...before.dimensions, ...asked.dimensions])];
  if (!kept || dimensions.length > 3 || (before.limit !== null && dimensions.length > before.dimensions.length))
    throw new Unsettled('combination');
  const whole = { ...asked, dimensions };
  if (writeAsked(whole) === writeAsked(before)) throw new Unsettled('same');
  return { ...found, asked: whole };
}
