import { newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { ActionType } from '../domain/actions/action-types.ts';
import type { Sight } from '../domain/sight.ts';
import { inSight } from '../queries/sight-sql.ts';
import type { Draft, Feature, Impact, ModelName, Range, RecommendationType } from './recommendation.ts';

export type RecommendationState = 'open' | 'applied' | 'rejected' | 'expired';

/** What came of advice that was followed. `not_done`: its action came to nothing. */
export interface RealisedOutcome {
  state: 'measured' | 'not_done';
  realised: number | null;
  estimated: Range;
  inside: boolean | null;
}

export interface Recommendation {
  id: string;
  type: RecommendationType;
  subject: { tenantType: string; id: string; name: string; region: string | null };
  action: { type: ActionType; parameters: Record<string, unknown> };
  model: ModelName;
  modelVersion: number;
  features: Feature[];
  confidence: number;
  impact: Impact;
  reason: Draft['reason'];
  state: RecommendationState;
  createdAt: string;
  expiresAt: string;
  decidedAt: string | null;
  decidedBy: string | null;
  decisionReason: string | null;
  actionId: string | null;
  selfApplied: boolean;
  outcome: RealisedOutcome | null;
  measuredAt: string | null;
}

type Row = Record<string, unknown>;
const iso = (value: unknown): string => new Date(String(value)).toISOString();
const isoOrNull = (value: unknown): string | null => (value === null ? null : iso(value));
const textOrNull = (value: unknown): string | null => (value as string | null) ?? null;

function toRecommendation(row: Row): Recommendation {
  return {
    ...{ id: String(row.id), type: row.type as RecommendationType },
    subject: {
      ...{ tenantType: String(row.subject_type), id: String(row.subject_id), name: String(row.subject_name) },
      region: textOrNull(row.subject_region),
    },
    action: { type: row.action_type as ActionType, parameters: row.parameters as Record<string, unknown> },
    ...{ model: row.model as ModelName, modelVersion: Number(row.model_version), features: row.features as Feature[] },
    ...{ confidence: Number(row.confidence), impact: row.impact as Impact, reason: row.reason as Draft['reason'] },
    ...{ state: row.state as RecommendationState, createdAt: iso(row.created_at), expiresAt: iso(row.expires_at) },
    ...{ decidedAt: isoOrNull(row.decided_at), decidedBy: textOrNull(row.decided_by) },
    ...{ decisionReason: textOrNull(row.decision_reason), actionId: textOrNull(row.action_id) },
    ...{ selfApplied: row.self_applied === true, outcome: (row.outcome as RealisedOutcome | null) ?? null },
    measuredAt: isoOrNull(row.measured_at),
  };
}

/** What a reader may see, newest first. Who is suspected is not told so: a hold is for those who see more than the merchant. */
export async function listRecommendations(
  tx: Tx,
  o: { tenantId: string; sight: Sight | null; states: readonly RecommendationState[]; limit: number },
): Promise<Recommendation[]> {
  const regions = sql.param(o.sight?.regions ?? []);
  const { rows } = await tx.execute<Row>(sql`
    SELECT * FROM (SELECT r.*, r.subject_type AS tenant_type, r.subject_id AS entity_id, r.subject_region AS region
                     FROM payops_recommendations r WHERE r.tenant_id = ${o.tenantId}) c
     WHERE c.state = ANY (${sql.param([...o.states])}::text[]) AND ${inSight(o.sight)}
       AND (${o.sight === null} OR c.type <> 'set_hold' OR c.region = ANY (${regions}::text[]))
     ORDER BY c.created_at DESC, c.id DESC LIMIT ${o.limit}`);
  return rows.map(toRecommendation);
}

/** `lock`: nobody else decides on it until the transaction ends. */
export async function findRecommendation(
  tx: Tx,
  tenantId: string,
  id: string,
  lock = false,
): Promise<Recommendation | null> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT * FROM payops_recommendations WHERE tenant_id = ${tenantId} AND id = ${id}::uuid ${lock ? sql`FOR UPDATE` : sql``}`);
  return rows[0] ? toRecommendation(rows[0]) : null;
}

/**
 * Opens what is new. One stays as it was shown while it is open; one that was refused is not told again before it would have
 * expired, nor one whose action is on its way or was executed just now.
 */
export async function openRecommendations(
  tx: Tx,
  tenantId: string,
  drafts: readonly Draft[],
  o: { versions: ReadonlyMap<ModelName, number>; now: Date },
): Promise<number> {
  const at = o.now.toISOString();
  const given = drafts.map((draft) => ({
    ...{ id: newId(o.now.getTime()), type: draft.type, st: draft.subject.tenantType, si: draft.subject.id },
    ...{ region: draft.subject.region, action: draft.action.type, parameters: draft.action.parameters },
    ...{ model: draft.model, version: o.versions.get(draft.model) ?? 0, features: draft.features },
    ...{ confidence: draft.confidence, impact: draft.impact, reason: draft.reason },
    expires: new Date(draft.expiresAt).toISOString(),
  }));
  const { rowCount } = await tx.execute(sql`
    INSERT INTO payops_recommendations (tenant_id, id, type, subject_type, subject_id, subject_name, subject_region, action_type, parameters,
      model, model_version, features, confidence, impact, reason, state, created_at, expires_at)
    SELECT ${tenantId}::uuid, d.id, d.type, d.st, d.si, coalesce(e.name, a.name, d.si), d.region, d.action, d.parameters, d.model, d.version,
           d.features, d.confidence, d.impact, d.reason, 'open', ${at}::timestamptz, d.expires
      FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        AS d(id uuid, type text, st text, si text, region text, action text, parameters jsonb, model text, version int, features jsonb,
             confidence float8, impact jsonb, reason jsonb, expires timestamptz)
      LEFT JOIN payops_entities e ON e.tenant_id = ${tenantId} AND e.tenant_type = d.st AND e.entity_id = d.si
      LEFT JOIN agent_locations a ON a.tenant_id = ${tenantId} AND d.st = 'agent' AND a.agent_id = d.si
     WHERE NOT EXISTS (SELECT FROM payops_recommendations r WHERE r.tenant_id = ${tenantId} AND r.type = d.type AND r.subject_id = d.si
                          AND (r.state = 'rejected' AND r.expires_at > ${at}::timestamptz
                            OR r.state = 'applied' AND r.decided_at > ${at}::timestamptz - interval '30 minutes'))
       AND NOT EXISTS (SELECT FROM payops_actions p WHERE p.tenant_id = ${tenantId} AND p.type = d.action AND p.subject_id = d.si
                          AND p.state IN ('requested', 'pending_approval', 'approved', 'executing'))
    ON CONFLICT DO NOTHING`);
  return rowCount ?? 0;
}

/** Ends what has expired, and what the models do not say any more. */
export async function closeRecommendations(
  tx: Tx,
  tenantId: string,
  drafts: readonly Draft[],
  now: Date,
): Promise<number> {
  const said = drafts.map(({ type, subject }) => `${type} ${subject.id}`);
  const { rowCount } = await tx.execute(sql`
    UPDATE payops_recommendations SET state = 'expired', decided_at = ${now.toISOString()}::timestamptz
     WHERE tenant_id = ${tenantId} AND state = 'open'
       AND (expires_at <= ${now.toISOString()}::timestamptz
         OR type <> 'adjust_threshold' AND created_at < ${now.toISOString()}::timestamptz - interval '30 minutes'
            AND NOT type || ' ' || subject_id = ANY (${sql.param(said)}::text[]))`);
  return rowCount ?? 0;
}

export async function decideRecommendation(
  tx: Tx,
  tenantId: string,
  id: string,
  o: {
    state: 'applied' | 'rejected';
    by: string;
    reason: string | null;
    actionId: string | null;
    selfApplied: boolean;
    now: Date;
  },
): Promise<void> {
  await tx.execute(sql`
    UPDATE payops_recommendations SET state = ${o.state}, decided_at = ${o.now.toISOString()}::timestamptz, decided_by = ${o.by},
           decision_reason = ${o.reason}, action_id = ${o.actionId}::uuid, self_applied = ${o.selfApplied}
     WHERE tenant_id = ${tenantId} AND id = ${id}::uuid`);
}

export async function keepOutcome(
  tx: Tx,
  tenantId: string,
  id: string,
  outcome: RealisedOutcome,
  now: Date,
): Promise<void> {
  await tx.execute(sql`
    UPDATE payops_recommendations SET outcome = ${JSON.stringify(outcome)}::jsonb, measured_at = ${now.toISOString()}::timestamptz
     WHERE tenant_id = ${tenantId} AND id = ${id}::uuid`);
}
