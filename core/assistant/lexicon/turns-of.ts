import type { Catalogue } from '@griot/metrics';
import { PARTICLES } from '../language/fillers.ts';
import { fold, stem } from '../language/fold.ts';
import { compileTurns, type Turns } from '../language/idioms.ts';
import { tokenize } from '../language/tokens.ts';
import type { Concept } from './meaning.ts';
import { phrasesOf, wordsOf } from './phrases-of.ts';

/** The turns of speech of an application: what it declares, and the general ones with its names in them. */
export const turnsOf = (catalogue: Catalogue, concepts: ReadonlyMap<string, Concept>): Turns =>
  compileTurns({
    turns: catalogue.speech.turns,
    things: thingsOf(catalogue, concepts),
    figures: figuresOf(catalogue),
  });

/** Single words by which dimensions are called, in the singular and the plural; what is a value is no name of a dimension. */
function thingsOf(catalogue: Catalogue, concepts: ReadonlyMap<string, Concept>): string[] {
  const named = catalogue.dimensions.filter(({ kind }) => kind === 'categorical');
  const values = new Set([...concepts.values()].flatMap((one) => one.values.flatMap(wordsOf)));
  const names = named.flatMap(({ labels, synonyms }) => [labels.fr ?? '', labels.en ?? '', ...synonyms]).map(fold);
  const single = names.filter((name) => /^[a-z]{3,}$/.test(name) && !values.has(stem(name)));
  return [...new Set(single.flatMap((name) => [name, /[sx]$/.test(name) ? name : `${name}s`]))];
}

/** Words of the names of metrics. */
const figuresOf = (catalogue: Catalogue): string[] => [
  ...new Set(
    catalogue.metrics
      .flatMap(phrasesOf)
      .flatMap((phrase) => tokenize(phrase).map(({ text }) => text))
      .filter((word) => /^[a-z]{2,}$/.test(word) && !PARTICLES.has(word)),
  ),
];
