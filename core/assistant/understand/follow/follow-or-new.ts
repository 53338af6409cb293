import type { Asked } from '../asked.ts';
import type { Part } from '../cover.ts';
import type { Fragment, Noun } from '../fragment.ts';

/** Words that open a question or an order of its own. */
const OPENING =
  /^(quel|quelle|quels|quelles|lequel|laquelle|combien|a combien|comment|pourquoi|qui|quand|donne|donnez|montre|montrez|affiche|affichez|liste|listez|calcule|calculez|dis|dites|sors|fais|faites|compare|comparez|top|y a|est ce|existe|what|how|which|who|why|when|where|show|give|list|display|compare|is|are|do|does|did|was|were|tell)\b/;

/**
 * Whether a question changes the one before, or is one of its own: that is whole by itself. It names a figure and opens as a
 * question, or says beside the figure of when, where or by what.
 */
export function followsOn(parts: readonly Part[], fragment: Fragment, before: Asked): boolean {
  const { said, metrics, nouns, filters } = fragment;
  const opening = parts
    .slice(0, 4)
    .map(({ text }) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll("'", ' '));
  const [first = ''] = opening;
  if (said.has('followUp') || said.has('their') || /^(et|and|mais|but|ou|or)\b/.test(first)) return true;
  if (said.has('only') && metrics.length === 0 && filters.length > 0) return true;
  // « combien nous doivent-ils ? »: those of the question before, where nobody else is named.
  if (metrics.length > 0 && nouns.length === 0 && parts.some(({ text }) => /^(ils|elles|they|them)$/i.test(text))) {
    said.add('their');
    return true;
  }
  // « combien ont été annulées ? » says of what by the question before.
  if (countsThose(parts)) return true;
  // « quels clients dépassent 60 ? »: of the figure before.
  if (metrics.length === 0 && fragment.thresholds.some(({ unit }) => unit !== 'days')) return true;
  if (metrics.length === 0) return nouns.every(ofValue) || fragment.top !== null;
  // « qui doit le plus ? » after what is owed at one place: the same figure, of the same.
  const own = metrics.every(({ name }) => before.metrics.includes(name));
  const elsewhere = filters.length + fragment.times.length + fragment.groups.length + nouns.length > 0;
  if (own && !elsewhere && before.dimensions.length === 0 && (fragment.top || said.has('who'))) return true;
  // « selon les impayés »: a figure alone, or by what things are ranked.
  return !OPENING.test(opening.join(' ')) && saysFigureAlone(fragment);
}

/** A figure is named and nothing is said of it. */
function saysFigureAlone({ metrics, nouns, groups, filters, times, thresholds, top, said, whole }: Fragment): boolean {
  const more = [nouns, groups, filters, times, thresholds, whole].some((one) => one.length > 0);
  const plain = [...said].every((one) => one === 'count' || one === 'amount' || one === 'by');
  return !more && top === null && plain && metrics.every(({ without }) => !without);
}

/** « clients A » names whom by the value; nothing more is asked of them. */
const ofValue = (noun: Noun): boolean => noun.qualified && noun.metric === null && noun.role === 'plain';

/** « combien ont été annulées ? »: counted without a noun of its own. */
function countsThose(parts: readonly Part[]): boolean {
  const at = parts.findIndex(({ kind }) => kind === 'name');
  const opening = parts.slice(0, at).map(({ text }) => text.toLowerCase());
  return /^combien (en )?(ont|sont|restent|reste|d.?entre)\b/.test(opening.join(' '));
}

/** The same answer again is none: « merci », « qui sont-ils ? » are no change. */
export const saysTotal = (parts: readonly Part[]): boolean =>
  parts.some(({ text }) => /^(total|totale|tout|ensemble|overall)$/i.test(text));
