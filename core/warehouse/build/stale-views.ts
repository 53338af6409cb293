import type { BuildState } from '../generations/open-build.ts';
import type { Node, Project } from '../project/manifest.ts';

/**
 * Views that this build did not make but whose inputs it changed: carried over, they would go on reading the former tables.
 * Tables are not among them: what they were made from is theirs to say.
 */
export function staleViews(project: Project, state: BuildState): Node[] {
  const base = new Map(state.baseNodes.map((node) => [node.nodeId, node.relation]));
  const made = new Set(state.nodes.map((node) => node.nodeId));
  const changed = new Set(
    state.nodes.filter((n) => n.status === 'built' && base.get(n.nodeId) !== n.relation).map((n) => n.nodeId),
  );
  const stale: Node[] = [];
  for (const node of project.nodes.values()) {
    const { materialized } = node.config;
    if (made.has(node.id) || (materialized !== 'view' && materialized !== 'ephemeral')) continue;
    if (!node.dependsOn.some((id) => changed.has(id))) continue;
    changed.add(node.id);
    if (materialized === 'view' && base.has(node.id)) stale.push(node);
  }
  return stale;
}
