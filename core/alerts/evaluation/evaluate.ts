import type { Platform } from '@griot/application';
import { addDays, dayInZone } from '@griot/kernel';
import { renderMail } from '@griot/mail';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm';
import { calm, type Memory, type Observation, type Rule, step } from '../domain/step.ts';
import { openAlert, readMemories, resolveOpen, writeMemory } from '../store/alerts.ts';
import { claim, type Due, dueThresholds, type Threshold } from '../store/thresholds.ts';
import { observe } from './observe.ts';

export type Evaluating = Pick<
  Platform,
  'store' | 'metrics' | 'identity' | 'live' | 'mail' | 'clock' | 'config' | 'log'
>;

export const ruleOf = (t: Pick<Threshold, 'operator' | 'limit' | 'hysteresis' | 'pendingMinutes' | 'kind'>): Rule => ({
  operator: t.operator,
  limit: t.limit,
  hysteresis: t.hysteresis,
  pendingMinutes: t.pendingMinutes,
  alertOnNoData: t.kind === 'no_data',
});

/** A "no data" threshold looks only at whether there is a value. */
export const ruleFor = (t: Parameters<typeof ruleOf>[0]): Rule =>
  t.kind === 'no_data' ? { ...ruleOf(t), operator: '<', limit: Number.NEGATIVE_INFINITY } : ruleOf(t);

/** Evaluates what is due, over all tenants. Answers how many thresholds this process evaluated. */
export async function evaluateDue(o: Evaluating): Promise<number> {
  const due = await o.store.withSystem((tx) => dueThresholds(tx, o.clock.now()), { readOnly: true });
  let done = 0;
  for (const one of due) if (await evaluateOne(o, one)) done += 1;
  return done;
}

/**
 * The figures are read first; then one transaction moves the states, opens and ends alerts, writes their mails and pushes
 * to pages. Killed before its commit nothing happened; after it, everything: each change is told exactly once. A second
 * server finds the threshold taken (`claim`).
 */
export async function evaluateOne(o: Evaluating, due: Due): Promise<boolean> {
  const { tenantId, threshold } = due;
  const tenant = await o.identity.findTenant({ id: tenantId });
  if (!tenant) return false;
  const now = o.clock.now();
  const context = { tenantId, application: threshold.application, timeZone: tenant.timeZone, locale: tenant.locale };
  const known = await o.store.withTenant(tenantId, (tx) => readMemories(tx, threshold.id));
  const seen = await observe(o.metrics, context, threshold, now, known.keys());
  const causes = await causesOf(o, context, threshold, known, seen.values, now);
  return o.store.withTenant(tenantId, async (tx) => {
    if (!(await claim(tx, due, now))) return false;
    const memories = await readMemories(tx, threshold.id);
    for (const [value, observation] of seen.values) {
      const before = memories.get(value) ?? calm(now.toISOString());
      const next = step(ruleFor(threshold), before, now.toISOString(), observation);
      await writeMemory(tx, { tenantId, source: threshold.id, value, memory: next.memory });
      const actual = 'error' in observation ? null : observation.value;
      if (next.change === 'opened') await opened(o, tx, { due, value, actual, now, locale: tenant.locale, causes });
      if (next.change === 'resolved') await ended(o, tx, { due, value, actual, now, locale: tenant.locale });
      if (next.memory.open) await refresh(tx, threshold.id, value, observation);
    }
    return true;
  });
}

async function refresh(tx: Tx, source: string, value: string, seen: Observation): Promise<void> {
  const held = !('error' in seen) && seen.suspect === true;
  const actual = 'error' in seen || held ? null : seen.value;
  await tx.execute(sql`UPDATE alerts SET held = ${held}, actual_value = coalesce(${actual}, actual_value)
    WHERE source = ${source} AND dimension_value = ${value} AND status <> 'resolved'`);
}

type Change = { due: Due; value: string; actual: number | null; now: Date; locale: 'fr' | 'en' };
const written = (n: number | null, locale: string): string =>
  n === null ? '–' : new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(n);

async function opened(o: Evaluating, tx: Tx, c: Change & { causes: unknown }): Promise<void> {
  const { tenantId, threshold: t } = c.due;
  const title = c.value === '' ? t.name : `${t.name} : ${c.value}`;
  const limit =
    t.kind === 'no_data'
      ? ''
      : ` (${c.locale === 'fr' ? 'seuil' : 'threshold'} : ${t.operator} ${written(t.limit, c.locale)})`;
  const message =
    c.actual === null
      ? c.locale === 'fr'
        ? 'Aucune donnée sur la période'
        : 'No data over the period'
      : `${c.locale === 'fr' ? 'Valeur' : 'Value'} : ${written(c.actual, c.locale)}${limit}`;
  const id = await openAlert(tx, {
    ...{
      tenantId,
      source: t.id,
      type: t.kind,
      severity: t.severity,
      title,
      message,
      dimension: t.dimension,
      value: c.value,
    },
    context: { application: t.application, metric: t.metric, windowDays: t.windowDays, contribution: c.causes },
    ...{ thresholdValue: t.limit, actualValue: c.actual, by: 'Griot', now: c.now },
  });
  if (id !== null) await tell(o, tx, { ...c, id, title, message, what: 'opened' });
}

async function ended(o: Evaluating, tx: Tx, c: Change): Promise<void> {
  const { tenantId, threshold: t } = c.due;
  const id = await resolveOpen(tx, { tenantId, source: t.id, value: c.value, actual: c.actual, now: c.now });
  if (id === null) return;
  const title = `${c.locale === 'fr' ? 'Résolue' : 'Resolved'} : ${t.name}${c.value === '' ? '' : ` : ${c.value}`}`;
  await tell(o, tx, { ...c, id, title, message: `${written(c.actual, c.locale)}`, what: 'resolved' });
}

/** In the same transaction as the change: pushed to pages, mailed to the recipients. */
async function tell(
  o: Evaluating,
  tx: Tx,
  c: Change & { id: string; title: string; message: string; what: string },
): Promise<void> {
  const { tenantId, threshold } = c.due;
  await o.live.publishIn(tx, tenantId, 'alerts.changed', {
    id: c.id,
    what: c.what,
    title: c.title,
    severity: threshold.severity,
  });
  if (threshold.recipients.length === 0) return;
  const action = {
    label: c.locale === 'fr' ? 'Ouvrir l’alerte' : 'Open the alert',
    url: `${o.config.publicUrl}/alerts?id=${c.id}`,
  };
  const body = renderMail({ locale: c.locale, title: c.title, paragraphs: [c.message], action });
  const subject = `[Griot] ${c.title}`.replace(/[\r\n]+/g, ' ').slice(0, 200);
  await o.mail.enqueue(tx, {
    tenantId,
    to: threshold.recipients,
    subject,
    ...body,
    dedupKey: `alerts/${c.id}/${c.what}`,
  });
}

/** Which values of its dimension moved the figure most, against the period before; only when something is about to open. */
async function causesOf(
  o: Evaluating,
  context: { tenantId: string; application: string; timeZone: string },
  t: Threshold,
  known: ReadonlyMap<string, Memory>,
  values: ReadonlyMap<string, Observation>,
  now: Date,
) {
  const opens = [...values].some(
    ([name, seen]) =>
      step(ruleFor(t), known.get(name) ?? calm(now.toISOString()), now.toISOString(), seen).change === 'opened',
  );
  if (!opens || t.dimension === null) return [];
  const to = dayInZone(now, context.timeZone);
  const range = { from: addDays(to, 1 - t.windowDays), to };
  const found = await o.metrics
    .contribution(context, { metric: t.metric, dimension: t.dimension, timeRange: range, compare: 'previous_period' })
    // A metric without parts (a moved figure) has no contribution; the alert stands without it.
    .catch(() => null);
  return (found?.rows ?? []).slice(0, 5).map(({ value, effect, contribution }) => ({ value, effect, contribution }));
}
