import type { Asked } from '@griot/assistant/testing';
import type { Expected } from './expected.ts';

/** A kind of change, the ways of saying it (one a line), and what each makes of the question before. */
export type Kind = readonly [kind: string, said: string, expected: (before: Asked) => Expected];
