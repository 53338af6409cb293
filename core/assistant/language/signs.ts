import { phrases } from './word-table.ts';

/** Adjectives that hold the figure beside them against nought. */
export const SIGNS: readonly (readonly ['lt' | 'gt', readonly string[]])[] = [
  ['lt', phrases('négatif, negative, en négatif, sous zéro, below zero, under zero')],
  ['gt', phrases('positif, positive, en positif, above zero')],
];
