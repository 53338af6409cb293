import type { Operator } from '../language/operators.ts';
import type { TimeReading } from '../time/period.ts';
import type { ClarifyReason } from './asked.ts';

export type Grain = 'day' | 'week' | 'month' | 'quarter' | 'year';
export type Group = { readonly concept: string } | { readonly grain: Grain };

export interface ValueFilter {
  readonly concept: string;
  readonly values: string[];
  readonly negated: boolean;
  /** Said as alternatives or as two things beside each other: `Yopougon et Koumassi`. */
  readonly beside: boolean;
}

export interface Threshold {
  readonly operator: 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'between';
  readonly value: number | readonly number[];
  readonly unit: 'percent' | 'money' | 'days' | null;
  /** The metric it was said beside, when one was. */
  readonly metric: string | null;
  readonly text: string;
}

export interface Top {
  readonly direction: 'high' | 'low' | 'best' | 'worst';
  readonly limit: number | null;
  readonly singular: boolean;
  /** `le plus de`: of things that are many, not of a quality. */
  readonly of: boolean;
}

/** A name that the question lists as what it is about: `les clients …`, `CA des zones`. */
export interface Noun {
  readonly concept: string;
  /** The metric that counts such things, where the word may mean it. */
  readonly metric: string | null;
  readonly role: 'group' | 'asked' | 'plain';
  readonly plural: boolean;
  /** `nos zones`: all of them. */
  readonly whole: boolean;
  readonly text: string;
  /** A value stands right behind it: `clients de Yopougon`. */
  readonly qualified: boolean;
  /** It stands before any metric: `balance âgée des impayés`. */
  readonly leads: boolean;
}

/** All that a question says, before it is made a query. Nothing that carries meaning is outside of it. */
export interface Fragment {
  readonly metrics: {
    readonly name: string;
    readonly text: string;
    readonly without: boolean;
    readonly orders: boolean;
    readonly joined: boolean;
  }[];
  readonly nouns: Noun[];
  readonly groups: Group[];
  readonly filters: ValueFilter[];
  readonly thresholds: Threshold[];
  /** Concepts that are said to be meant whole: `toutes zones confondues`. */
  readonly whole: string[];
  readonly times: (TimeReading & { readonly against: boolean; readonly text: string })[];
  top: Top | null;
  readonly said: Set<Operator>;
  readonly mended: { readonly from: string; readonly to: string }[];
  readonly leftovers: { readonly reason: ClarifyReason; readonly text: string; readonly options: readonly string[] }[];
}

export const emptyFragment = (): Fragment => ({
  metrics: [],
  nouns: [],
  groups: [],
  filters: [],
  thresholds: [],
  whole: [],
  times: [],
  top: null,
  said: new Set(),
  mended: [],
  leftovers: [],
});

/** « C'est quoi le CA ? » asks what it is, « c'est quoi le CA de 2025 ? » how much. */
export function asksDefinition({ said, filters, times, groups }: Fragment): boolean {
  return said.has('define') || (said.has('whatIs') && filters.length + times.length + groups.length === 0);
}
