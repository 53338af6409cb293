import type { Day } from '@griot/kernel';
import type { Filter } from '@griot/metrics';
import type { Lexicon } from '../lexicon/build-lexicon.ts';
import { type Asked, NOTHING_ASKED, type Understanding } from './asked.ts';
import {
  counterOf,
  dimensionOf,
  dimensionOfGroup,
  leadingMetric,
  onlyMetricOf,
  whoConcept,
} from './find-dimensions.ts';
import { dimensionsFor, keptOf, kindFor } from './follow/inherit.ts';
import { besideBase, mergeFilters } from './follow/merge-filters.ts';
import { asksDefinition, type Fragment, type Group, type Noun } from './fragment.ts';
import { readActs } from './plan/acts.ts';
import { checkJoined } from './plan/check-joined.ts';
import { checkSaid } from './plan/check-said.ts';
import { checkUnits } from './plan/check-units.ts';
import { plainAverage, planAverage } from './plan/plan-average.ts';
import { planCheck } from './plan/plan-check.ts';
import { planFilters } from './plan/plan-filters.ts';
import { toldBy } from './plan/plan-nouns.ts';
import { ordersRows, planOrder } from './plan/plan-order.ts';
import { planPossessions } from './plan/plan-possessions.ts';
import { focusAgain, planShares, rateAsked } from './plan/plan-shares.ts';
import { planThresholds } from './plan/plan-thresholds.ts';
import { checkGrains, isCourse, planTime, trendGrain } from './plan/plan-time.ts';
import { planWhy } from './plan/plan-why.ts';
import { preferDetail } from './plan/prefer-detail.ts';
import { reconcile } from './plan/reconcile-metrics.ts';
import { Unsettled } from './unsettled.ts';

export interface AssembleOptions {
  readonly today: Day;
  /** The question before, when this one changes a part of it. */
  readonly base: Asked | null;
}

/** Makes one metric query of what a question says; asks when it can mean two things, and uses everything or says what is left. */
export function assemble(fragment: Fragment, lexicon: Lexicon, o: AssembleOptions): Understanding {
  try {
    preferDetail(fragment, lexicon, o.base);
    reconcile(fragment, lexicon);
    readActs(fragment, lexicon);
    const asked = new Assembly(fragment, lexicon, o).result();
    if ('future' in asked) return { status: 'unknown', words: [asked.future], options: [], forecast: true };
    checkSaid(asked, fragment, lexicon, o.base);
    return { status: 'query', asked, mended: fragment.mended };
  } catch (error) {
    if (!(error instanceof Unsettled)) throw error;
    return { status: 'clarify', reason: error.reason, words: error.words, options: error.options };
  }
}

class Assembly {
  readonly #f: Fragment;
  readonly #l: Lexicon;
  readonly #o: AssembleOptions;
  readonly #groups: Group[];
  readonly #having: Filter[] = [];
  #metrics: string[];
  #kind: Asked['kind'] = 'figure';
  #listed: string | null = null;

  constructor(fragment: Fragment, lexicon: Lexicon, o: AssembleOptions) {
    this.#f = fragment;
    this.#l = lexicon;
    this.#o = o;
    this.#groups = [...fragment.groups];
    this.#metrics = [...new Set(fragment.metrics.map(({ name }) => name))];
  }

  result(): Asked | { future: string } {
    const { said, top } = this.#f;
    const [left] = this.#f.leftovers;
    if (left) throw new Unsettled(left.reason, left.text, left.options);
    if (asksDefinition(this.#f)) throw new Unsettled('definition', this.#metrics.length === 1 ? this.#metrics[0] : '');
    this.#subject();
    const base = this.#o.base;
    const rate = base ? null : rateAsked(this.#f, this.#l, this.#metrics);
    if (rate !== null) {
      this.#metrics = [rate];
      for (const one of ['share', 'shareOf', 'percentOf'] as const) said.delete(one);
    }
    const metrics = this.#metrics.length > 0 ? this.#metrics : [...(base?.metrics ?? [])];
    if (metrics.length === 0) throw new Unsettled('metric');
    const average = planAverage(this.#f, this.#l, { metrics, groups: this.#groups, base });
    if (average?.per) this.#groups.splice(0, this.#groups.length, ...average.groups, average.per);
    const figure = this.#kind === 'figure';
    const grouped = this.#groups.length > 0 || (base?.dimensions.length ?? 0) > 0;
    checkUnits(this.#f, this.#l, {
      ...{ metrics: this.#metrics, figure, grouped: this.#groups.length > 0, averaged: average !== null },
    });
    this.#having.push(...planPossessions(this.#f, this.#groups));
    const figures = metrics.map((name) => this.#l.metrics.get(name));
    const time = planTime(this.#f, { today: this.#o.today, figures, base });
    if ('problem' in time) {
      if (time.problem === 'future') return { future: time.words };
      throw new Unsettled(time.problem, time.words);
    }
    const limits = planThresholds(this.#f, this.#l, {
      metrics,
      grouped,
      concepts:
        this.#groups.length > 0
          ? this.#groups.flatMap((one) => ('concept' in one ? [one.concept] : []))
          : (base?.dimensions ?? []).flatMap((one) => this.#l.conceptOf.get(one) ?? []),
    });
    this.#having.push(...limits.having);
    const course = this.#groups.length === 0 && isCourse(this.#f, this.#l, metrics, time);
    const grain =
      time.grain ??
      ((said.has('trend') || course) && !(base && time.compare) && !this.#groups.some((one) => 'grain' in one)
        ? trendGrain(time)
        : null);
    if (grain && !this.#groups.some((one) => 'grain' in one)) this.#groups.push({ grain });
    // « CA annuel de 2025 » is that year's.
    const whole = time.only;
    if (whole !== null && this.#groups.length === 1 && average === null)
      this.#groups.splice(0, 1, ...this.#groups.filter((one) => !('grain' in one && one.grain === whole)));
    let dimensions = this.#groups.map((one) => dimensionOfGroup(this.#l, one, metrics));
    const replaced = dimensions.length > 0;
    checkGrains(dimensions, time);
    if (!replaced && base) dimensions = dimensionsFor(base, metrics, this.#l);
    // « Y a-t-il des zones … » asks for those that have some.
    const [asked = ''] = metrics;
    // « Combien de clients … facturés » counts those that have some, not all that are known.
    const counts = this.#kind === 'count' && this.#listed === null && this.#metrics.length > 0;
    if ((this.#kind === 'exists' || counts) && dimensions.length > 0 && this.#having.length === 0)
      this.#having.push({ dimension: asked, operator: 'gt', value: 0 });
    if (base && (said.has('compare') || said.has('versus'))) besideBase(this.#f, this.#l, base);
    let filters = [
      ...planFilters(this.#f, this.#l, { metrics, dimensions, listed: this.#listed !== null }),
      ...limits.bands,
      ...this.#having,
      ...time.filters,
    ];
    const share = planShares(this.#f, this.#l, dimensions, filters, metrics);
    dimensions = share.dimensions;
    filters = share.filters;
    if (base) filters = mergeFilters(this.#l, base, filters, { metrics, time: time.said, whole: this.#f.whole });
    const focus = share.focus ?? (base === null || replaced ? null : base.focus);
    if (base?.focus && focus !== null && !share.focus) {
      if (this.#having.length > 0) throw new Unsettled('share', focus);
      if (this.#metrics.length > 0) kindFor(base, metrics, this.#l);
      // « et Vridi ? » of a share: the share of that one.
      const [dimension = ''] = base.dimensions;
      const own = filters.filter((one) => one.dimension === dimension);
      if (own.length > 1 || (own[0] && own[0].operator !== 'eq')) throw new Unsettled('share', focus);
      return focusAgain(base, this.#l, {
        metrics,
        filters: filters.filter((one) => one.dimension !== dimension),
        time,
        focus: own[0] ? String(own[0].value) : focus,
      });
    }
    this.#keepKind(base, replaced);
    if (said.has('why') || base?.kind === 'why')
      return planWhy(this.#f, this.#l, { metrics, filters, time, groups: this.#groups, base });
    const plain =
      this.#kind === 'figure' && time.compare === null && time.filters.length === 0 && this.#having.length === 0;
    // « variation mensuelle »: the months beside each other tell it.
    const perGrain =
      said.has('growth') &&
      dimensions.some((one) => one.startsWith('metric_time')) &&
      this.#f.groups.some((one) => 'grain' in one) &&
      !this.#f.times.some((one) => one.relation || one.against);
    const order = planOrder(this.#f, this.#l, { metrics, dimensions, base, replaced, groups: this.#groups });
    const checked = planCheck(this.#f, dimensions, this.#l, metrics);
    const made: Asked = {
      ...NOTHING_ASKED,
      kind: checked ? 'check' : average ? plainAverage(average, this.#metrics, plain) : this.#kind,
      metrics,
      dimensions:
        this.#listed === null || dimensions.includes(this.#listed) ? dimensions : [this.#listed, ...dimensions],
      filters,
      timeRange: time.said ? time.timeRange : (base?.timeRange ?? null),
      compare: perGrain
        ? null
        : (time.compare ?? (time.said || this.#listed || said.has('trend') ? null : (base?.compare ?? null))),
      order: order.order,
      limit: top || !base || replaced ? order.limit : base.limit,
      shares: share.shares || (base?.shares === true && !replaced && share.focus === null),
      focus,
      check: checked ?? (this.#kind === 'check' ? (base?.check ?? null) : null),
    };
    return base ? keptOf(base, made, this.#f, this.#l, { replaced }) : made;
  }

  /** A list that is narrowed stays a list. */
  #keepKind(base: Asked | null, replaced: boolean): void {
    if (!base || replaced || this.#kind !== 'figure' || this.#f.top) return;
    // « Lesquelles ? » after « combien de zones … »: the rows that were counted.
    if (this.#f.said.has('list') && base.kind !== 'list') return;
    const other = this.#metrics.some((name) => !base.metrics.includes(name));
    const kind = other ? kindFor(base, this.#metrics, this.#l).kind : base.kind;
    if (kind === 'list' || kind === 'count' || kind === 'exists' || kind === 'check') this.#kind = kind;
  }

  /** What is measured and what it is measured by, from the names that the question lists. */
  #subject(): void {
    const { said, top, nouns, thresholds, metrics } = this.#f;
    const base = this.#o.base;
    // « Lesquels ? » after a count: its list.
    if (base && said.has('list') && this.#metrics.length + nouns.length === 0 && !top && base.dimensions.length === 0)
      this.#metrics = [...base.metrics];
    const about = nouns.length + this.#groups.length + this.#f.filters.length;
    if (said.has('their') && !base && about === 0) throw new Unsettled('context');
    checkJoined(this.#f, { metrics: this.#metrics, grouped: this.#groups.length > 0 });
    const measured =
      this.#metrics.length > 0 ||
      (base !== null &&
        base.metrics.length > 0 &&
        (nouns.every((one) => one.metric === null || top !== null || said.has('only')) ||
          thresholds.some((one) => one.unit !== 'days')));
    if (measured) {
      for (const noun of nouns) this.#noun(noun);
      const named =
        said.has('with') ||
        said.has('their') ||
        ordersRows(said) ||
        said.has('growth') ||
        top !== null ||
        thresholds.length > 0;
      const beside = metrics.filter((one) => !one.joined && !one.without && !one.orders);
      const listed = said.has('list') && !named && nouns.some((one) => one.role === 'asked');
      // « quels sont les modes utilisés »: those of which there are any.
      const [state, more] = beside;
      const told = state && !more && this.#l.metrics.get(state.name)?.unit === 'count' && /és?$|ées?$/.test(state.text);
      if (listed && told) {
        this.#having.push({ dimension: state.name, operator: 'gt', value: 0 });
        this.#kind = 'list';
      } else if (listed && beside.length > 0)
        throw new Unsettled('combination', metrics.map(({ text }) => text).join(', '));
      this.#listOfCounted();
      // « combien de mois ont été déficitaires »: how many of those.
      const grains = thresholds.length > 0 && this.#groups.some((one) => 'grain' in one) && nouns.length === 0;
      const things = this.#groups.some((one) => 'concept' in one) && nouns.some((one) => one.role === 'asked');
      if (this.#kind === 'figure' && said.has('count') && (things || grains)) this.#countThose();
    } else this.#withoutMetric();
    const selecting = top !== null || thresholds.some((one) => one.unit !== 'days');
    // « laquelle de Vridi ou Koumassi a le plus … »: of those two.
    const [several, more] = this.#f.filters.filter((one) => one.values.length > 1 && !one.negated);
    if (top && this.#groups.length === 0 && several && !more) {
      this.#groups.push({ concept: several.concept });
      this.#f.top = { ...top, limit: top.limit ?? 1 };
    }
    const whoHas = said.has('who') && said.has('with');
    const ranks = top !== null && base?.dimensions.length === 0;
    const figure = this.#metrics.length > 0 ? this.#metrics : ranks ? base.metrics : [];
    if (said.has('who') && this.#groups.length === 0 && (selecting || whoHas) && figure.length > 0) {
      const who = whoConcept(this.#l, figure);
      if (who) this.#groups.push({ concept: who });
    }
    if (said.has('where') && this.#groups.length === 0) {
      // After « par région », where is in which region.
      const before = (this.#o.base?.dimensions ?? []).flatMap((one) => this.#l.conceptOf.get(one) ?? []);
      const told = before.find((concept) => this.#l.hierarchies.some((levels) => levels.includes(concept)));
      const place = told ?? this.#l.hierarchies[0]?.[0];
      if (!place) throw new Unsettled('dimension');
      this.#groups.push({ concept: place });
    }
    const others = ['count', 'howMuch', 'which', 'growth', 'trend', 'list'] as const;
    const first = said.has('exists') && !others.some((one) => said.has(one));
    if (first && this.#kind !== 'count' && thresholds.length === 0 && top === null && this.#groups.length === 0)
      this.#kind = 'exists';
    else if (first && this.#groups.length > 0 && nouns.length > 0 && top === null) this.#kind = 'exists';
  }

  /** « Combien de clients sont à risque »: a figure counts them already, or those that have some of it are counted. */
  #countThose(): void {
    const [metric, more] = this.#metrics;
    const [group, other] = this.#groups;
    const own = metric !== undefined && group && 'concept' in group && this.#l.counts.get(metric) === group.concept;
    if (own && !more && !other && this.#f.thresholds.length === 0 && !this.#f.metrics.some((one) => one.without))
      this.#groups.splice(0, 1);
    else this.#kind = 'count';
  }

  #noun(noun: Noun): void {
    const told = { groups: this.#groups, metrics: this.#metrics };
    if (toldBy(noun, this.#f, this.#l, told)) this.#groups.push({ concept: noun.concept });
  }

  /** `liste des clients à risque`: those for whom the count is not nothing. */
  #listOfCounted(): void {
    const { said } = this.#f;
    const [metric] = this.#metrics;
    if (!metric || this.#metrics.length > 1 || !said.has('list') || this.#groups.length > 0 || said.has('count'))
      return;
    if (this.#l.metrics.get(metric)?.unit !== 'count') return;
    const concept = this.#l.counts.get(metric);
    const dimension = concept === undefined ? null : dimensionOf(this.#l, concept, [metric]);
    if (concept === undefined || dimension === null) throw new Unsettled('list', metric);
    this.#groups.push({ concept });
    this.#having.push({ dimension: metric, operator: 'gt', value: 0 });
    this.#kind = 'list';
  }

  /** Only things are named: they are counted, ranked or listed. */
  #withoutMetric(): void {
    const { said, top, nouns, thresholds } = this.#f;
    const counted = nouns.find((one) => one.metric !== null);
    const subject = nouns.find((one) => one.role === 'asked') ?? nouns[0];
    if (thresholds.length > 0 && !thresholds.every((one) => one.unit === 'days')) throw new Unsettled('metric');
    if (top || said.has('order')) {
      const grain = this.#groups.find((one) => 'grain' in one);
      if (!subject && !grain) throw new Unsettled('metric');
      if (!top || (top.direction !== 'high' && top.direction !== 'best')) throw new Unsettled('metric', subject?.text);
      const concept = subject?.concept ?? '';
      const leading = leadingMetric(this.#l, concept);
      if (!subject || leading.length !== 1 || !leading[0]) throw new Unsettled('metric', subject?.text ?? '', leading);
      this.#metrics = [leading[0]];
      for (const noun of nouns) this.#noun(noun);
      return;
    }
    if (!subject) {
      if (this.#o.base) return;
      const implied = onlyMetricOf(this.#f, this.#l);
      if (implied) {
        this.#metrics = [implied];
        return;
      }
      throw new Unsettled('metric');
    }
    const lists =
      !said.has('count') &&
      (said.has('list') ||
        (said.has('who') && subject.plural) ||
        (said.has('which') && subject.role === 'asked' && subject.plural));
    if (counted?.metric && !lists) {
      this.#metrics = [counted.metric];
      for (const noun of nouns) if (noun !== counted) this.#noun(noun);
      return;
    }
    const single = !subject.plural && subject.role === 'plain' && !said.has('count') && !said.has('who');
    if (single || this.#l.concepts.get(subject.concept)?.bands) throw new Unsettled('metric', subject.text);
    const counter = counterOf(this.#l, subject.concept);
    const dimension = counter === null ? null : dimensionOf(this.#l, subject.concept, [counter]);
    if (counter === null || dimension === null || this.#groups.length > 0 || said.has('trend') || said.has('share'))
      throw new Unsettled('metric', subject.text);
    for (const noun of nouns) if (noun !== subject && !noun.qualified) throw new Unsettled('noun', noun.text);
    [this.#metrics, this.#listed] = [[counter], dimension];
    this.#kind = said.has('count') ? 'count' : 'list';
  }
}
