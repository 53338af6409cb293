import { addMonths } from '@griot/kernel';
import type { CatalogueMetric } from '@griot/metrics';
import type { Operator } from '../../language/operators.ts';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Asked, ClarifyReason } from '../asked.ts';
import type { Fragment } from '../fragment.ts';
import { Unsettled } from '../unsettled.ts';

const MEANS = new Set(['percent', 'days', 'score']);
/** A rate, a delay, or one figure over another: a mean by itself. What is left of an amount less another is an amount. */
export const isMean = (name: string, lexicon: Lexicon): boolean => {
  const metric = lexicon.metrics.get(name);
  if (metric === undefined) return false;
  const alike = metric.inputs.every((one) => lexicon.metrics.get(one)?.unit === metric.unit);
  return (metric.unit !== null && MEANS.has(metric.unit)) || (metric.inputs.length === 2 && !alike);
};
/** What a figure is called that tells what began. */
const BEGINNING = /nouve|entr[ée]es?\b|commenc|sign[ée]|\bnew|start/i;
const SURFACES = new Set(['hectares']);
/** What a figure is called that tells what is left of something. */
const LEFT_OVER =
  /disponib|libre|vacan|rest|cr[ée]ance|d[ûu]\b|doi|impay|solde|stock|available|free|outstanding|owe|balance/i;

const namesOf = (one: CatalogueMetric | undefined): string =>
  [one?.label, one?.labels.fr, one?.labels.en, ...(one?.synonyms ?? [])].join(' ');

/**
 * The last look, by other eyes: what a question said must be in the query that was made of it. Each kind of word has its trace;
 * one without a trace was passed over somewhere, and then it is asked.
 */
export function checkSaid(asked: Asked, fragment: Fragment, lexicon: Lexicon, base: Asked | null): void {
  const { said, top, whole } = fragment;
  const metrics = asked.metrics.map((name) => lexicon.metrics.get(name));
  const units = metrics.map((one) => one?.unit ?? null);
  const timed = asked.dimensions.some((one) => one.startsWith('metric_time'));
  const named = asked.dimensions.some((one) => !one.startsWith('metric_time'));
  const selects = asked.filters.some(({ dimension }) => lexicon.metrics.has(dimension));
  const compared =
    asked.compare !== null ||
    asked.kind === 'why' ||
    asked.filters.some(({ dimension }) => dimension === 'metric_time');
  const several = asked.metrics.length > 1 || asked.dimensions.length > 0;
  const percent = units.every((unit) => unit === 'percent');
  const mean = asked.kind === 'mean' || asked.kind === 'median';
  const traces: Partial<Record<Operator, boolean>> = {
    trend: timed || compared,
    growth: compared || timed,
    why: asked.kind === 'why',
    versus: compared || several,
    compare: compared || several,
    share: asked.shares || percent,
    percent: asked.shares || percent,
    breakdown: asked.shares || several,
    average: mean || asked.metrics.every((one) => isMean(one, lexicon)),
    median: mean,
    // Where is a place: whose figures they are is none.
    where:
      timed ||
      (named && fragment.filters.some(({ values }) => values.length > 1)) ||
      asked.dimensions.some((one) =>
        lexicon.hierarchies.some((levels) => levels.includes(lexicon.conceptOf.get(one) ?? '')),
      ),
    who: named || selects,
    order: asked.order !== null,
    orderUp: asked.order !== null,
    worstFirst: asked.order !== null,
    bestFirst: asked.order !== null,
    list: several,
    only: base !== null || asked.filters.length > 0 || asked.timeRange !== null || top !== null || said.has('list'),
    remains: metrics.every((one) => LEFT_OVER.test(namesOf(one))),
    // Sums that run on from month to month are not the months.
    cumulated: asked.dimensions.length === 0,
    // « est-ce que chaque zone … » asks of all of them; those that do are a list.
    each: !(said.has('exists') && selects),
    // « des infos sur les zones » is not how many they are.
    about: !units.every((unit) => unit === 'count') || several || said.has('count'),
    // « se sont installées en 2025 » happened then; how many there are says nothing of it.
    began: metrics.every((one) => one?.balance === false && BEGINNING.test(namesOf(one))),
    count:
      asked.kind === 'count' ||
      units.every((unit) => unit === 'count' || (unit !== null && SURFACES.has(unit))) ||
      said.has('howMuch') ||
      several ||
      asked.kind === 'list',
  };
  const reasons: Partial<Record<Operator, ClarifyReason>> = {
    who: 'dimension',
    where: 'dimension',
    list: 'list',
    order: 'dimension',
    orderUp: 'dimension',
    worstFirst: 'dimension',
    bestFirst: 'dimension',
    about: 'metric',
    began: 'state',
    share: 'share',
    average: 'average',
    median: 'average',
    remains: 'metric',
    count: 'amount',
  };
  const [text = ''] = fragment.metrics.map((one) => one.text);
  for (const operator of said) {
    if (traces[operator] !== false) continue;
    throw new Unsettled(reasons[operator] ?? 'combination', operator === 'remains' || operator === 'count' ? text : '');
  }
  // « qu'est-ce que Korhogo pèse » is no question of whether there is any.
  if (asked.kind === 'exists' && asked.shares) throw new Unsettled('share', text);
  // One value of a ranking is no share, one share is no ranking.
  if (asked.focus !== null && (asked.order !== null || asked.limit !== null)) throw new Unsettled('share', asked.focus);
  // « et le cumul annuel ? » after a month: years of one month are that month.
  const coarse = asked.dimensions.some((one) => {
    const grain = /^metric_time__(month|quarter|year)$/.exec(one)?.[1];
    const range = asked.timeRange;
    if (grain === undefined || range === null) return false;
    return grain === 'month' ? range.from === range.to : addMonths(range.from, grain === 'year' ? 11 : 2) > range.to;
  });
  if (base?.timeRange && coarse && fragment.times.length === 0) throw new Unsettled('period', '');
  // « en nombre de lots » after a share of them: of all, or of those that are in it?
  const rate = base?.metrics.length === 1 ? lexicon.metrics.get(base.metrics[0] ?? '') : undefined;
  if (
    rate?.unit === 'percent' &&
    said.has('followUp') &&
    asked.metrics.length === 1 &&
    rate.inputs[1] === asked.metrics[0]
  )
    throw new Unsettled('amount', text);
  // What began in a period and how it stands since are of two times: « baux résiliés en 2025 » did not begin then.
  const statuses = fragment.filters.filter(
    ({ concept, negated }) =>
      !negated && /^(statut|[ée]tat|status)/i.test(lexicon.concepts.get(concept)?.label.fr ?? ''),
  );
  if (statuses.length > 0 && asked.timeRange && metrics.some((one) => BEGINNING.test(namesOf(one))))
    throw new Unsettled('state', statuses.flatMap(({ values }) => values).join(', '));
  // What is left of the invoices of a window, against those of the window before, is not how it grew.
  const remains = metrics.every((one) => one?.balance === false && LEFT_OVER.test(namesOf(one)));
  const rolling = fragment.times.length === 0 || fragment.times.some(({ period }) => period.grain === 'range');
  if (said.has('growth') && remains && asked.compare && asked.kind !== 'why' && base === null && rolling)
    throw new Unsettled('state', text);
  // Those without any row are in no group: « clients sans facture » cannot be told by a nought.
  const nought = asked.filters.some(({ dimension, operator, value }) => {
    const metric = lexicon.metrics.get(dimension);
    return (
      operator === 'eq' &&
      value === 0 &&
      metric?.balance === false &&
      ((metric.unit === 'count' && !lexicon.counts.has(dimension)) ||
        asked.timeRange !== null ||
        // « sans impayés de plus de 90 jours »: what has none of that age has no row of it.
        asked.filters.some((one) => lexicon.concepts.get(lexicon.conceptOf.get(one.dimension) ?? '')?.bands != null) ||
        (metric.unit !== 'count' && !LEFT_OVER.test(namesOf(metric))))
    );
  });
  if (nought) throw new Unsettled('none', text);
  // What is counted on a date: of a period one can mean its end, its course, its mean, or what happened in it.
  if (asked.timeRange && asked.timeRange.from < asked.timeRange.to && metrics.every((one) => one?.balance === true)) {
    if (said.has('average') && !mean) throw new Unsettled('average', text, asked.metrics);
    const happened = /\b(ont|a|avons|have|has|were|was) ([ée]t[ée]|been|t on|nous) |\b(were|was)\b/i.test(
      text.replaceAll('-', ' '),
    );
    const long = fragment.times.some(
      ({ period, text: words }) =>
        (period.grain === 'range' && period.moment !== true) || /^(au cours|pendant|durant|during|over)\b/i.test(words),
    );
    if (!timed && units.every((unit) => unit === 'count') && (happened || long)) throw new Unsettled('state', text);
  }
  // Things are shown with how they changed; which of them rose is for the reader to see, so it is not said to be answered.
  const chosen = named && (said.has('with') || said.has('list') || said.has('who') || top !== null);
  if (said.has('growth') && asked.kind !== 'why' && chosen) throw new Unsettled('change');
  // « toutes zones confondues » and one of them.
  if (fragment.filters.some(({ concept, negated }) => !negated && whole.includes(concept)))
    throw new Unsettled('combination');
}
