import { isDomainError } from '@griot/kernel';
import { compileMetricQuery, type Metric, type SemanticManifest } from '@griot/metrics';
import type { Project, SelectToTrace } from '@griot/warehouse';
import type { InstalledProject } from '../../../installed-projects.ts';

/** A metric in the graph, beside the models: where its figures come from. */
export interface MetricNode {
  /** `metric.zones.ca_total`, as dbt names it. */
  id: string;
  metric: Metric;
  /** Ids of the models it reads. */
  reads: string[];
  /** Its total as SQL; null when it has none by itself. */
  sql: string | null;
}

export const metricId = (project: Project, name: string): string => `metric.${project.name}.${name}`;

/** The metrics of a project with the models that each of them reads, by the plan of its own query. */
export function metricNodes({ project, manifest }: Pick<InstalledProject, 'project' | 'manifest'>): MetricNode[] {
  const idOf = new Map([...project.nodes.values()].map((node) => [node.alias.toLowerCase(), node.id]));
  return [...manifest.metrics.values()].map((metric) => {
    const compiled = compile(manifest, metric.name);
    const reads = (compiled?.relations ?? []).flatMap((name) => idOf.get(name.toLowerCase()) ?? []);
    return { id: metricId(project, metric.name), metric, reads, sql: compiled?.sql ?? null };
  });
}

/** Its columns are traced like those of a model. */
export const tracedMetrics = (nodes: readonly MetricNode[]): SelectToTrace[] =>
  nodes.flatMap(({ id, sql }) => (sql === null ? [] : [{ id, sql }]));

function compile(manifest: SemanticManifest, name: string) {
  try {
    return compileMetricQuery(manifest, { metrics: [name] });
  } catch (error) {
    // One that means nothing without a time axis has no query of its own.
    if (isDomainError(error)) return null;
    throw error;
  }
}
