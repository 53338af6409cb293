import type { Asked } from '@griot/assistant/testing';
import { CONDITIONS } from './change-conditions.ts';
import { FIGURES } from './change-figures.ts';
import type { Expected } from './expected.ts';

/** One way of saying a change, and what it makes of the question before. */
export interface Change {
  readonly kind: string;
  readonly said: string;
  readonly expected: (before: Asked) => Expected;
}

const phrases = (text: string): string[] =>
  text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');

export const CHANGES: readonly Change[] = [...CONDITIONS, ...FIGURES].flatMap(([kind, said, expected]) =>
  phrases(said).map((one): Change => ({ kind, said: one, expected })),
);
