import type { Services } from '@griot/application';
import { sql } from 'drizzle-orm/sql';
import { keepAlerts, thresholdsOf } from '../commands/judge-alerts.ts';
import type { Finding } from '../domain/alert-rules.ts';
import { readControls } from '../store/controls.ts';
import { readSettings } from '../store/settings.ts';
import { judgeThresholds } from './judge-thresholds.ts';
import { keepModels, listModels, readModels } from './keep-models.ts';
import { measureOutcomes } from './measure-outcomes.ts';
import { DAY, type Observations, SLICE_MS } from './observations.ts';
import { readObservations } from './read-observations.ts';
import { recommend } from './recommend.ts';
import type { Draft, ModelName } from './recommendation.ts';
import { closeRecommendations, listRecommendations, openRecommendations } from './recommendations-store.ts';
import { readSiraState, sayLooked, sayTrained } from './sira-state.ts';
import { FEWEST_DAYS, trainModels } from './train-models.ts';

/** A day's worth of events is enough that is new. */
const TRAIN_AGAIN_MS = 20 * 3_600_000;
/** What models say with less confidence than this is advice, not an alert. */
const ALARMING = 0.6;

const observe = (services: Services, tenantId: string): Promise<Observations> =>
  services.store.withTenant(
    tenantId,
    async (tx) => {
      const { timeZone } = await readSettings(tx, tenantId);
      return readObservations(tx, tenantId, { timeZone, now: services.clock.now() });
    },
    { readOnly: true, timeoutMs: 300_000 },
  );

/** Models of the tenant's own history, when there are none or they are a day old; what could not be made says why. */
export async function trainSira(
  services: Services,
  tenantId: string,
  o: { anyway: boolean },
): Promise<{ trained: string[]; silent: Record<string, string>; skipped: boolean }> {
  const { store, clock } = services;
  const now = clock.now();
  const { trainedAt, silent: before } = await store.withTenant(tenantId, (tx) => readSiraState(tx, tenantId), {
    readOnly: true,
  });
  if (!o.anyway && trainedAt !== null && now.getTime() - Date.parse(trainedAt) < TRAIN_AGAIN_MS)
    return { trained: [], silent: before, skipped: true };
  const observations = await observe(services, tenantId);
  const days = (observations.to - observations.from) / DAY;
  const models = trainModels(observations);
  const silent: Record<string, string> = {};
  for (const name of ['float', 'payout', 'fraud'] as const) {
    if (models[name] === null) silent[name] = days < FEWEST_DAYS ? 'too_short' : 'too_few_troubles';
  }
  const enough = days >= FEWEST_DAYS;
  return store.withTenant(tenantId, async (tx) => {
    const thresholds = await thresholdsOf(tx, tenantId);
    const span = { from: new Date(observations.from * SLICE_MS), to: new Date(observations.to * SLICE_MS), now };
    await keepModels(tx, tenantId, { models, thresholds: enough ? thresholds : null, ...span });
    if (enough) {
      const drafts = judgeThresholds(observations, thresholds);
      await openRecommendations(tx, tenantId, drafts, { versions: versionsOf(await listModels(tx, tenantId)), now });
    }
    await sayTrained(tx, tenantId, silent, now);
    const trained = Object.entries(models).flatMap(([name, model]) => (model === null ? [] : [name]));
    return { trained, silent, skipped: false };
  });
}

const versionsOf = (kept: readonly { model: ModelName; version: number }[]): Map<ModelName, number> =>
  new Map(kept.map(({ model, version }) => [model, version]));

/** What the models say now: advice, alerts, and what became of advice that was followed. */
export async function adviseSira(
  services: Services,
  tenantId: string,
): Promise<{ opened: number; closed: number; measured: number; alerts: number }> {
  const { store, clock, live } = services;
  const observations = await observe(services, tenantId);
  return store.withTenant(tenantId, async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${tenantId} payops sira`}, 0))`);
    const now = clock.now();
    const { models, kept } = await readModels(tx, tenantId);
    const drafts = recommend(observations, models, await readControls(tx, tenantId, Number.MAX_SAFE_INTEGER));
    const closed = await closeRecommendations(tx, tenantId, drafts, now);
    const opened = await openRecommendations(tx, tenantId, drafts, { versions: versionsOf(kept), now });
    const applied = await listRecommendations(tx, { tenantId, sight: null, states: ['applied'], limit: 500 });
    const measured = await measureOutcomes(tx, tenantId, { observations, applied, now });
    const findings = await findingsOf(tx, tenantId, drafts);
    const alerts = await keepAlerts(services, tx, tenantId, { source: 'sira', findings, now });
    await sayLooked(tx, tenantId, now);
    if (opened + closed + measured > 0) await live.publishIn(tx, tenantId, 'payops.sira', { at: now.toISOString() });
    return { opened, closed, measured, alerts: alerts.opened };
  });
}

type Tx = Parameters<typeof listRecommendations>[0];
const CATEGORY = { rebalance_float: 'float', set_hold: 'fraud', route_payout: 'payout' } as const;

async function findingsOf(tx: Tx, tenantId: string, drafts: readonly Draft[]): Promise<Finding[]> {
  const { rows } = await tx.execute<{ type: string; id: string; name: string; region: string }>(sql`
    SELECT tenant_type AS type, entity_id AS id, name, region FROM payops_entities WHERE tenant_id = ${tenantId}`);
  const known = new Map(rows.map((row) => [`${row.type} ${row.id}`, row]));
  return drafts.flatMap((draft): Finding[] => {
    if (draft.type === 'adjust_threshold' || draft.confidence < ALARMING) return [];
    const bank = draft.type === 'route_payout';
    // A bank that fails is one trouble, however many payouts wait for it.
    const subject = bank ? { tenantType: 'bank', id: String(draft.reason.values.from) } : draft.subject;
    const entity = known.get(`${subject.tenantType} ${subject.id}`);
    const { currency } = draft.reason.values;
    return [
      {
        ...{ category: CATEGORY[draft.type], severity: draft.confidence >= 0.85 ? 'critical' : 'warning' },
        ...{ subjectType: subject.tenantType, subjectId: subject.id, name: entity?.name ?? subject.id },
        region: entity?.region ?? draft.subject.region,
        facts: {
          percent: Math.round(draft.confidence * 100),
          ...(bank ? {} : { currency: currency ?? '', amount: String(draft.impact.costSavings.high) }),
        },
      },
    ];
  });
}
