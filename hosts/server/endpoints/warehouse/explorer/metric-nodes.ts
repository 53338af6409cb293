import { isDomainError } from '@griot/kernel';
import {
  clickhouse,
  compileMetricQuery,
  type Dialect,
  duckdb,
  type Metric,
  type SemanticManifest,
} from '@griot/metrics';
import type { Project, SelectToTrace } from '@griot/warehouse';
import type { InstalledProject } from '../../../installed-projects.ts';

/** A metric in the graph, beside the models: where its figures come from. */
export interface MetricNode {
  /** `metric.zones.ca_total`, as dbt names it. */
  id: string;
  metric: Metric;
  /** Ids of the models it reads. */
  reads: string[];
  /** Its total as SQL, in DuckDB's words and in those of the engine that runs it; null when it has none by itself. */
  sql: string | null;
  shown: string | null;
}

export const metricId = (project: Project, name: string): string => `metric.${project.name}.${name}`;

/** The metrics of a project with the models that each of them reads, by the plan of its own query. */
export function metricNodes({
  project,
  manifest,
  engine,
}: Pick<InstalledProject, 'project' | 'manifest' | 'engine'>): MetricNode[] {
  const idOf = new Map([...project.nodes.values()].map((node) => [node.alias.toLowerCase(), node.id]));
  return [...manifest.metrics.values()].map((metric) => {
    const compiled = compile(manifest, metric.name);
    const reads = (compiled?.relations ?? []).flatMap((name) => idOf.get(name.toLowerCase()) ?? []);
    const sql = compiled?.sql ?? null;
    const shown = engine === 'duckdb' ? sql : (compile(manifest, metric.name, DIALECTS[engine])?.sql ?? null);
    return { id: metricId(project, metric.name), metric, reads, sql, shown };
  });
}

/** Its columns are traced like those of a model. */
export const tracedMetrics = (nodes: readonly MetricNode[]): SelectToTrace[] =>
  nodes.flatMap(({ id, sql, shown }) => (sql === null ? [] : [{ id, sql, shown }]));

const DIALECTS = { duckdb, clickhouse } as const;

function compile(manifest: SemanticManifest, name: string, dialect: Dialect = duckdb) {
  try {
    return compileMetricQuery(manifest, { metrics: [name] }, dialect);
  } catch (error) {
    // One that means nothing without a time axis has no query of its own.
    if (isDomainError(error)) return null;
    throw error;
  }
}
