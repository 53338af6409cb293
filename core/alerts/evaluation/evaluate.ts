import type { Platform } from '@griot/application';
import type { Tenant } from '@griot/identity';
import { errorMessage } from '@griot/kernel';
import type { MetricContext } from '@griot/metrics';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { packDue } from '../delivery/pack.ts';
import { calm, type Memory, type Observation, step } from '../domain/step.ts';
import { type HeldBecause, remember } from '../store/alerts.ts';
import { readMemories, writeMemory } from '../store/memories.ts';
import { claim, type Due, dueThresholds, putOff } from '../store/thresholds.ts';
import { type Cause, causeOf } from './causes.ts';
import { doubtsOf } from './doubts.ts';
import { observe, type Seen } from './observe.ts';
import { ended, opened } from './open-and-end.ts';
import { ruleFor } from './rule.ts';

export type Evaluating = Pick<
  Platform,
  | 'store'
  | 'metrics'
  | 'identity'
  | 'live'
  | 'mail'
  | 'clock'
  | 'config'
  | 'log'
  | 'warehouse'
  | 'flows'
  | 'applications'
>;

/** Tenants whose thresholds are looked at at the same time: a slow one keeps only its own waiting. */
const TENANTS_AT_ONCE = 4;
const LONGEST_MS = 45_000;
/** Alerts whose cause is looked up in one evaluation; causes cost queries. */
const EXPLAINED = 5;

/**
 * Evaluates what is due, over all tenants. Answers how many thresholds this process evaluated. One that fails is put off
 * with the reason on it and stops no other.
 */
export async function evaluateDue(o: Evaluating): Promise<number> {
  const due = await o.store.withSystem((tx) => dueThresholds(tx, o.clock.now(), unreadable(o)), { readOnly: true });
  const tenants = [...Map.groupBy(due, (one) => one.tenantId).values()];
  let done = 0;
  const work = async () => {
    for (let own = tenants.shift(); own; own = tenants.shift())
      for (const one of own) if (await evaluateSafely(o, one)) done += 1;
  };
  await Promise.all(Array.from({ length: TENANTS_AT_ONCE }, work));
  return done;
}

const unreadable = (o: Evaluating) => (row: { tenantId: string; id: string; error: unknown }) => {
  const error = errorMessage(row.error);
  o.log.error({ tenantId: row.tenantId, thresholdId: row.id, error }, 'A threshold cannot be read');
  o.store
    .withTenant(row.tenantId, (tx) => putOff(tx, { id: row.id, now: o.clock.now(), error }))
    .catch((failure: unknown) => o.log.error({ error: errorMessage(failure) }, 'A threshold was not put off'));
};

async function evaluateSafely(o: Evaluating, due: Due): Promise<boolean> {
  try {
    return await evaluateOne(o, due);
  } catch (error) {
    const { tenantId, threshold } = due;
    const text = errorMessage(error);
    o.log.error({ tenantId, thresholdId: threshold.id, error: text }, 'A threshold was not evaluated');
    await o.store
      .withTenant(tenantId, (tx) => putOff(tx, { id: threshold.id, now: o.clock.now(), error: text }))
      .catch((failure: unknown) => o.log.error({ error: errorMessage(failure) }, 'A threshold was not put off'));
    return false;
  }
}

/**
 * The figures are read first; then one transaction moves the states, opens and ends alerts, writes what has to be told and
 * pushes to pages. Killed before its commit nothing happened; after it, everything: each change is told exactly once. A
 * second server finds the threshold taken (`claim`).
 */
export async function evaluateOne(o: Evaluating, due: Due): Promise<boolean> {
  const { tenantId, threshold } = due;
  const tenant = await o.identity.findTenant({ id: tenantId });
  if (!tenant) return false;
  // What a tenant has not enabled does not exist for it.
  if (!tenant.applications.includes(threshold.application))
    throw new Error(`application "${threshold.application}" is not enabled`);
  const now = o.clock.now();
  const context = {
    ...{ tenantId, application: threshold.application, timeZone: tenant.timeZone, locale: tenant.locale },
    currency: tenant.currency,
    signal: AbortSignal.timeout(LONGEST_MS),
  };
  const known = await o.store.withTenant(tenantId, (tx) => readMemories(tx, threshold.id));
  const seen = await observe(o.metrics, context, threshold, now, known.keys());
  const { passport } = seen;
  // Freshness itself is judged on whatever there is.
  const doubts =
    passport === null || threshold.kind === 'freshness'
      ? []
      : await doubtsOf(o, { tenantId, application: threshold.application, passport, now });
  if (doubts.length > 0)
    for (const observation of seen.values.values()) if (!('error' in observation)) observation.suspect = true;
  const causes = await causesOf(o, context, due, { known, seen, now });
  const catalogue = await o.metrics.catalogue(threshold.application, tenant.locale).catch(() => null);
  const metric = catalogue?.metrics.find((one) => one.name === threshold.metric);
  return o.store.withTenant(tenantId, async (tx) => {
    const failure = [...seen.values.values()].find((one) => 'error' in one);
    if (!(await claim(tx, due, now, failure?.error ?? null))) return false;
    const memories = await readMemories(tx, threshold.id);
    for (const [value, observation] of seen.values) {
      const before = memories.get(value) ?? calm(now.toISOString());
      const next = step(ruleFor(threshold), before, now.toISOString(), observation);
      await writeMemory(tx, { tenantId, source: threshold.id, value, memory: next.memory });
      const change = {
        ...{ due, tenant, value, metric, now, builtAt: passport?.builtAt ?? null },
        label: value === '' ? '' : (seen.labels.get(value) ?? value),
        actual: 'error' in observation ? null : observation.value,
        currency: seen.currency ?? tenant.currency,
        cause: causes.get(value) ?? { contribution: null, upstream: null },
      };
      if (next.change === 'opened') await opened(o, tx, change);
      else if (next.change === 'resolved') await ended(o, tx, change);
      else if (next.memory.open)
        await refresh(o, tx, { ...change, tenant, before, after: next.memory, observation, doubts });
    }
    await packDue(o, tx, { tenant, now, source: threshold.id });
    return true;
  });
}

/** What an open alert shows: its value now, whether its data is suspect and why, and in its history where it stands. */
async function refresh(
  o: Evaluating,
  tx: Tx,
  p: { due: Due; tenant: Tenant; value: string; now: Date; before: Memory; after: Memory } & {
    observation: Observation;
    doubts: readonly HeldBecause[];
  },
): Promise<void> {
  const { observation, value, now } = p;
  const { tenantId, threshold } = p.due;
  const held = !('error' in observation) && observation.suspect === true;
  const actual = 'error' in observation || held ? null : observation.value;
  const { rows } = await tx.execute<{ id: string; was_held: boolean }>(sql`
    UPDATE alerts a SET held = ${held}, held_because = ${held ? JSON.stringify(p.doubts) : null}::jsonb,
      actual_value = coalesce(${actual}, a.actual_value)
    FROM (SELECT id, held FROM alerts WHERE source = ${threshold.id} AND dimension_value = ${value} AND status <> 'resolved') was
    WHERE a.id = was.id RETURNING a.id, was.held AS was_held`);
  const row = rows[0];
  if (!row) return;
  const note = async (what: string, comment = '') => {
    await remember(tx, { tenantId, alertId: row.id, what, by: 'Griot', comment, now });
    const told = { id: row.id, what, dimension: threshold.dimension, value };
    await o.live.publishIn(tx, tenantId, 'alerts.changed', told);
  };
  if (held !== row.was_held) await note(held ? 'held' : 'released', p.doubts.flatMap(({ names }) => names).join(', '));
  if (p.after.state !== p.before.state && p.before.open)
    await note(`state_${p.after.state}`, 'error' in observation ? observation.error.slice(0, 500) : '');
}

/** Of what is about to open, by dimension value. */
async function causesOf(
  o: Evaluating,
  context: MetricContext & { timeZone: string },
  { threshold }: Due,
  p: { known: ReadonlyMap<string, Memory>; seen: Seen; now: Date },
): Promise<Map<string, Cause>> {
  const at = p.now.toISOString();
  const rule = ruleFor(threshold);
  const opening = [...p.seen.values]
    .filter(([name, one]) => step(rule, p.known.get(name) ?? calm(at), at, one).change === 'opened')
    .slice(0, EXPLAINED);
  const builtAt = p.seen.passport?.builtAt ?? null;
  const found = new Map<string, Cause>();
  for (const [value] of opening) found.set(value, await causeOf(o, context, threshold, { value, now: p.now, builtAt }));
  return found;
}
