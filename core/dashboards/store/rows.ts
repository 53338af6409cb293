import { fileURLToPath } from 'node:url';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import type { MigrationSet, Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';
import type { DashboardSpec } from '../spec/dashboard-spec.ts';

export const dashboardsMigrations: MigrationSet = {
  name: 'dashboards',
  folder: fileURLToPath(new URL('./migrations', import.meta.url)),
};

export type Access = 'view' | 'edit' | 'own';

export interface DashboardSummary {
  id: string;
  title: string;
  description: string;
  application: string;
  ownerName: string;
  access: Access;
  shared: boolean;
  version: number;
  /** How many. */
  widgets: number;
  /** ISO 8601, UTC. */
  updatedAt: string;
  updatedBy: string;
}

export interface StoredDashboard extends DashboardSummary {
  spec: DashboardSpec;
}

type Row = {
  id: string;
  title: string;
  description: string;
  application: string;
  owner_name: string;
  access: Access | null;
  shared: boolean;
  version: number;
  widgets: number;
  updated_at: string;
  updated_by: string;
  spec?: DashboardSpec;
};

/** Sees and changes every dashboard of the tenant, for when its owner has left. */
export const MANAGE = 'core.dashboards.manage';

/** The best of what this person holds: owner, then what is shared with them, their roles or everybody (`edit` < `view`). */
function accessOf(actor: Actor): SQL {
  const roles = JSON.stringify(actor.roles);
  return sql`CASE
    WHEN d.owner_id = ${actor.userId}::uuid OR ${actor.permissions.has(MANAGE)} THEN 'own'
    ELSE (SELECT min(s.access) FROM dashboard_shares s WHERE s.tenant_id = d.tenant_id AND s.dashboard_id = d.id
      AND (s.kind = 'tenant' OR (s.kind = 'user' AND s.grantee = ${actor.userId})
        OR (s.kind = 'role' AND s.grantee IN (SELECT jsonb_array_elements_text(${roles}::jsonb)))))
  END`;
}

function columns(actor: Actor): SQL {
  return sql`d.id, d.title, d.description, d.application, d.owner_name, ${accessOf(actor)} AS access, d.version,
    jsonb_array_length(d.spec->'items') AS widgets,
    EXISTS (SELECT 1 FROM dashboard_shares s WHERE s.tenant_id = d.tenant_id AND s.dashboard_id = d.id) AS shared,
    to_char(d.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS updated_at, d.updated_by`;
}

function asSummary(row: Row): DashboardSummary {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    application: row.application,
    ownerName: row.owner_name,
    access: row.access ?? 'view',
    shared: row.shared,
    version: row.version,
    widgets: row.widgets,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  };
}

/** Those that this person may see, last changed first; at most 500. */
export async function listDashboards(tx: Tx, actor: Actor): Promise<DashboardSummary[]> {
  const applications = JSON.stringify(actor.applications);
  const { rows } = await tx.execute<Row>(sql`
    SELECT * FROM (SELECT ${columns(actor)} FROM dashboards d
      WHERE d.tenant_id = ${actor.tenantId}
        AND d.application IN (SELECT jsonb_array_elements_text(${applications}::jsonb))) seen
    WHERE access IS NOT NULL ORDER BY updated_at DESC, id LIMIT 500`);
  return rows.map(asSummary);
}

/** What every dashboard that this person may see shows; at most 500, last changed first. */
export async function listSpecs(tx: Tx, actor: Actor): Promise<{ id: string; title: string; spec: DashboardSpec }[]> {
  const applications = JSON.stringify(actor.applications);
  const { rows } = await tx.execute<{ id: string; title: string; spec: DashboardSpec }>(sql`
    SELECT id, title, spec FROM (SELECT ${columns(actor)}, d.spec FROM dashboards d
      WHERE d.tenant_id = ${actor.tenantId}
        AND d.application IN (SELECT jsonb_array_elements_text(${applications}::jsonb))) seen
    WHERE access IS NOT NULL ORDER BY updated_at DESC, id LIMIT 500`);
  return rows;
}

/**
 * One dashboard that this person may see, locked with `forUpdate`. `dashboards.unknown` (not_found) also for one that is
 * not shared with them; `dashboards.not_yours` (forbidden) when less is held than `needs`.
 */
export async function findDashboard(
  tx: Tx,
  actor: Actor,
  id: string,
  needs: Access = 'view',
  o: { forUpdate?: boolean } = {},
): Promise<StoredDashboard> {
  const { rows } = await tx.execute<Row & { spec: DashboardSpec }>(sql`
    SELECT ${columns(actor)}, d.spec FROM dashboards d
    WHERE d.tenant_id = ${actor.tenantId} AND d.id::text = ${id} ${o.forUpdate ? sql`FOR UPDATE OF d` : sql``}`);
  const row = rows[0];
  if (!row || row.access === null || !actor.applications.includes(row.application))
    throw new DomainError({ code: 'dashboards.unknown', kind: 'not_found', details: { id } });
  const rank: Record<Access, number> = { view: 0, edit: 1, own: 2 };
  if (rank[row.access] < rank[needs])
    throw new DomainError({ code: 'dashboards.not_yours', kind: 'forbidden', details: { title: row.title } });
  return { ...asSummary(row), spec: row.spec };
}

export async function insertDashboard(
  tx: Tx,
  o: { actor: Actor; id: string; spec: DashboardSpec; now: Date },
): Promise<void> {
  const { actor, spec } = o;
  const at = o.now.toISOString();
  await tx.execute(sql`
    INSERT INTO dashboards (tenant_id, id, owner_id, owner_name, application, title, description, spec, created_at, updated_at, updated_by)
    VALUES (${actor.tenantId}, ${o.id}, ${actor.userId}, ${actor.name}, ${spec.application}, ${spec.title},
      ${spec.description}, ${JSON.stringify(spec)}::jsonb, ${at}, ${at}, ${actor.name})`);
}

export async function updateDashboard(
  tx: Tx,
  o: { actor: Actor; id: string; spec: DashboardSpec; now: Date },
): Promise<number> {
  const { actor, spec } = o;
  const { rows } = await tx.execute<{ version: number }>(sql`
    UPDATE dashboards SET spec = ${JSON.stringify(spec)}::jsonb, title = ${spec.title}, description = ${spec.description},
      application = ${spec.application}, version = version + 1, updated_at = ${o.now.toISOString()}, updated_by = ${actor.name}
    WHERE tenant_id = ${actor.tenantId} AND id = ${o.id}::uuid RETURNING version`);
  return rows[0]?.version ?? 0;
}

export async function deleteDashboard(tx: Tx, actor: Actor, id: string): Promise<void> {
  await tx.execute(sql`DELETE FROM dashboards WHERE tenant_id = ${actor.tenantId} AND id = ${id}::uuid`);
}
