import type { Operator } from '../../language/operators.ts';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Part } from '../cover.ts';
import { emptyFragment, type Fragment } from '../fragment.ts';
import { chooseAll, isOperator } from './choose-all.ts';
import type { Choice } from './choose-meaning.ts';
import { leftOutFirst } from './left-out-first.ts';

/** The pieces of a question that carry something, what each of them stands for, and what they say so far. */
export class PartCursor {
  readonly parts: readonly Part[];
  readonly choices: Map<Part, Choice>;
  readonly how: string | null;
  /** Parts that `nos`, `notre` stand before. */
  readonly owned: ReadonlySet<Part>;
  /** Parts that `le total des` stands before. */
  readonly totalled: ReadonlySet<Part>;
  /** The end that a rank in words named already. */
  end: 'high' | 'low' | null = null;
  readonly out: Fragment = emptyFragment();

  constructor(parts: readonly Part[], lexicon: Lexicon, follows: boolean) {
    // Fillers are what carries nothing; the order of the others tells what belongs to what.
    this.parts = leftOutFirst(parts.filter((part) => part.kind !== 'filler'));
    this.owned = new Set(parts.filter((_, at) => /^(nos|notre|mes|our|my|ensemble)$/i.test(parts[at - 1]?.text ?? '')));
    // « le total des paiements »: of their amounts, or their number?
    this.totalled = new Set(
      parts.filter((_, at) => {
        const of = /^(de|des|du|d|of)$/i.test(parts[at - 1]?.text ?? '');
        return of && /^(total|somme)$/i.test(parts[at - 2]?.text ?? '');
      }),
    );
    // « comment paient nos clients » asks for a manner; where no rule takes it up, it is asked about.
    this.how = parts.find((part) => part.kind === 'filler' && /^comment$/i.test(part.text))?.text ?? null;
    if (/^(is|are|was|were)$/i.test(parts[0]?.text ?? '')) this.out.said.add('whether');
    // « sur le segment A », « hors segment C » after a figure narrow it.
    const opening = `${parts[0]?.text ?? ''} ${parts[1]?.text ?? ''}`;
    const narrows =
      follows &&
      /^((et|and|mais|but) )?(pour|chez|avec|sur|dans|hors|sauf|sans|à|a|au|aux|for|in|at|of)\b/i.test(opening);
    this.choices = chooseAll(this.parts, lexicon, follows, narrows);
  }

  is(at: number, ...wanted: readonly Operator[]): boolean {
    return isOperator(this.parts[at], wanted);
  }

  choice(at: number): Choice | undefined {
    const part = this.parts[at];
    return part && this.choices.get(part);
  }

  /** What finds no use is kept: it is asked about, never dropped. */
  left(reason: Fragment['leftovers'][number]['reason'], text: string, options: readonly string[] = []): void {
    this.out.leftovers.push({ reason, text, options });
  }
}
