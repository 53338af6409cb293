import { addDays, addMonths, type Day } from '@griot/kernel';
import type { CatalogueMetric, Filter } from '@griot/metrics';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import { around, type Period, untilToday } from '../../time/period.ts';
import type { Asked, ClarifyReason } from '../asked.ts';
import { isState } from '../find-dimensions.ts';
import type { Fragment, Grain } from '../fragment.ts';
import { Unsettled } from '../unsettled.ts';
import { heldAgainstYear } from './year-before.ts';

export interface TimePlan {
  readonly timeRange: { readonly from: Day; readonly to: Day } | null;
  readonly compare: Asked['compare'];
  /** Separate periods side by side: a filter on them, and the grain they are told by. */
  readonly filters: readonly Filter[];
  readonly grain: Grain | null;
  /** The one whole calendar period that was said: its grain. */
  readonly only: Grain | null;
  /** Something about time was said. */
  readonly said: boolean;
}

type Planned = TimePlan | { readonly problem: ClarifyReason | 'future'; readonly words: string };

/** Before this nothing is kept: the start of `avant 2024`. */
const EARLIEST: Day = '1900-01-01';
const nothing: TimePlan = { timeRange: null, compare: null, filters: [], grain: null, only: null, said: false };
const over = (period: Period, today: Day, compare: Asked['compare'] = null): TimePlan => ({
  ...nothing,
  timeRange: { from: period.from ?? EARLIEST, to: period.to ?? today },
  compare,
  only: period.grain === 'range' || period.grain === 'semester' ? null : period.grain,
  said: true,
});

/** What the times of a question come to: one range, a comparison of two, or several side by side. */
export function planTime(
  fragment: Fragment,
  given: { today: Day; figures: readonly (CatalogueMetric | undefined)[]; base: Asked | null },
): Planned {
  const { said, times } = fragment;
  const { today, figures } = given;
  const o = {
    ...given,
    balance: figures.every(isState),
    rises: figures.every((one) => one?.direction === 'up'),
  };
  if (times.some(({ period }) => period.whole === true))
    return times.length === 1
      ? { ...nothing, said: true }
      : { problem: 'combination', words: times.map(({ text }) => text).join(', ') };
  const toDate = figures.length > 0 && figures.every((one) => one?.speech?.asOf === 'year');
  const plain = settled(
    times.filter((one) => one.relation === undefined),
    today,
  )
    .map((one) => ofConversation(one, o))
    .map((one) => (toDate ? sinceNewYear(one) : one));
  const relation = times.find((one) => one.relation !== undefined)?.relation ?? null;
  const contrasts =
    said.has('growth') ||
    said.has('why') ||
    said.has('versus') ||
    (said.has('compare') && !fragment.filters.some((one) => one.beside));
  for (const [at, { period: read, text }] of plain.entries()) {
    const period = at === 0 && plain[0] ? earlierOf(plain[0], o.base).period : read;
    if (period.from !== null && period.from > today) return { problem: 'future', words: text };
    if (period.vague && !(plain.length === 1 && plain[0]?.ends && contrasts)) return { problem: 'period', words: text };
    if (period.moment && !o.balance) return { problem: 'moment', words: text };
  }
  const [only, second] = plain;
  // « impayés à ce jour »: as they stand now, whenever they began.
  if (
    only &&
    !second &&
    !o.rises &&
    !o.balance &&
    only.period.from === o.today &&
    only.period.to === o.today &&
    !contrasts &&
    relation === null
  )
    return { ...nothing, said: true };
  const first = only && earlierOf(only, o.base);
  if (!first) return withoutTime(relation, said.has('growth') || said.has('why'), o);
  if (plain.length === 1) {
    if (first.ends && contrasts && !relation) return two(first.ends[0], first.ends[1], today, first.text);
    const follows =
      o.base && said.has('compare') && fragment.filters.length + fragment.metrics.length + fragment.nouns.length === 0;
    // « pourquoi … moins qu'en 2025 »: the running year against that one.
    const running = untilToday(around('year', today), today);
    const lastYear = first.period.grain === 'year' && first.period.from === addMonths(running.from ?? today, -12);
    if (first.against && lastYear && said.has('why')) return over(running, today, 'previous_year');
    if (first.period.sameDays && (first.against || contrasts)) return over(running, today, 'previous_year');
    if (first.against || follows) return against(first.period, o, first.text);
    if (relation) return over(first.period, today, relation);
    if (said.has('growth') || said.has('why')) {
      // Over more than a year, a year earlier would be compared with itself.
      const { from, to } = over(first.period, today).timeRange ?? { from: today, to: today };
      if (addMonths(from, 12) < to) return { problem: 'period', words: first.text };
      return over(first.period, today, changeOf(first.period));
    }
    return over(first.period, today);
  }
  if (relation) return { problem: 'combination', words: first.text };
  if (plain.length === 2 && second) {
    const held = heldAgainstYear(first.period, second.period) ?? heldAgainstYear(second.period, first.period);
    const to = /^(à|au?|avec|to|with)\s/i.test(second.text) && said.has('compare');
    if (held && (said.has('growth') || said.has('versus') || to)) return over(held, today, 'previous_year');
    if (contrasts || first.against || second.against)
      return two(first.period, second.period, today, `${first.text}, ${second.text}`);
    const inner = within(first.period, second.period, today) ?? within(second.period, first.period, today);
    if (inner) return over(inner, today);
  }
  return beside(
    plain.map(({ period }) => period),
    plain.map(({ text }) => text).join(', '),
  );
}

function withoutTime(relation: Asked['compare'], change: boolean, o: { today: Day; base: Asked | null }): Planned {
  const year = untilToday(around('year', o.today), o.today);
  if (relation === null && !change) return nothing;
  const compare = relation ?? 'previous_year';
  if (o.base?.timeRange)
    return {
      ...nothing,
      timeRange: o.base.timeRange,
      compare: relation ?? changeBetween(o.base.timeRange),
      said: true,
    };
  if (relation === 'previous_period') return { problem: 'period', words: '' };
  return over(year, o.today, compare);
}

/** What a change over a period is measured against: a whole month against the one before, what still runs against last year. */
const changeOf = (period: Period): Asked['compare'] =>
  period.wholeTo !== undefined || period.grain === 'year' || period.grain === 'range'
    ? 'previous_year'
    : 'previous_period';
/** A whole year is compared with the year before, by whatever name. */
export const changeBetween = ({ from, to }: { from: Day; to: Day }): Asked['compare'] =>
  addMonths(from, 12) !== addDays(to, 1) &&
  from.endsWith('-01') &&
  addDays(to, 1).endsWith('-01') &&
  addMonths(from, 12) > to
    ? 'previous_period'
    : 'previous_year';

/** `par rapport à l'an dernier`: the running period of that size beside it, or what the conversation was about. */
function against(period: Period, o: { today: Day; base: Asked | null }, words: string): Planned {
  const range = o.base?.timeRange;
  if (range) {
    // What still runs is compared with the same days a year before, not with a year that is over.
    const year = addMonths(range.from, -12);
    if (range.to === o.today && year === period.from && period.to !== null && period.to >= addMonths(range.to, -12))
      return { ...nothing, timeRange: range, compare: 'previous_year', said: true };
    // « c'est mieux que l'an dernier ? » after a month: than that month of last year.
    const earlier = addMonths(range.from, -12);
    if (
      period.grain === 'year' &&
      period.from !== null &&
      period.to !== null &&
      period.from <= earlier &&
      addMonths(range.to, -12) <= period.to
    )
      return { ...nothing, timeRange: range, compare: 'previous_year', said: true };
    const whole = period.grain === 'range' ? null : untilToday(around(period.grain, range.from), o.today);
    if (whole && (whole.from !== range.from || whole.to !== range.to)) return { problem: 'period', words };
    const now: Period = { ...range, grain: period.grain };
    return two(now, period, o.today, words);
  }
  if (period.grain === 'range' || period.from === null) return { problem: 'period', words };
  const now = untilToday(around(period.grain, o.today), o.today);
  if (period.to === null || now.from === null || addDays(period.to, 1) !== now.from)
    return { problem: 'period', words };
  // A year that still runs is held against the same days of the last one, not against the whole of it.
  if (period.grain === 'year') return over(now, o.today, 'previous_year');
  return o.base ? over(now, o.today, 'previous_period') : two(now, period, o.today, words);
}

function two(a: Period, b: Period, today: Day, words: string): Planned {
  const [now, before] = (a.from ?? '') >= (b.from ?? '') ? [a, b] : [b, a];
  if (now.from === null || before.from === null || now.to === null || before.to === null)
    return { problem: 'period', words };
  if (now.wholeTo === undefined) {
    const year = addMonths(now.from, -12) === before.from && sameEnd(addMonths(now.to, -12), before.to);
    if (year) return over(now, today, 'previous_year');
    const whole = now.from.endsWith('-01') && addDays(now.to, 1).endsWith('-01');
    if (whole && addDays(before.to, 1) === now.from && monthsIn(before) === monthsIn(now))
      return over(now, today, 'previous_period');
  }
  return beside([before, now], words);
}

/** `et l'année d'avant ?`: the one before what the conversation is about. */
function earlierOf<T extends { period: Period; text: string }>(one: T, base: Asked | null): T {
  const range = base?.timeRange;
  const size = one.period.grain === 'range' || one.period.grain === 'day' ? undefined : MONTHS_OF[one.period.grain];
  const after = /apr[eè]s|suivant|following|after/i.test(one.text);
  if (!range || size === undefined || (!after && !/avant|pr[ée]c[ée]dent|previous|before/i.test(one.text))) return one;
  const step = after ? size : -size;
  const from = addMonths(range.from, step);
  const { grain } = one.period;
  // « le trimestre d'avant » one that still runs is whole.
  const whole = grain === 'range' ? null : around(grain, range.from);
  if (grain !== 'range' && whole?.from === range.from && whole.to !== null && range.to < whole.to)
    return { ...one, period: around(grain, from) };
  const next = addDays(range.to, 1);
  const to = next.endsWith('-01') ? addDays(addMonths(next, step), -1) : addMonths(range.to, step);
  return { ...one, period: { from, to, grain: one.period.grain } };
}
/** « résultat au 30 juin »: what has come about since the year began. */
function sinceNewYear<T extends { period: Period }>(one: T): T {
  const { moment, to, from } = one.period;
  if (!moment || to === null || from === null) return one;
  const first: Day = `${to.slice(0, 4)}-01-01`;
  const whole = to.endsWith('-12-31');
  return { ...one, period: whole ? around('year', to) : { from: first, to, grain: 'range' } };
}

/** `et avril ?` after March 2025 is April of 2025; `d'il y a deux mois`, of what is measured over time, is that month. */
function ofConversation<T extends { period: Period }>(
  one: T,
  o: { today: Day; balance: boolean; rises: boolean; base: Asked | null },
): T {
  const { counted, from, yearless, grain, moment } = one.period;
  if (
    moment &&
    !o.balance &&
    o.rises &&
    from !== null &&
    counted !== undefined &&
    counted !== 'year' &&
    counted !== 'day'
  )
    return { ...one, period: around(counted, from) };
  const range = o.base?.timeRange;
  if (!yearless || !range || from === null || (grain === 'day' && !moment)) return one;
  const year = range.from.slice(0, 4);
  if (range.to.slice(0, 4) !== year) return one;
  // « à partir de juin » of a year that was spoken of ends with it.
  if (grain === 'range' && year < o.today.slice(0, 4)) {
    const begin: Day = `${year}${from.slice(4)}`;
    return one.period.to === o.today && begin <= range.to
      ? { ...one, period: { from: begin, to: range.to, grain } }
      : one;
  }
  if (grain === 'range' || from.startsWith(year)) return one;
  if (grain === 'day') {
    const day: Day = `${year}${from.slice(4)}`;
    return day > o.today ? one : { ...one, period: { ...one.period, from: day, to: day } };
  }
  const period = around(grain, `${year}${from.slice(4)}`);
  return period.from === null || period.from > o.today ? one : { ...one, period: untilToday(period, o.today) };
}

const MONTHS_OF: Partial<Record<Period['grain'], number>> = { month: 1, quarter: 3, semester: 6, year: 12 };

const sameEnd = (a: Day, b: Day): boolean =>
  a.slice(0, 7) === b.slice(0, 7) && (a === b || addDays(b, 1).endsWith('-01'));
const monthsIn = ({ from, to }: Period): number =>
  from === null || to === null
    ? 0
    : (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));

function beside(periods: readonly Period[], words: string): Planned {
  const grain = periods[0]?.grain;
  if (
    grain === undefined ||
    grain === 'range' ||
    grain === 'semester' ||
    periods.some((one) => one.grain !== grain || one.from === null)
  )
    return { problem: 'combination', words };
  const value = [...new Set(periods.flatMap(({ from }) => from ?? []))].sort();
  return { ...nothing, filters: [{ dimension: 'metric_time', grain, operator: 'in', value }], grain, said: true };
}

/**
 * One time that is told in two places of a sentence: « il y a deux ans, en juin », « ce mois de novembre », « cette année jusqu'à
 * aujourd'hui », « mars et avril 2025 ».
 */
function settled<T extends { period: Period }>(times: readonly T[], today: Day): T[] {
  const inside = times.some(({ period }) => period.yearless === true);
  const years = times.map((one) =>
    inside && one.period.counted === 'year' && one.period.from !== null
      ? { ...one, period: untilToday(around('year', one.period.from), today) }
      : one,
  );
  const ends = years.some(({ period }) => period.from !== null && period.to === today);
  const said = years.filter(
    ({ period }, at) =>
      !(ends && period.from === null && period.to === today) &&
      !years.slice(0, at).some((one) => one.period.from === period.from && one.period.to === period.to),
  );
  return sharedYears(said);
}

/** A period inside another; a month without its year is moved into the year that was said. */
function within(outer: Period, inner: Period, today: Day): Period | null {
  if (!outer.from || !outer.to || !inner.from || !inner.to) return null;
  // « février des trois dernières années » is several of them.
  if (inner.yearless && outer.grain === 'range' && addMonths(outer.from, 12) <= outer.to) return null;
  if (inner.from >= outer.from && inner.to <= outer.to && inner.grain !== outer.grain) return inner;
  if (!inner.yearless || outer.grain !== 'year' || inner.grain === 'day') return null;
  const from = `${outer.from.slice(0, 4)}${inner.from.slice(4)}`;
  if (inner.grain === 'range') {
    // « en 2025, de novembre à février » is of two years.
    if (inner.from.slice(0, 4) !== inner.to.slice(0, 4)) return null;
    const whole = inner.wholeTo ?? inner.to;
    return untilToday({ from, to: `${outer.from.slice(0, 4)}${whole.slice(4)}`, grain: 'range' }, today);
  }
  return untilToday(around(inner.grain, from), today);
}

/** `mars et avril 2025`: the year that one of them says is that of its neighbours. */
function sharedYears<T extends { period: Period }>(times: readonly T[]): T[] {
  const said = times.find(
    ({ period }) => !period.yearless && period.from !== null && period.grain !== 'year' && period.grain !== 'range',
  );
  if (!said?.period.from || times.length < 2) return [...times];
  const year = said.period.from.slice(0, 4);
  return times.map((one) => {
    const { yearless, from, to, grain } = one.period;
    if (!yearless || from === null || to === null || grain === 'range') return one;
    // « octobre contre octobre 2025 »: the latest one, and that one.
    if (grain === said.period.grain && from.slice(4) === said.period.from?.slice(4)) return one;
    if (grain === 'day') return { ...one, period: { from: year + from.slice(4), to: year + to.slice(4), grain } };
    return { ...one, period: around(grain, year + from.slice(4)) };
  });
}

/** Days within a month, months else. */
export function trendGrain({ timeRange }: TimePlan): Grain {
  if (!timeRange) return 'month';
  const days = (Date.parse(timeRange.to) - Date.parse(timeRange.from)) / 86_400_000;
  return days <= 31 ? 'day' : 'month';
}

const SIZES: readonly string[] = ['day', 'week', 'month', 'quarter', 'semester', 'year'];
/** A quarter is not told by years: who says so means several (`du premier trimestre de chaque année`). */
export function checkGrains(dimensions: readonly string[], time: TimePlan): void {
  for (const dimension of dimensions) {
    const grain = /^metric_time__(\w+)$/.exec(dimension)?.[1];
    if (grain !== undefined && time.only !== null && SIZES.indexOf(grain) > SIZES.indexOf(time.only))
      throw new Unsettled('combination');
  }
}

/** « taux d'occupation sur les deux dernières années » asks for its course, not for its last day. */
export function isCourse(fragment: Fragment, lexicon: Lexicon, metrics: readonly string[], time: TimePlan): boolean {
  const states = metrics.map((name) => lexicon.metrics.get(name));
  const long = fragment.times.some(
    ({ period }) => period.grain === 'range' && period.from !== null && period.moment !== true,
  );
  return (
    long &&
    time.timeRange !== null &&
    time.only === null &&
    time.compare === null &&
    states.every((one) => one?.balance === true && one.unit === 'percent')
  );
}
