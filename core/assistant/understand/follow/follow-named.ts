import { FILLERS } from '../../language/fillers.ts';
import type { Token } from '../../language/tokens.ts';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Meaning } from '../../lexicon/meaning.ts';

/** Concepts that the words of a follow-up name; null where they name anything else. */
export function conceptsNamed(tokens: readonly Token[], lexicon: Lexicon): string[] | null {
  const found: string[] = [];
  for (let at = 0; at < tokens.length; ) {
    const named = lexicon.names.find(tokens, at, () => []);
    const concept = named.flatMap(({ end, meanings }) =>
      meanings.flatMap((one) => (one.kind === 'concept' ? [{ end, id: one.concept }] : [])),
    );
    const here = concept.at(-1);
    if (named.some(({ end }) => end > (here?.end ?? at))) return null;
    if (here) found.push(here.id);
    else if (!FILLERS.has(tokens[at]?.text ?? '')) return null;
    at = here?.end ?? at + 1;
  }
  return [...new Set(found)];
}

/** Values that the words of a follow-up name, of one thing. */
export function valuesNamed(tokens: readonly Token[], lexicon: Lexicon): { concept: string; values: string[] } | null {
  const found: Extract<Meaning, { kind: 'value' }>[] = [];
  for (let at = 0; at < tokens.length; ) {
    const here = lexicon.names
      .find(tokens, at, () => [])
      .flatMap(({ end, meanings }) => meanings.flatMap((one) => (one.kind === 'value' ? [{ end, one }] : [])))
      .at(-1);
    if (here) found.push(here.one);
    at = here?.end ?? at + 1;
  }
  const [first] = found;
  if (!first || found.some(({ concept }) => concept !== first.concept)) return null;
  return { concept: first.concept, values: found.flatMap(({ value, more }) => [value, ...(more ?? [])]) };
}
