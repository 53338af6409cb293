import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { type ReportTemplate, reportTemplate } from '../spec/report-template.ts';

export interface OwnTemplate {
  id: string;
  spec: ReportTemplate;
  version: number;
  updatedAt: string;
  updatedBy: string;
}

type Row = Record<string, unknown> & { id: string; spec: unknown; version: number; updated_at: string };

const asTemplate = (row: Row): OwnTemplate => ({
  id: row.id,
  // Kept templates pass today's schema: members that are new since then get their defaults.
  spec: reportTemplate.parse(row.spec),
  version: row.version,
  updatedAt: row.updated_at,
  updatedBy: String(row.updated_by),
});

const COLUMNS = sql`id, spec, version, updated_by,
  to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS updated_at`;

export async function listOwnTemplates(tx: Tx): Promise<OwnTemplate[]> {
  const { rows } = await tx.execute<Row>(sql`SELECT ${COLUMNS} FROM report_templates ORDER BY title, id LIMIT 500`);
  return rows.map(asTemplate);
}

export async function findOwnTemplate(tx: Tx, id: string): Promise<OwnTemplate | null> {
  const { rows } = await tx.execute<Row>(sql`SELECT ${COLUMNS} FROM report_templates WHERE id::text = ${id}`);
  return rows[0] ? asTemplate(rows[0]) : null;
}

interface Written {
  tenantId: string;
  id: string;
  spec: ReportTemplate;
  by: string;
  now: Date;
}

export async function insertTemplate(tx: Tx, { tenantId, id, spec, by, now }: Written): Promise<void> {
  const at = now.toISOString();
  await tx.execute(sql`
    INSERT INTO report_templates (tenant_id, id, application, title, spec, created_at, updated_at, updated_by)
    VALUES (${tenantId}, ${id}, ${spec.application}, ${spec.title}, ${JSON.stringify(spec)}::jsonb, ${at}, ${at}, ${by})`);
}

/** Throws `reports.template_changed` when somebody saved another version meanwhile. */
export async function updateTemplate(tx: Tx, o: Written & { version: number }): Promise<number> {
  const { rows } = await tx.execute<{ version: number }>(sql`
    UPDATE report_templates SET title = ${o.spec.title}, spec = ${JSON.stringify(o.spec)}::jsonb, version = version + 1,
      updated_at = ${o.now.toISOString()}, updated_by = ${o.by}
    WHERE id = ${o.id} AND version = ${o.version} RETURNING version`);
  if (rows[0]) return rows[0].version;
  throw new DomainError({ code: 'reports.template_changed', kind: 'conflict', details: { title: o.spec.title } });
}

export async function removeTemplate(tx: Tx, id: string): Promise<boolean> {
  const { rowCount } = await tx.execute(sql`DELETE FROM report_templates WHERE id::text = ${id}`);
  return rowCount === 1;
}
