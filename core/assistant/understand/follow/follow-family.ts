import type { CatalogueMetric } from '@griot/metrics';
import { FILLERS, PARTICLES } from '../../language/fillers.ts';
import { fold, stem } from '../../language/fold.ts';
import { type Token, tokenize } from '../../language/tokens.ts';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Asked } from '../asked.ts';
import { spliced } from './follow-times.ts';

const LEADING =
  /^(et|and|mais|ou|or|par|per|by|plutot|idem|pareil|pour|chez|for|of|les|le|la|l|des|du|combien|sont|sontils|ont|ete|restent|restants|the|ceux|celles|are|were|how|many)$/;
/** Words of a figure's name that say nothing of which. */
const stemsOf = (text: string): string[] =>
  tokenize(text).flatMap((one) =>
    (PARTICLES.has(one.text) || one.text === 'par') && !/^[A-Z]$/.test(one.raw) ? [] : [stem(one.text)],
  );

/**
 * `et impayées ?` after paid invoices, `par facture ?` after revenue per customer: one word that makes another figure's name of
 * the name of the figure before. Null where it makes none, or several.
 */
export function sameFamily(before: Asked, tokens: readonly Token[], lexicon: Lexicon): string | null {
  const [name, more] = before.metrics;
  const own = lexicon.metrics.get(name ?? '');
  const called = new Set([...lexicon.concepts.values()].map(({ label }) => fold(label.fr)));
  const telling = tokens.filter(({ text }) => !LEADING.test(text) && !called.has(text));
  const denied = /^(non|pas|not)$/.test(telling[0]?.text ?? '');
  const [word, another] = denied ? telling.slice(1) : telling;
  if (!own || more !== undefined || !word || another || lexicon.speaks(word.text)) return null;
  // « non payées » are « impayées ».
  const said = denied ? OPPOSITE.map((ahead) => stem(ahead + word.text)) : [stem(word.text)];
  // One letter stands for another, never for a word.
  const letter = word.text.length < 3;
  const lettered = labelsOf(own).some((known) => known.some((one) => one.length === 1));
  if (labelsOf(own).some((known) => known.includes(stem(word.text)) && !denied)) return null;
  if (letter && !(/^[A-Z]$/.test(word.raw) && lettered)) return null;
  const others = [...lexicon.metrics.values()].filter(
    (one) => one.name !== name && one.unit === own.unit && one.synonyms.length > 0,
  );
  // What figures are called by in full says more than what else they are called.
  for (const names of [labelsOf, namesOf]) {
    const found = others.filter((one) =>
      names(one).some((other) => names(own).some((known) => said.some((each) => differsBy(other, known, each)))),
    );
    if (found.length > 0) return found.length === 1 ? (found[0]?.name ?? null) : null;
  }
  return null;
}

const OPPOSITE = ['im', 'in', 'un', 'non'];

type Names = readonly (readonly string[])[];
/** By metric, as long as its lexicon is kept: every follow-up is held against the names of all of them. */
const NAMES = new WeakMap<CatalogueMetric, { readonly labels: Names; readonly all: Names }>();
const labelsOf = (metric: CatalogueMetric): Names => calledOf(metric).labels;
const namesOf = (metric: CatalogueMetric): Names => calledOf(metric).all;

function calledOf(metric: CatalogueMetric): { readonly labels: Names; readonly all: Names } {
  const known = NAMES.get(metric);
  if (known) return known;
  const labels = [metric.labels.fr ?? metric.label, ...(metric.labels.en ? [metric.labels.en] : [])].map(stemsOf);
  const made = { labels, all: [...labels, ...metric.synonyms.map(stemsOf)] };
  NAMES.set(metric, made);
  return made;
}

/** Two names of as many words, of which one has the word that was said for one of the other. */
function differsBy(called: readonly string[], known: readonly string[], said: string): boolean {
  const other = called.filter((one) => !known.includes(one));
  return called.length > 1 && called.length === known.length && other.length === 1 && other[0] === said;
}

const LEAD = /^(et|and|le|la|l|les|the|du|de|same|thing|meme|chose|pareil|idem|pour|for|chez|dans|in)$/;
/** `et le segment A ?`, after a figure that is of none: of that one; `segment B ?` after a figure of segment A. */
export function valuesNarrow(before: Asked, tokens: readonly Token[], lexicon: Lexicon): readonly Token[] {
  const at = tokens.findIndex(({ text }) => !LEAD.test(text));
  const called = [...lexicon.concepts.values()].filter(({ label }) => fold(label.fr) === tokens[at]?.text);
  const [concept] = called;
  const value = concept?.values.some((one) => fold(one) === tokens[at + 1]?.text);
  const narrowed = before.filters.some(({ dimension }) => lexicon.conceptOf.get(dimension) === concept?.id);
  return value && at + 2 === tokens.length && (at > 0 || narrowed) ? spliced(tokens, 0, at, 'et chez') : tokens;
}

/** `chez les A`: a capital that stands by itself after an article is the value that is called so. */
export function lettersSpelled(tokens: readonly Token[], lexicon: Lexicon): readonly Token[] {
  const at = tokens.findIndex(
    ({ raw }, i) =>
      /^[A-Z]$/.test(raw) &&
      /^(les|des|aux|the|celui|ceux|le|du|pour|chez|for)$/.test(tokens[i - 1]?.text ?? '') &&
      (i + 1 === tokens.length || FILLERS.has(tokens[i + 1]?.text ?? '')),
  );
  const letter = tokens[at]?.raw;
  if (letter === undefined) return tokens;
  const of = [...lexicon.concepts.values()].filter(({ values }) => values.includes(letter));
  const [concept, more] = of;
  return concept && !more ? spliced(tokens, at, at + 1, `${concept.label.fr} ${letter}`) : tokens;
}

/** `combien a été payé là-dessus ?` after what fell due: the part of it that a rate is declared of. */
export function partOfIt(before: Asked, tokens: readonly Token[], lexicon: Lexicon): string | null {
  const [name, more] = before.metrics;
  const at = tokens.findIndex(({ text }, i) => text === 'la' && tokens[i + 1]?.text === 'dessus');
  if (at < 0 || name === undefined || more !== undefined) return null;
  const said = new Set(tokens.flatMap(({ text }, i) => (i === at || i === at + 1 ? [] : [stem(text)])));
  const found = [...lexicon.metrics.values()].flatMap(({ unit, inputs }) => {
    const [part = '', whole] = inputs;
    const label = stemsOf(lexicon.metrics.get(part)?.labels.fr ?? '');
    return unit === 'percent' && whole === name && label.some((one) => said.has(one)) ? [part] : [];
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}
