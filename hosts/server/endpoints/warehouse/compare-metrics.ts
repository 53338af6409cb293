import type { Actor } from '@griot/identity';
import { isDomainError } from '@griot/kernel';
import type { MetricContext, Metrics } from '@griot/metrics';
import { z } from 'zod';
import type { InstalledProject } from '../../installed-projects.ts';

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const metricDifference = z.object({
  application: z.string(),
  name: z.string(),
  label: z.string(),
  unit: z.string().nullable(),
  direction: z.enum(['up', 'down', 'none']),
  from: value,
  to: value,
  change: z.enum(['same', 'changed', 'unknown']),
  /** Why a side could not be told: a code, such as that of a model which that generation had not. */
  problem: z.string().nullable(),
});
type Difference = z.input<typeof metricDifference>;

/** Totals asked for at once: the engine has other readers. */
const AT_ONCE = 4;

/** Every declared metric's total on both generations, those that changed first. */
export async function compareMetrics(
  metrics: Metrics,
  actor: Actor,
  installed: readonly InstalledProject[],
  { from, to, signal }: { from: number; to: number; signal: AbortSignal },
): Promise<Difference[]> {
  const { tenantId, scopes, locale, currency, timeZone } = actor;
  const base = { tenantId, scopes, locale, currency, timeZone, signal };
  const waiting = installed.flatMap(({ application, manifest }) =>
    [...manifest.metrics.values()].map((metric) => ({ application, metric })),
  );
  const found: Difference[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { application, metric } = next;
      const total = (generation: number) => totalOf(metrics, { ...base, application, generation }, metric.name);
      const [before, after] = [await total(from), await total(to)];
      const problem = before.problem ?? after.problem;
      const { label, unit, direction } = metric.presentation;
      found.push({
        ...{ application, name: metric.name, label: label[locale] ?? label.fr ?? metric.name, unit, direction },
        ...{ from: before.value, to: after.value, problem },
        change: problem !== null ? 'unknown' : String(before.value) === String(after.value) ? 'same' : 'changed',
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const rank = { changed: 0, unknown: 1, same: 2 };
  return found.sort((a, b) => rank[a.change] - rank[b.change] || a.label.localeCompare(b.label, locale));
}

async function totalOf(
  metrics: Metrics,
  context: MetricContext,
  name: string,
): Promise<{ value: Difference['from']; problem: string | null }> {
  try {
    const { rows } = await metrics.query(context, { metrics: [name] });
    return { value: rows[0]?.[0] ?? null, problem: null };
  } catch (error) {
    const stops = isDomainError(error) && !['unavailable', 'cancelled', 'timeout'].includes(error.kind);
    if (!stops) throw error;
    return { value: null, problem: error.code };
  }
}
