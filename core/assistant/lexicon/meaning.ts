import type { Operator } from '../language/operators.ts';
import type { Refusal } from '../language/refusals.ts';

/** What some words of a question may stand for. */
export type Meaning =
  | { readonly kind: 'metric'; readonly name: string; readonly accented: boolean }
  | { readonly kind: 'concept'; readonly concept: string }
  | {
      readonly kind: 'value';
      readonly concept: string;
      readonly value: string;
      /** Further values that the same words name: `compte 60`. */
      readonly more?: readonly string[];
    }
  /** A word that judges a figure: `déficitaire`. Without a metric it is of the one beside it: `négatif`. */
  | {
      readonly kind: 'condition';
      readonly metric: string | null;
      readonly operator: 'gt' | 'gte' | 'lt' | 'lte' | 'eq';
      readonly value: number;
    }
  /** A figure and by what concept it is shown, null over time: `balance âgée`, `courbe de trésorerie`. */
  | { readonly kind: 'view'; readonly metric: string; readonly by: string | null }
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
  /** By value, or `BQ*` for all that begin so: what people call it. */
  readonly said: Readonly<Record<string, readonly string[]>>;
  /** False: only said behind the concept's own name. */
  readonly alone: boolean;
  /** Numbers of a plan: the first digits name all that begin so. */
  readonly prefixes: boolean;
  /** What a word of several figures means when one of the values does it. */
  readonly settles: string | null;
  /** Declared to be whom `qui` asks for. */
  readonly who: boolean;
  /** What is counted when only a value is named. */
  readonly measuredBy: { readonly metric: string; readonly insteadOf: readonly string[] } | null;
}
