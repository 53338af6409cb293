import type { CatalogueMetric } from '@griot/metrics';
import { tokenize } from '../language/tokens.ts';

/** A phrase as the words by which it is found. */
export const wordsOf = (text: string): string[] => tokenize(text).map((token) => token.stem);

/** What a metric is called, in either language. */
export function phrasesOf(metric: CatalogueMetric): string[] {
  const { labels, synonyms, name } = metric;
  return [...new Set([labels.fr ?? '', labels.en ?? '', metric.label, ...synonyms, name.replaceAll('_', ' ')])].filter(
    (text) => text !== '',
  );
}
