import type { Catalogue, CatalogueDimension, CatalogueMetric } from '@griot/metrics';
import { FAMILIES } from '../language/families.ts';
import { FILLERS, PARTICLES } from '../language/fillers.ts';
import { fold } from '../language/fold.ts';
import type { Turns } from '../language/idioms.ts';
import { OPERATORS } from '../language/operators.ts';
import { REFUSALS } from '../language/refusals.ts';
import { SIGNS } from '../language/signs.ts';
import { SPOKEN_OPERATORS } from '../language/spoken-operators.ts';
import { tokenize } from '../language/tokens.ts';
import { TIME_WORDS } from '../time/words.ts';
import { addValues } from './add-values.ts';
import { HeardWords } from './heard-words.ts';
import type { Concept, Meaning } from './meaning.ts';
import { isFrenchWord, Vocabulary } from './near.ts';
import { PhraseTree } from './phrase-tree.ts';
import { phrasesOf, wordsOf } from './phrases-of.ts';
import { shortNames } from './short-names.ts';
import { turnsOf } from './turns-of.ts';

/** Everything that can be said about one application's figures, by its words. */
export interface Lexicon {
  readonly metrics: ReadonlyMap<string, CatalogueMetric>;
  readonly concepts: ReadonlyMap<string, Concept>;
  /** The concept of each dimension that has one. */
  readonly conceptOf: ReadonlyMap<string, string>;
  /** The concept that a counting metric counts: `clients à risque` counts clients. */
  readonly counts: ReadonlyMap<string, string>;
  /** Concepts whose values are currencies: they tell amounts apart, they explain none. */
  readonly currencies: ReadonlySet<string>;
  /** Concepts of the catalogue's hierarchies, finest first. */
  readonly hierarchies: readonly (readonly string[])[];
  /** Roundabout ways of speaking, general and the application's own. */
  readonly turns: Turns;
  readonly names: PhraseTree<Meaning>;
  readonly operators: PhraseTree<Meaning>;
  readonly vocabulary: Vocabulary;
  /** Words that may be written as they are said: all but the names of many things. */
  readonly heard: HeardWords;
  /** Words of names, operators, fillers and times: not a typing error. */
  known(text: string, stemmed: string): boolean;
  /** The word is an operator by itself. */
  speaks(text: string): boolean;
  /** Such a word that a metric is called by, letter for letter: a column `Montant`. */
  readonly spoken: ReadonlySet<string>;
}

/** Names of more things than these are not guessed at by their sound. */
const FEW_VALUES = 60;

export interface LexiconInput {
  readonly catalogue: Catalogue;
  /** By dimension name: what the data holds. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

export function buildLexicon({ catalogue, values }: LexiconInput): Lexicon {
  const concepts = conceptsOf(catalogue, values);
  const conceptOf = new Map([...concepts.values()].flatMap(({ id, dimensions }) => dimensions.map((one) => [one, id])));
  const names = new PhraseTree<Meaning>({
    key: (token) => token.stem,
    particles: true,
    begins: (meaning) => meaning.kind === 'value',
  });
  const vocabulary = new Vocabulary();
  const heard = new HeardWords();
  const few = (meaning: Meaning) =>
    meaning.kind !== 'value' || (concepts.get(meaning.concept)?.values.length ?? 0) <= FEW_VALUES;
  const turns = turnsOf(catalogue, concepts);
  const families = [
    ...[...FAMILIES, ...catalogue.speech.families].map((one) => one.map(wordsOf)),
    ...[...concepts.values()].map((one) => wordsOfConcept(catalogue, one, false)),
  ];
  const put = (words: readonly string[], meaning: Meaning, whole = meaning.kind === 'condition') => {
    // « Résultat » asks for nothing by itself, unless a figure is called so.
    if (!carries(words, meaning.kind === 'metric' || meaning.kind === 'concept')) return;
    names.add(words, meaning, whole);
    if (meaning.kind !== 'value' && words.length === 1 && words[0]) reserved.add(words[0]);
    for (const word of words) if (!PARTICLES.has(word)) vocabulary.add(word);
    if (few(meaning)) for (const word of words) if (!PARTICLES.has(word)) heard.add(word, true);
  };
  const declared = new Set<string>();
  const reserved = new Set<string>();
  const key = (words: readonly string[]) => words.filter((word) => !PARTICLES.has(word)).join(' ');
  const said = catalogue.metrics.flatMap((metric) =>
    phrasesOf(metric).map((text) => ({ words: wordsOf(text), meaning: metricMeaning(metric.name, text) })),
  );
  for (const { words, meaning } of said) {
    declared.add(key(words));
    put(words, meaning);
  }
  for (const { words, meaning } of judgements(catalogue, conceptOf)) {
    declared.add(key(words));
    put(words, meaning);
  }
  const counts = new Map<string, string>();
  for (const concept of concepts.values())
    for (const words of wordsOfConcept(catalogue, concept)) {
      put(words, { kind: 'concept', concept: concept.id });
      for (const metric of catalogue.metrics)
        if (metric.unit === 'count' && heads(metric, words) && !counts.has(metric.name))
          counts.set(metric.name, concept.id);
    }
  // « Overdue clients » is no « impayés clients »: an English name takes no French words.
  const english = new Set(catalogue.metrics.map(({ labels }) => wordsOf(labels.en ?? '').join(' ')));
  const french = new Set(
    catalogue.metrics.flatMap(({ labels, synonyms }) =>
      [labels.fr ?? '', ...synonyms].map((one) => wordsOf(one).join(' ')),
    ),
  );
  const foreign = (words: readonly string[], variant: readonly string[]) =>
    english.has(words.join(' ')) &&
    !french.has(words.join(' ')) &&
    variant.some((word) => !words.includes(word) && isFrenchWord(word));
  for (const { words, meaning } of said)
    for (const variant of variants(words, families))
      if (!foreign(words, variant) && !declared.has(key(variant))) put(variant, meaning);
  // What many names begin with tells none of another thing: « Sassandra Conserves », « Haut-Sassandra ».
  const begins = new Map<string, number>();
  for (const { values: all } of concepts.values())
    if (all.length > 60)
      for (const value of all) {
        const [head = ''] = wordsOf(value);
        begins.set(head, (begins.get(head) ?? 0) + 1);
      }
  for (const [head, times] of begins) if (times > 1) reserved.add(head);
  // « mode de règlement » of a « mode de paiement »: other words for things only where several words tell them.
  for (const concept of concepts.values())
    for (const words of wordsOfConcept(catalogue, concept))
      for (const variant of words.length > 1 ? variants(words, families) : [])
        if (variant.length > 1 && !declared.has(key(variant))) put(variant, { kind: 'concept', concept: concept.id });
  for (const concept of concepts.values()) addValues(concept, wordsOfConcept(catalogue, concept), put, reserved);
  // « clients A »: a short value behind the name of what it belongs to.
  const entity = (one: Concept) => one.dimensions[0]?.split('__').slice(0, -1).join('__') ?? '';
  const counted = [...concepts.values()].filter((one) => [...counts.values()].includes(one.id));
  for (const concept of concepts.values())
    for (const owner of counted)
      if (owner !== concept && !concept.bands && entity(owner) === entity(concept))
        for (const value of concept.values)
          if (/^[\p{L}\p{N}]{1,2}$/u.test(value))
            for (const name of wordsOfConcept(catalogue, owner)) {
              put([...name, ...wordsOf(value)], { kind: 'value', concept: concept.id, value });
              // « A clients », as English has it.
              put([...wordsOf(value), ...name], { kind: 'value', concept: concept.id, value });
            }

  const operators = new PhraseTree<Meaning>({ key: (token) => token.text, particles: false });
  const operatorWords = new Set<string>();
  const alone = new Set<string>();
  const say = (phrase: string, meaning: Meaning) => {
    const words = tokenize(phrase).map((token) => token.text);
    operators.add(words, meaning);
    if (words.length === 1 && words[0]) alone.add(words[0]);
    for (const word of words) operatorWords.add(word);
  };
  for (const [operator, phrases] of [...OPERATORS, ...SPOKEN_OPERATORS]) {
    const meaning: Meaning = { kind: 'operator', operator };
    for (const phrase of phrases) say(phrase, meaning);
  }
  for (const word of [...operatorWords, ...TIME_WORDS, ...FILLERS, ...turns.words]) heard.add(word, false);
  for (const [why, phrases] of REFUSALS) {
    const meaning: Meaning = { kind: 'refusal', why };
    for (const phrase of phrases) say(phrase, meaning);
  }
  for (const word of [...operatorWords, ...TIME_WORDS]) vocabulary.add(word);
  for (const { words, meaning } of shortNames(concepts.values(), [...vocabulary.words(), ...FILLERS]))
    names.add(words, meaning);
  return {
    metrics: new Map(catalogue.metrics.map((metric) => [metric.name, metric])),
    concepts,
    conceptOf,
    counts,
    currencies: new Set(
      catalogue.dimensions.flatMap(({ name, currency }) => (currency ? (conceptOf.get(name) ?? []) : [])),
    ),
    hierarchies: catalogue.hierarchies.map(({ levels }) => levels.flatMap((level) => conceptOf.get(level) ?? [])),
    turns,
    names,
    operators,
    vocabulary,
    heard,
    speaks: (text) => alone.has(text),
    spoken: new Set(
      catalogue.metrics
        .flatMap(phrasesOf)
        .map(fold)
        .filter((text) => alone.has(text)),
    ),
    known: (text, stemmed) =>
      FILLERS.has(text) ||
      PARTICLES.has(text) ||
      operatorWords.has(text) ||
      TIME_WORDS.has(text) ||
      vocabulary.has(stemmed) ||
      vocabulary.has(text),
  };
}

/** Words that only particles and fillers make up would be found everywhere (`dû` folded is `du`). */
const carries = (words: readonly string[], named = false): boolean =>
  words.some((word) => !PARTICLES.has(word) && (named || !FILLERS.has(word)) && (word.length > 1 || words.length > 1));

const metricMeaning = (name: string, text: string): Meaning => ({
  kind: 'metric',
  name,
  accented: /é(e|s|es)?$/i.test(text.trim()),
});

const PRONOUNS = [['il'], ['elle'], ['ils'], ['elles'], ['on'], ['t', 'il'], ['t', 'elle'], ['t', 'on'], ['nous']];
/** Words that judge a figure, and names that say by what it is shown. */
function judgements(
  catalogue: Catalogue,
  conceptOf: ReadonlyMap<string, string>,
): { words: string[]; meaning: Meaning }[] {
  const signs = SIGNS.flatMap(([operator, phrases]) =>
    phrases.map((text) => ({
      words: wordsOf(text),
      meaning: { kind: 'condition', metric: null, operator, value: 0 } as const,
    })),
  );
  const own = catalogue.metrics.flatMap(({ name, dimensions, speech }): { words: string[]; meaning: Meaning }[] => [
    ...(speech?.conditions ?? []).flatMap(({ operator, value, said }) =>
      said.flatMap((text) => {
        const meaning = { kind: 'condition', metric: name, operator, value } as const;
        const [verb = '', ...rest] = wordsOf(text);
        // « gagnent-ils de l'argent »: turned round in a question.
        const turned = rest.length > 0 ? PRONOUNS.map((one) => [verb, ...one, ...rest]) : [];
        return [[verb, ...rest], ...turned].map((words) => ({ words, meaning }));
      }),
    ),
    ...(speech?.views ?? []).flatMap(({ by, said }) => {
      const dimension = dimensions.find((one) => one.split('__').at(-1) === by);
      const concept = dimension === undefined ? undefined : conceptOf.get(dimension);
      if (by !== 'time' && concept === undefined) return [];
      const meaning: Meaning = { kind: 'view', metric: name, by: concept ?? null };
      return said.map((text) => ({ words: wordsOf(text), meaning }));
    }),
  ]);
  return [...signs, ...own];
}

/** The same words with one family member put for another. */
function variants(words: readonly string[], families: readonly (readonly string[][])[]): string[][] {
  const found: string[][] = [];
  for (const family of families)
    for (const member of family) {
      const at = indexOf(words, member);
      if (at < 0) continue;
      // Of « restant dû » nothing but « restant » is left without accents: « vide dû » would be any « vide ».
      const rest = [...words.slice(0, at), ...words.slice(at + member.length)];
      if (rest.length > 0 && rest.every((word) => word.length > 1 && PARTICLES.has(word))) continue;
      for (const other of family)
        if (other !== member) found.push([...words.slice(0, at), ...other, ...words.slice(at + member.length)]);
    }
  return found;
}

function indexOf(words: readonly string[], part: readonly string[]): number {
  for (let at = 0; at + part.length <= words.length; at += 1)
    if (part.every((word, offset) => words[at + offset] === word)) return at;
  return -1;
}

/** A count's label begins with what it counts. */
function heads(metric: CatalogueMetric, concept: readonly string[]): boolean {
  const label = wordsOf(metric.labels.fr ?? metric.label).filter((word) => !PARTICLES.has(word));
  return concept.every((word, at) => label[at] === word);
}

function conceptsOf(catalogue: Catalogue, values: LexiconInput['values']): Map<string, Concept> {
  const groups = new Map<string, CatalogueDimension[]>();
  for (const dimension of catalogue.dimensions) {
    if (dimension.kind !== 'categorical') continue;
    const id = fold(dimension.labels.fr ?? dimension.label);
    groups.set(id, [...(groups.get(id) ?? []), dimension]);
  }
  const length = ({ name }: CatalogueDimension) => name.split('__').length;
  return new Map(
    [...groups].flatMap(([id, dimensions]) => {
      const ordered = dimensions.sort((a, b) => length(a) - length(b));
      const first = ordered[0];
      const found = [...new Set(ordered.flatMap(({ name }) => values.get(name) ?? []))];
      const concept: Concept = {
        id,
        label: { fr: first?.labels.fr ?? first?.label ?? id, en: first?.labels.en ?? first?.label ?? id },
        dimensions: ordered.map(({ name }) => name),
        ...{ bands: declaredBands(ordered, found) ?? bandsOf(found), values: found },
        ...saidOf(ordered),
      };
      // Yes and no are not things that people list.
      const names = found.length === 0 || found.some((one) => one !== 'true' && one !== 'false');
      return names ? [[id, concept] as const] : [];
    }),
  );
}

type Spoken = Pick<Concept, 'said' | 'alone' | 'prefixes' | 'settles' | 'who' | 'measuredBy'>;
function saidOf(dimensions: readonly CatalogueDimension[]): Spoken {
  const speech = dimensions.flatMap((one) => one.speech ?? []);
  return {
    said: Object.assign({}, ...speech.map((one) => one.values)),
    alone: speech.every((one) => one.alone),
    prefixes: speech.some((one) => one.prefixes),
    settles: speech.find((one) => one.settles !== null)?.settles ?? null,
    who: speech.some((one) => one.who),
    measuredBy: speech.find((one) => one.measuredBy !== null)?.measuredBy ?? null,
  };
}

function declaredBands(dimensions: readonly CatalogueDimension[], values: readonly string[]): Concept['bands'] {
  const declared = Object.assign({}, ...dimensions.map((one) => one.speech?.bands ?? {}));
  const bands = values.flatMap((value) => {
    const [from, to] = declared[value] ?? [];
    return from === undefined ? [] : [{ value, from: from ?? Number.NEGATIVE_INFINITY, to: to ?? null }];
  });
  return bands.length > 0 && bands.length === values.length ? bands.sort((a, b) => a.from - b.from) : null;
}

/** Values that are all ranges: `0-30`, `31-60`, `90+`. */
function bandsOf(values: readonly string[]): Concept['bands'] {
  const bands = values.flatMap((value) => {
    const found = /^(\d{1,9})(?:\s*-\s*(\d{1,9})|\s*\+)$/.exec(value);
    return found ? [{ value, from: Number(found[1]), to: found[2] === undefined ? null : Number(found[2]) }] : [];
  });
  return bands.length > 1 && bands.length === values.length ? bands.sort((a, b) => a.from - b.from) : null;
}

/** `kinds` are names of some of its values only: they stand for no others. */
function wordsOfConcept(catalogue: Catalogue, concept: Concept, kinds = true): string[][] {
  const texts = catalogue.dimensions
    .filter(({ name }) => concept.dimensions.includes(name))
    .flatMap(({ labels, label, synonyms, speech }) => [
      ...[labels.fr ?? '', labels.en ?? '', label, ...synonyms],
      ...(kinds ? (speech?.kinds ?? []) : []),
    ]);
  const seen = new Map(texts.filter((text) => text !== '').map((text) => [wordsOf(text).join(' '), wordsOf(text)]));
  return [...seen.values()].filter((words) => carries(words, true));
}
