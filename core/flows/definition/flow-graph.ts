/** The part of a task that makes the graph. */
export interface GraphNode {
  name: string;
  dependsOn?: string[];
}

/** Every fault of a graph, as English sentences: doubles, unknown dependencies, cycles with their path. Empty when it is sound. */
export function graphFaults(nodes: readonly GraphNode[]): string[] {
  const faults: string[] = [];
  const byName = new Map<string, GraphNode>();
  for (const node of nodes) {
    if (byName.has(node.name)) faults.push(`two tasks are called ${node.name}`);
    byName.set(node.name, node);
  }
  for (const node of nodes) {
    const seen = new Set<string>();
    for (const dependency of node.dependsOn ?? []) {
      if (!byName.has(dependency))
        faults.push(`${node.name} depends on ${dependency}, which is not a task of this flow`);
      if (seen.has(dependency)) faults.push(`${node.name} names ${dependency} twice in dependsOn`);
      seen.add(dependency);
    }
  }
  const cycle = findCycle(byName);
  if (cycle) faults.push(`tasks wait for each other: ${cycle.join(' -> ')}`);
  return faults;
}

function findCycle(byName: ReadonlyMap<string, GraphNode>): string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (name: string): string[] | undefined => {
    if (done.has(name)) return undefined;
    const at = path.indexOf(name);
    if (at >= 0) return [...path.slice(at), name];
    path.push(name);
    for (const dependency of byName.get(name)?.dependsOn ?? []) {
      const cycle = visit(dependency);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(name);
    return undefined;
  };
  for (const name of byName.keys()) {
    const cycle = visit(name);
    if (cycle) return cycle;
  }
  return undefined;
}

/** Names of all tasks that come before `name`, direct and indirect. The graph must be sound. */
export function ancestorsOf(nodes: readonly GraphNode[], name: string): Set<string> {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const found = new Set<string>();
  const waiting = [...(byName.get(name)?.dependsOn ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...(byName.get(next)?.dependsOn ?? []));
  }
  return found;
}
