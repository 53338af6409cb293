import { FILLERS, PARTICLES } from '../language/fillers.ts';
import { fold } from '../language/fold.ts';
import { type Token, tokenize } from '../language/tokens.ts';
import { TIME_WORDS } from '../time/words.ts';
import type { Concept, Meaning } from './meaning.ts';
import { isFrenchWord } from './near.ts';

/** Above this many values, a part of a name is only an offer. */
const FEW_VALUES = 60;
/** A part of more names than these tells none of them. */
const MOST_MEANT = 4;

/** `whole` keeps the particle that the words begin with. */
type Put = (words: readonly string[], meaning: Meaning, whole?: boolean) => void;

/** Makes the values of a concept findable: whole, glued together, after the concept's own name, and by their telling parts. `reserved` words name something else. */
export function addValues(concept: Concept, names: readonly string[][], put: Put, reserved: ReadonlySet<string>): void {
  for (const { words, meaning } of declaredValues(concept, names)) put(words, meaning, true);
  if (concept.bands) return;
  const meanings = concept.values.flatMap((value) => {
    const tokens = tokenize(value.replaceAll('_', ' '));
    return tokens.length > 0 && !/^(true|false)$/.test(value) ? [{ value, tokens }] : [];
  });
  // « chèque et mobile money » are two modes of payment, though people call the mode by either.
  const whole = new Set(meanings.map(({ tokens }) => tokens.map((token) => token.stem).join(' ')));
  const called = names.filter((name) => !whole.has(name.join(' ')));
  const parts = new Map<string, Set<string>>();
  const few = meanings.length <= FEW_VALUES;
  for (const { value, tokens } of meanings) {
    const meaning: Meaning = { kind: 'value', concept: concept.id, value };
    const words = tokens.map((token) => token.stem);
    const short = words.join('').length <= 2;
    if (!short && concept.alone) put(words, meaning);
    if (short || few || !concept.alone) for (const name of called) put([...name, ...words], meaning);
    if (!concept.alone) continue;
    const content = words.filter((word) => !PARTICLES.has(word));
    if (content.length > 1 && content.length <= 3) put([content.join('')], meaning);
    if (few && content.length > 1)
      for (const part of tellingParts(value, tokens)) parts.set(part, (parts.get(part) ?? new Set()).add(value));
    if (few && content.length > 1)
      for (const name of called)
        for (const word of content)
          if (
            word.length >= 4 &&
            meanings.filter((one) => one.tokens.some((token) => token.stem === word)).length === 1
          )
            put([...name, word], meaning);
  }
  for (const [part, of] of parts) {
    const [value] = of;
    // A part that a few names share is asked about.
    if (of.size > MOST_MEANT || value === undefined || reserved.has(part)) continue;
    // A code is also written apart: `PK 24`.
    const code = /^([a-z]+)(\d+)$/.exec(part);
    for (const one of of) {
      const meaning: Meaning = { kind: 'value', concept: concept.id, value: one };
      put([part], meaning);
      if (code?.[1] && code[2]) put([code[1], code[2]], meaning);
    }
  }
}

/** Values by what the application declares that people call them, and by the first digits of numbers of a plan. */
function declaredValues(
  concept: Concept,
  names: readonly string[][],
): { words: readonly string[]; meaning: Meaning }[] {
  const byWords = new Map<string, { words: readonly string[]; values: Set<string> }>();
  const name = (words: readonly string[], value: string) => {
    const key = words.join(' ');
    const known = byWords.get(key) ?? { words, values: new Set<string>() };
    byWords.set(key, { words, values: known.values.add(value) });
  };
  for (const [pattern, phrases] of Object.entries(concept.said)) {
    const start = pattern.endsWith('*') ? pattern.slice(0, -1) : null;
    const found = concept.values.filter((one) => (start === null ? one === pattern : one.startsWith(start)));
    // What is declared and not there is known all the same: there are none of it.
    const values = found.length > 0 || start !== null ? found : [pattern];
    for (const phrase of phrases)
      for (const value of values)
        name(
          tokenize(phrase).map((token) => token.stem),
          value,
        );
  }
  if (concept.prefixes)
    for (const value of concept.values)
      for (let length = 1; length < value.length; length += 1)
        for (const called of names) name([...called, value.slice(0, length)], value);
  return [...byWords.values()].map(({ words, values }) => {
    const [value = '', ...more] = values;
    return { words, meaning: { kind: 'value', concept: concept.id, value, ...(more.length > 0 ? { more } : {}) } };
  });
}

const OF = new Set(['de', 'du', 'des', 'd']);

/** Words that tell a value alone: one side of "et", what comes before or after "de", proper names, codes. Never half of a compound. */
function tellingParts(value: string, tokens: readonly Token[]): string[] {
  const text = fold(value);
  const found = new Set<string>();
  for (const [at, token] of tokens.entries()) {
    const word = token.text;
    if (word.length < 4 || PARTICLES.has(word)) continue;
    const before = tokens[at - 1]?.text ?? '';
    const after = tokens[at + 1]?.text ?? '';
    const compound = text[token.at - 1] === '-' || text[token.end] === '-';
    const proper = !isFrenchWord(word);
    const side = (at === 0 || before === 'et') && (after === '' || after === 'et');
    const head = at === 0 && !FILLERS.has(word) && !TIME_WORDS.has(word) && OF.has(after);
    const object = OF.has(before) && after === '';
    if (/\d/.test(word) || proper || (!compound && (side || object || head))) found.add(token.stem);
  }
  return [...found];
}
