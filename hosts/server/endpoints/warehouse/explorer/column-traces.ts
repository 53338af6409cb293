import type { ColumnPlace, TenantWarehouse, TracedNode } from '@griot/warehouse';
import { traceProject } from '@griot/warehouse';
import type { InstalledProject } from '../../../installed-projects.ts';
import { metricNodes, tracedMetrics } from './metric-nodes.ts';

const KEPT = 30;

/** Where every column of a project comes from, and which columns are made from it. */
export interface Traces {
  node(id: string): TracedNode | undefined;
  readersOf(place: ColumnPlace): ColumnPlace[];
}

/** Origins of columns by generation: a new one may have other columns. */
export class ColumnTraces {
  readonly #kept = new Map<string, Promise<Traces>>();

  /** `generation` is what readers have now; null when nothing is published. */
  of(tenant: TenantWarehouse, installed: InstalledProject, generation: number | null): Promise<Traces> {
    const key = [tenant.tenantId, generation, installed.project.digest].join(' ');
    const known = this.#kept.get(key);
    if (known) return known;
    const { project, shown, engine } = installed;
    const elsewhere = engine === 'duckdb' ? null : { shown };
    const tracing = traceProject(tenant, project, tracedMetrics(metricNodes(installed)), elsewhere).then(asTraces);
    tracing.catch(() => this.#kept.delete(key));
    this.#kept.set(key, tracing);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return tracing;
  }
}

const keyOf = ({ id, column }: ColumnPlace): string => `${id} ${column.toLowerCase()}`;

function asTraces(nodes: readonly TracedNode[]): Traces {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const readers = new Map<string, ColumnPlace[]>();
  for (const node of nodes)
    for (const column of node.columns)
      for (const origin of column.origins) {
        const key = keyOf(origin);
        readers.set(key, [...(readers.get(key) ?? []), { id: node.id, column: column.name }]);
      }
  return { node: (id) => byId.get(id), readersOf: (place) => readers.get(keyOf(place)) ?? [] };
}
