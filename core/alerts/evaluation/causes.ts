import type { Platform } from '@griot/application';
import { addDays } from '@griot/kernel';
import type { CatalogueDimension, Filter, MetricContext } from '@griot/metrics';
import type { Threshold } from '../store/thresholds.ts';
import { windowOf } from './observe.ts';

export type Explaining = Pick<Platform, 'metrics' | 'flows' | 'applications'>;

export interface ContributionPart {
  value: string;
  effect: number | null;
  /** Of the whole change; 1 is all of it. */
  share: number | null;
}

/** What moved a figure most, by the dimension that explains the most of it. */
export interface ContributionCause {
  dimension: string;
  label: string;
  parts: ContributionPart[];
  period: { from: string; to: string };
  previousPeriod: { from: string; to: string };
}

export interface FlowCause {
  flow: string;
  runId: string;
  task: string;
  message: string;
}

export interface Cause {
  contribution: ContributionCause | null;
  /** A run of the application's flows that failed after the figures were built, and did not succeed since. */
  upstream: FlowCause | null;
}

const TRIED = 4;
const PARTS = 6;

/** Why a figure is what it is, looked up when an alert opens. Each part may be missing; none keeps the alert from opening. */
export async function causeOf(
  o: Explaining,
  context: MetricContext & { timeZone: string },
  t: Threshold,
  p: { value: string; now: Date; builtAt: string | null },
): Promise<Cause> {
  const upstream = await failedUpstream(o, context, p.builtAt).catch(() => null);
  if (t.kind === 'freshness' || t.kind === 'no_data') return { contribution: null, upstream };
  return { contribution: await contributionOf(o, context, t, p).catch(() => null), upstream };
}

async function contributionOf(
  o: Explaining,
  context: MetricContext & { timeZone: string },
  t: Threshold,
  p: { value: string; now: Date },
): Promise<ContributionCause | null> {
  const catalogue = await o.metrics.catalogue(context.application, context.locale);
  const metric = catalogue.metrics.find((one) => one.name === t.metric);
  const all = catalogue.dimensions.filter((one) => metric?.dimensions.includes(one.name));
  const window = windowOf(t, p.now, context.timeZone);
  // Of a day that is unusual, the day; else the threshold's own window.
  const timeRange = t.kind === 'unusual' ? { from: window.to, to: window.to } : window;
  const compare = t.kind === 'change_pct' ? t.compare : ('previous_period' as const);
  const filters = [
    ...(t.filters as Filter[]),
    ...(t.dimension !== null && p.value !== ''
      ? [{ dimension: t.dimension, operator: 'eq' as const, value: p.value }]
      : []),
  ];
  const found = await Promise.all(
    candidates(o, context.application, all, t).map(async (dimension) => {
      const result = await o.metrics
        .contribution(context, { metric: t.metric, dimension: dimension.name, timeRange, compare, filters })
        // A metric without parts (a moved figure) has no contribution.
        .catch(() => null);
      return result && result.rows.length > 1 ? { dimension, result } : null;
    }),
  );
  // Where one value stands out the dimension explains something; where all moved alike it does not.
  const best = found
    .filter((one) => one !== null)
    .sort((a, b) => Number(b.result.adds) - Number(a.result.adds) || weight(b.result.rows) - weight(a.result.rows))[0];
  if (!best) return null;
  return {
    dimension: best.dimension.name,
    label: best.dimension.label,
    parts: best.result.rows.slice(0, PARTS).map(({ value, effect, contribution }) => ({
      ...{ value: String(value ?? '–'), effect: effect === null ? null : Number(effect), share: contribution },
    })),
    period: best.result.period ?? timeRange,
    previousPeriod: best.result.previousPeriod ?? {
      from: addDays(timeRange.from, -t.windowDays),
      to: addDays(timeRange.to, -t.windowDays),
    },
  };
}

/** Share of the largest effect among all of them. */
function weight(rows: readonly { effect: unknown }[]): number {
  const sizes = rows.map(({ effect }) => Math.abs(Number(effect ?? 0)));
  const sum = sizes.reduce((total, one) => total + one, 0);
  return sum === 0 ? 0 : Math.max(...sizes) / sum;
}

/** What a business is split by: where its members may be scoped to, then its other categories, by their names for people. */
function candidates(
  { applications }: Explaining,
  application: string,
  all: readonly CatalogueDimension[],
  t: Threshold,
): CatalogueDimension[] {
  const scoped = Object.values(applications.find((one) => one.id === application)?.scopeDimensions ?? {});
  const named = (name: string) => all.find((one) => one.name === name)?.names ?? name;
  const used = new Set([t.dimension, t.dimension === null ? null : named(t.dimension)]);
  const first = scoped.map((name) => all.find((one) => one.name === named(name)));
  const rest = all.filter((one) => one.kind === 'categorical' && !one.name.split('__').at(-1)?.startsWith('id_'));
  const ordered = [...first, ...rest].filter((one) => one !== undefined);
  return [...new Map(ordered.map((one) => [one.name, one])).values()]
    .filter((one) => !used.has(one.name))
    .slice(0, TRIED);
}

async function failedUpstream(
  { flows }: Explaining,
  { tenantId, application }: MetricContext,
  builtAt: string | null,
): Promise<FlowCause | null> {
  if (builtAt === null) return null;
  const { items } = await flows.runs(tenantId, { states: ['failed'], from: builtAt }, { limit: 20 });
  const failed = items.find((run) => run.flow.startsWith(`${application}.`));
  if (!failed) return null;
  const { items: later } = await flows.runs(
    tenantId,
    { flow: failed.flow, states: ['succeeded'], from: failed.createdAt },
    { limit: 1 },
  );
  if (later.length > 0) return null;
  const run = await flows.run(tenantId, failed.id);
  const task = run.taskList.find((one) => one.state === 'failed');
  return { flow: failed.flow, runId: failed.id, task: task?.name ?? '', message: task?.error?.message ?? '' };
}
