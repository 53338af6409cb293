import type { Services } from '@griot/application';
import { newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { ALERTS_TOPIC, alertPlace } from '../chain/live-alert.ts';
import { DEFAULT_THRESHOLDS, type Finding, type ThresholdName, type Thresholds } from '../domain/alert-rules.ts';
import { findTroubles } from '../queries/find-troubles.ts';
import { listControls } from '../store/controls.ts';

/** Opens what is new, keeps what lasts, resolves what is over. One judge at a time. */
export async function judgeAlerts(
  { store, clock, live }: Pick<Services, 'store' | 'clock' | 'live'>,
  tenantId: string,
): Promise<{ opened: number; resolved: number }> {
  return store.withTenant(tenantId, async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${tenantId} payops alerts`}, 0))`);
    const now = clock.now();
    const findings = await findTroubles(tx, tenantId, await thresholdsOf(tx, tenantId), now);
    return keepAlerts({ live }, tx, tenantId, { source: 'threshold', findings, now });
  });
}

/** The alerts of a source are what it finds now. In the transaction of whoever found it. */
export async function keepAlerts(
  { live }: Pick<Services, 'live'>,
  tx: Tx,
  tenantId: string,
  { source, findings, now }: { source: 'threshold' | 'sira'; findings: readonly Finding[]; now: Date },
): Promise<{ opened: number; resolved: number }> {
  const at = now.toISOString();
  const { rows } = await tx.execute<{ fresh: boolean; subject_type: string }>(sql`
    INSERT INTO payops_alerts AS a (tenant_id, id, source, category, severity, subject_type, subject_id, subject_name, subject_region,
                                    facts, state, opened_at, seen_at)
    SELECT ${tenantId}::uuid, f.id, ${source}, f.category, f.severity, f."subjectType", f."subjectId", f.name, f.region, f.facts, 'open',
           ${at}::timestamptz, ${at}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(withIds(findings, now))}::jsonb)
        AS f(id uuid, category text, severity text, "subjectType" text, "subjectId" text, name text, region text, facts jsonb)
    ON CONFLICT (tenant_id, source, category, subject_type, subject_id) WHERE state <> 'resolved'
      DO UPDATE SET seen_at = excluded.seen_at, facts = excluded.facts, severity = excluded.severity
    RETURNING (xmax = 0) AS fresh, subject_type, subject_id, subject_region`);
  const over = await tx.execute(sql`
    UPDATE payops_alerts SET state = 'resolved', resolved_at = ${at}::timestamptz
     WHERE tenant_id = ${tenantId} AND source = ${source} AND state <> 'resolved' AND seen_at < ${at}::timestamptz
    RETURNING subject_type, subject_id, subject_region`);
  const opened = rows.filter(({ fresh }) => fresh);
  for (const row of [...opened, ...over.rows]) await live.publishIn(tx, tenantId, ALERTS_TOPIC, alertPlace(row));
  return { opened: opened.length, resolved: over.rows.length };
}

/** One alert a subject: the worst of those that bear its name. */
function withIds(findings: readonly Finding[], now: Date): (Finding & { id: string })[] {
  const one = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.category} ${finding.subjectType} ${finding.subjectId}`;
    if (one.get(key)?.severity !== 'critical') one.set(key, finding);
  }
  return [...one.values()].map((finding) => ({ ...finding, id: newId(now.getTime()) }));
}

/** The shipped limits, and what signed actions have made of them. */
export async function thresholdsOf(tx: Tx, tenantId: string): Promise<Thresholds> {
  const thresholds: Thresholds = { ...DEFAULT_THRESHOLDS };
  for (const { control, target, value } of await listControls(tx, tenantId)) {
    if (control === 'threshold' && target in thresholds) thresholds[target as ThresholdName] = Number(value.value);
  }
  return thresholds;
}
