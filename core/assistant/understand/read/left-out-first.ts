import type { Part } from '../cover.ts';
import { isOperator } from './choose-all.ts';

const BEHIND = /^(non compris|exclu|except[ée]e|mise?s? (à|a) part)/i;
/** The concepts that a name is a value of. */
const ofWhich = (part: Part | undefined): string[] =>
  part?.kind === 'name' ? part.meanings.flatMap((one) => (one.kind === 'value' ? [one.concept] : [])) : [];

/** « Bouaké et Daloa exclus », « Vridi mis à part »: what leaves names out is put before them, where « sauf » stands. */
export function leftOutFirst(parts: readonly Part[]): readonly Part[] {
  const at = parts.findIndex((part) => isOperator(part, ['except']) && BEHIND.test(part.text));
  const concepts = ofWhich(parts[at - 1]);
  if (at < 1 || concepts.length === 0 || parts[at + 1]?.kind === 'name') return parts;
  let first = at - 1;
  for (;;) {
    const before = isOperator(parts[first - 1], ['and', 'or', 'nor']) ? first - 2 : first - 1;
    const joined = before < first - 1 || parts[first]?.comma === true;
    if (!joined || !ofWhich(parts[before]).some((one) => concepts.includes(one))) break;
    first = before;
  }
  const left = parts[at] as Part;
  return [...parts.slice(0, first), left, ...parts.slice(first, at), ...parts.slice(at + 1)];
}
