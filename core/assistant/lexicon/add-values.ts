import { PARTICLES } from '../language/fillers.ts';
import { fold } from '../language/fold.ts';
import { type Token, tokenize } from '../language/tokens.ts';
import type { Concept, Meaning } from './meaning.ts';
import { isFrenchWord } from './near.ts';

/** Above this many values, a part of a name is only an offer. */
const FEW_VALUES = 60;

type Put = (words: readonly string[], meaning: Meaning) => void;

/** Makes the values of a concept findable: whole, glued together, after the concept's own name, and by their telling parts. `reserved` words name something else. */
export function addValues(concept: Concept, names: readonly string[][], put: Put, reserved: ReadonlySet<string>): void {
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
    if (!short) put(words, meaning);
    if (short || few) for (const name of called) put([...name, ...words], meaning);
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
    if (of.size === 1 && value !== undefined && !reserved.has(part))
      put([part], { kind: 'value', concept: concept.id, value });
  }
}

/** Words that tell a value alone: one side of "et", what comes after "de", proper names, codes. Never half of a compound. */
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
    const object = ['de', 'du', 'des', 'd'].includes(before) && after === '';
    if (/\d/.test(word) || proper || (!compound && (side || object))) found.add(token.stem);
  }
  return [...found];
}
