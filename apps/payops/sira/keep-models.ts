import { canonicalJson, sha256Hex } from '@griot/kernel';
import { fromXgboostJson, type Model, toXgboostJson } from '@griot/learning';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Thresholds } from '../domain/alert-rules.ts';
import type { Backtest } from './judge-model.ts';
import type { ModelName } from './recommendation.ts';
import type { SiraModels } from './train-models.ts';

/** Trees of so many versions are kept; of older ones the figures. */
const VERSIONS_WITH_TREES = 5;

export interface KeptModel {
  model: ModelName;
  version: number;
  trainedAt: string;
  historyFrom: string;
  historyTo: string;
  backtest: Backtest & Record<string, unknown>;
  hash: string;
}

/** A model's trees stand in it as XGBoost's JSON, wherever they are; the rest is plain numbers. */
const written = (model: unknown): string =>
  JSON.stringify(model, (_, value: unknown) =>
    value !== null && typeof value === 'object' && 'trees' in value
      ? { xgboost: toXgboostJson(value as Model) }
      : value,
  );

const read = <T>(text: string): T =>
  JSON.parse(text, (_, value: unknown) =>
    value !== null && typeof value === 'object' && 'xgboost' in value ? fromXgboostJson(String(value.xgboost)) : value,
  ) as T;

/** The next version of each model that could be made. */
export async function keepModels(
  tx: Tx,
  tenantId: string,
  o: { models: SiraModels; thresholds: Thresholds | null; from: Date; to: Date; now: Date },
): Promise<void> {
  const rules = o.thresholds && { model: o.thresholds, backtest: { rows: 0, calibration: [] } };
  for (const [name, made] of Object.entries({ ...o.models, threshold: rules })) {
    if (made === null) continue;
    const body = written(made.model);
    await tx.execute(sql`
      INSERT INTO payops_sira_models (tenant_id, model, version, trained_at, history_from, history_to, backtest, hash, body)
      SELECT ${tenantId}::uuid, ${name}, coalesce(max(version), 0) + 1, ${o.now.toISOString()}::timestamptz,
             ${o.from.toISOString()}::timestamptz, ${o.to.toISOString()}::timestamptz, ${JSON.stringify(made.backtest)}::jsonb,
             ${sha256Hex(canonicalJson(body))}, ${body}
        FROM payops_sira_models WHERE tenant_id = ${tenantId} AND model = ${name}`);
    await tx.execute(sql`
      UPDATE payops_sira_models m SET body = NULL WHERE tenant_id = ${tenantId} AND model = ${name} AND body IS NOT NULL
         AND version <= (SELECT max(version) FROM payops_sira_models n WHERE n.tenant_id = ${tenantId} AND n.model = ${name}) - ${VERSIONS_WITH_TREES}`);
  }
}

interface Row extends Record<string, unknown> {
  model: ModelName;
  version: number;
  trained_at: string;
  history_from: string;
  history_to: string;
  backtest: KeptModel['backtest'];
  hash: string;
  body: string | null;
}

/** Newest versions, with their figures. */
export async function listModels(tx: Tx, tenantId: string): Promise<KeptModel[]> {
  return (await newest(tx, tenantId)).map(kept);
}

/** Newest versions, to use. */
export async function readModels(tx: Tx, tenantId: string): Promise<{ models: SiraModels; kept: KeptModel[] }> {
  const rows = await newest(tx, tenantId);
  const models: SiraModels = { float: null, payout: null, fraud: null };
  for (const { model, body, backtest } of rows) {
    if (body !== null && model !== 'threshold') Object.assign(models, { [model]: { model: read(body), backtest } });
  }
  return { models, kept: rows.map(kept) };
}

async function newest(tx: Tx, tenantId: string): Promise<Row[]> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT DISTINCT ON (model) model, version, trained_at, history_from, history_to, backtest, hash, body FROM payops_sira_models
     WHERE tenant_id = ${tenantId} ORDER BY model, version DESC`);
  return rows;
}

function kept(row: Row): KeptModel {
  const iso = (value: string) => new Date(value).toISOString();
  return {
    ...{ model: row.model, version: row.version, backtest: row.backtest, hash: row.hash },
    ...{ trainedAt: iso(row.trained_at), historyFrom: iso(row.history_from), historyTo: iso(row.history_to) },
  };
}
