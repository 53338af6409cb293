import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import { dayInZone, isDomainError, minorDigits } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { executeAction } from '../commands/execute-action.ts';
import { worthOf } from '../commands/request-action.ts';
import { riskOf, SIRA_USER } from '../domain/actions/action-types.ts';
import { dayStart } from '../domain/business-time.ts';
import { readSettings } from '../store/settings.ts';
import { applyRecommendation } from './decide.ts';
import { listRecommendations } from './recommendations-store.ts';
import { readSiraState } from './sira-state.ts';

/** SIRA as one who asks for actions: it may sign nothing. */
const siraOf = (tenantId: string, timeZone: string, currency: string): Actor => ({
  ...{
    userId: SIRA_USER,
    tenantId,
    tenantSlug: '',
    tenantName: '',
    name: 'SIRA',
    login: 'sira',
    roles: [],
    permissions: new Set(),
  },
  ...{ scopes: [], sessionId: null, tokenId: null, locale: 'fr', ownLocale: 'fr', timeZone, currency },
  applications: ['payops'],
  mustEnrolSecondFactor: false,
});

/**
 * Follows what is low in risk by itself where the tenant allows it, up to its budget of the business day. Requests go one after
 * the other under a lock, so that two workers never spend one budget twice; the action machine has its say on each.
 */
export async function selfApply(services: Services, tenantId: string): Promise<{ applied: number }> {
  const { store, clock } = services;
  const requested = await store.withTenant(tenantId, async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${tenantId} payops sira`}, 0))`);
    const { selfApply: allowed, dayBudget } = await readSiraState(tx, tenantId);
    if (!allowed) return [];
    const { timeZone, reportingCurrency } = await readSettings(tx, tenantId);
    const scale = 10 ** minorDigits(reportingCurrency);
    const midnight = new Date(dayStart(dayInZone(clock.now(), timeZone), timeZone)).toISOString();
    const { rows } = await tx.execute<{ currency: string | null; amount: string | null }>(sql`
      SELECT parameters ->> 'currency' AS currency, parameters ->> 'amount' AS amount FROM payops_recommendations
       WHERE tenant_id = ${tenantId} AND self_applied AND decided_at >= ${midnight}::timestamptz`);
    let spent = 0;
    for (const { currency, amount } of rows) {
      if (amount !== null) spent += ((await worthOf(tx, tenantId, { currency, amount: Number(amount) })) ?? 0) * scale;
    }
    const actor = siraOf(tenantId, timeZone, reportingCurrency);
    const open = await listRecommendations(tx, { tenantId, sight: null, states: ['open'], limit: 200 });
    const ids: string[] = [];
    for (const one of open.sort((a, b) => b.confidence - a.confidence)) {
      const { type, parameters } = one.action;
      if (Date.parse(one.expiresAt) <= clock.now().getTime()) continue;
      const worth = await worthOf(tx, tenantId, parameters);
      if (riskOf(type, parameters, worth) !== 'low') continue;
      const cost = (worth ?? 0) * scale;
      if (spent + cost > dayBudget) continue;
      try {
        const { action } = await applyRecommendation(services, tx, actor, { id: one.id, selfApplied: true });
        spent += cost;
        ids.push(action.id);
      } catch (error) {
        // Refused before anything was written (it is so already, say): the others go on.
        if (!isDomainError(error)) throw error;
      }
    }
    return ids;
  });
  for (const id of requested) {
    // One that cannot be is a failed action with its reason; what is left under way is taken up by those who tend actions.
    await executeAction(services, { tenantId, system: 'SIRA' }, id).catch((error: unknown) => {
      if (!isDomainError(error)) throw error;
    });
  }
  return { applied: requested.length };
}
