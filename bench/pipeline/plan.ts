import { compileNode, compileTest, loadProject, type SourceColumn } from '@griot/warehouse';

/** All that is needed to do the models by hand: plain SQL over plain names, compiled before anything is timed. */
export interface Plan {
  sources: { relation: string; file: string; columns: SourceColumn[] }[];
  nodes: { name: string; as: 'view' | 'table' | 'snapshot' | 'seed'; sql: string; seed: Seed | null }[];
  /** One row: whether the rows that fail are too many is its third column. */
  tests: { name: string; sql: string }[];
}

export interface Seed {
  path: string;
  types: Record<string, string>;
}

/** `"stg_lots"` of `model.zones.stg_lots`, `"raw_lots"` of `source.zones.zones.lots`. */
function relation(id: string): string {
  const name = id.split('.').at(-1) ?? id;
  return `"${id.startsWith('source.') ? rawName(name) : name}"`;
}

export const rawName = (table: string): string => `raw_${table}`;

export async function makePlan(projectDir: string, asOf: string, sources: Plan['sources']): Promise<Plan> {
  const vars = { as_of: asOf };
  const project = await loadProject(projectDir, { vars });
  const context = {
    relation,
    vars,
    isIncremental: false,
    runStartedAt: new Date().toISOString(),
    invocationId: 'bench',
  };
  const nodes: Plan['nodes'] = [];
  for (const node of project.nodes.values()) {
    const { materialized } = node.config;
    const as = node.kind === 'model' ? (materialized === 'view' ? 'view' : 'table') : node.kind;
    const { sql } = await compileNode(project, node.id, { ...context, this: relation(node.id) });
    const seed = node.seed === null ? null : { path: node.seed.path, types: node.config.column_types };
    nodes.push({ name: node.name, as, sql, seed });
  }
  const tests: Plan['tests'] = [];
  for (const test of project.tests) {
    tests.push({ name: test.name, sql: (await compileTest(project, test.id, context)).summary() });
  }
  return { sources, nodes, tests };
}

/** The first version of every row, as a snapshot's first run keeps it. */
export const snapshotSql = (sql: string, key: string): string =>
  `SELECT s.*, md5(${key}) AS dbt_scd_id, CAST(now() AS timestamp) AS dbt_updated_at,
    CAST(now() AS timestamp) AS dbt_valid_from, CAST(NULL AS timestamp) AS dbt_valid_to FROM (\n${sql}\n) s`;

/** Sums that tell whether the same was computed; each gives one row. */
export const CHECKS: Record<string, string> = {
  finance:
    'SELECT count(*), sum(ca_total), sum(montant_impaye), sum(taux_recouvrement_moyen), sum(clients) FROM mart_performance_financiere',
  clients:
    'SELECT count(*), sum(chiffre_affaires_total), sum(creances_clients_montant), sum(risk_score), sum(delai_moyen_paiement) FROM mart_portefeuille_clients',
  land: 'SELECT count(*), sum(lots_attribues), sum(taux_occupation) FROM mart_occupation_zones',
  indicators: 'SELECT count(*), sum(valeur_actuelle), sum(variance_pct) FROM mart_kpi_operationnels',
};

/** `12.50`, `12.5` and 12.5 are the same. */
export const sameText = (row: readonly unknown[]): string =>
  row
    .map((cell) =>
      String(cell)
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, ''),
    )
    .join(' ');
