import type { Operator } from '../language/operators.ts';
import type { Refusal } from '../language/refusals.ts';

/** What some words of a question may stand for. */
export type Meaning =
  | { readonly kind: 'metric'; readonly name: string; readonly accented: boolean }
  | { readonly kind: 'concept'; readonly concept: string }
  | { readonly kind: 'value'; readonly concept: string; readonly value: string }
  | { readonly kind: 'operator'; readonly operator: Operator }
  | { readonly kind: 'refusal'; readonly why: Refusal };

/** Dimensions that people call by one name: the zone of an invoice, of a plot. */
export interface Concept {
  readonly id: string;
  readonly label: { readonly fr: string; readonly en: string };
  /** Nearest first. */
  readonly dimensions: readonly string[];
  /** Ranges of days or amounts as values (`31-60`, `90+`), ascending; null for names. */
  readonly bands: readonly { readonly value: string; readonly from: number; readonly to: number | null }[] | null;
  readonly values: readonly string[];
}
