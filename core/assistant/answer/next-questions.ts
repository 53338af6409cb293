import { addDays } from '@griot/kernel';
import type { Readable } from '../knowledge.ts';
import { type Asked, writeAsked } from '../understand/asked.ts';
import { dimensionOf } from '../understand/find-dimensions.ts';
import { understand } from '../understand/understand.ts';

const OFFERED = 3;
/** As many as « les 5 plus gros » leaves away from. */
const MANY = 5;

/** Three follow-ups, by what the question has not said yet; each was tried: it is understood here, and as something else. */
export function nextQuestions(
  asked: Asked,
  knowledge: Readable,
  { locale, rows }: { locale: 'fr' | 'en'; rows: number },
): string[] {
  const { lexicon, today } = knowledge;
  const here = writeAsked(asked);
  const seen = new Set([here]);
  const found: string[] = [];
  for (const words of candidates(asked, knowledge, { french: locale === 'fr', rows })) {
    const next = understand(words, lexicon, { today, before: asked });
    if (next.status !== 'query') continue;
    const query = writeAsked(next.asked);
    if (seen.has(query)) continue;
    seen.add(query);
    found.push(words);
    if (found.length === OFFERED) break;
  }
  return found;
}

function candidates(asked: Asked, { lexicon, today }: Readable, o: { french: boolean; rows: number }): string[] {
  const { french } = o;
  const [metric = ''] = asked.metrics;
  const [first = ''] = asked.dimensions;
  const declared = lexicon.metrics.get(metric);
  const times = asked.dimensions.filter((one) => one.startsWith('metric_time'));
  const grouped = asked.dimensions.length > times.length;
  const groups = [...lexicon.concepts.values()]
    .filter(
      ({ id, bands, values }) =>
        bands === null &&
        values.length > 1 &&
        values.length <= 60 &&
        dimensionOf(lexicon, id, asked.metrics) !== null &&
        !asked.dimensions.some((one) => lexicon.conceptOf.get(one) === id) &&
        !asked.filters.some((one) => lexicon.conceptOf.get(one.dimension) === id),
    )
    .map(({ label }) => (french ? `par ${label.fr.toLowerCase()}` : `by ${label.en.toLowerCase()}`));
  if (asked.kind === 'list' || asked.kind === 'count') return groups;
  const years = french ? ['et cette année ?', 'et l’année dernière ?'] : ['and this year?', 'and last year?'];
  const year = Number((asked.timeRange?.to ?? today).slice(0, 4));
  // A mean is of one thing: it is asked of another period, or told in parts by its own question.
  if (asked.kind === 'mean' || asked.kind === 'median')
    return [...years, ...[1, 2].map((ago) => (french ? `et en ${year - ago} ?` : `and in ${year - ago}?`)), ...groups];
  // The part of one is asked of its neighbours, too.
  const neighbours =
    asked.focus === null ? [] : (lexicon.concepts.get(lexicon.conceptOf.get(first) ?? '')?.values ?? []);
  const others = neighbours
    .filter((one) => one !== asked.focus)
    .slice(0, 2)
    .map((one) => (french ? `et pour ${one} ?` : `and for ${one}?`));
  const timed = (declared?.timeGrains.length ?? 0) > 0;
  const why = asked.kind === 'why';
  const limited = asked.filters.some(({ dimension }) => asked.metrics.includes(dimension));
  // Of one month there is nothing to see by month; what a limit on the whole selects is nothing by month.
  const long = asked.timeRange === null || addDays(asked.timeRange.from, 45) < asked.timeRange.to;
  const yearly = times.includes('metric_time__year');
  return [
    ...(asked.timeRange && !declared?.balance && !why ? [french ? 'pourquoi ?' : 'why?'] : []),
    ...others,
    ...groups.slice(0, 1),
    ...(timed && times.length === 0 && !why && long && !limited ? [french ? 'par mois' : 'by month'] : []),
    ...(grouped && !asked.order && !why && asked.focus === null && o.rows > MANY
      ? [french ? 'les 5 plus gros' : 'the 5 largest']
      : []),
    ...(timed && !asked.compare && asked.kind === 'figure' && !limited && !yearly && asked.focus === null
      ? [french ? 'par rapport à la même période de l’an dernier' : 'compared to the same period last year']
      : []),
    ...(timed && !yearly ? years : []),
    ...groups.slice(1),
  ];
}
