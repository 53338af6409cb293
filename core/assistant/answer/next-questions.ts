import type { Knowledge } from '../knowledge.ts';
import type { Asked } from '../understand/asked.ts';
import { dimensionOf } from '../understand/find-dimensions.ts';

/** Three follow-ups that the conversation understands, by what the question has not said yet. */
export function nextQuestions(asked: Asked, { lexicon }: Knowledge, locale: 'fr' | 'en'): string[] {
  const french = locale === 'fr';
  const found: string[] = [];
  const grouped = asked.dimensions.filter((one) => !one.startsWith('metric_time'));
  const [metric = ''] = asked.metrics;
  const balance = lexicon.metrics.get(metric)?.balance === true;
  const free = [...lexicon.concepts.values()].filter(
    ({ id, bands, values }) =>
      bands === null &&
      values.length > 1 &&
      values.length <= 60 &&
      dimensionOf(lexicon, id, asked.metrics) !== null &&
      !asked.dimensions.some((one) => lexicon.conceptOf.get(one) === id) &&
      !asked.filters.some((one) => lexicon.conceptOf.get(one.dimension) === id),
  );
  const [concept] = free;
  if (asked.kind === 'list' || asked.kind === 'count')
    return free
      .slice(0, 3)
      .map(({ label }) => (french ? `par ${label.fr.toLowerCase()}` : `by ${label.en.toLowerCase()}`));
  // A mean is of one thing: it is asked of another period, or told in parts by its own question.
  if (asked.kind === 'mean' || asked.kind === 'median')
    return french ? ['et cette année ?', 'et l’année dernière ?'] : ['and this year?', 'and last year?'];
  const timed = (lexicon.metrics.get(metric)?.timeGrains.length ?? 0) > 0;
  if (asked.timeRange && !balance && asked.kind !== 'why') found.push(french ? 'pourquoi ?' : 'why?');
  if (concept) found.push(french ? `par ${concept.label.fr.toLowerCase()}` : `by ${concept.label.en.toLowerCase()}`);
  if (timed && !asked.dimensions.some((one) => one.startsWith('metric_time')) && asked.kind !== 'why')
    found.push(french ? 'par mois' : 'by month');
  if (grouped.length > 0 && !asked.order) found.push(french ? 'les 5 plus gros' : 'the 5 largest');
  if (timed && !asked.compare && asked.kind === 'figure')
    found.push(french ? 'par rapport à la même période de l’an dernier' : 'compared to the same period last year');
  if (timed && !asked.timeRange) found.push(french ? 'et cette année ?' : 'and this year?');
  return found.slice(0, 3);
}
