import { Graph, layout } from '@dagrejs/dagre';

export interface PlacedNode {
  id: string;
  /** Top left corner, pixels. */
  x: number;
  y: number;
}

export interface PlacedGraph {
  nodes: PlacedNode[];
  edges: { from: string; to: string; points: { x: number; y: number }[] }[];
  width: number;
  height: number;
}

export const NODE = { width: 196, height: 46 };

/** Places what reads to the right of what is read, with as few crossings as may be. */
export function placeGraph(items: readonly { id: string; reads: readonly string[] }[]): PlacedGraph {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 56, marginx: 6, marginy: 6 });
  graph.setDefaultEdgeLabel(() => ({}));
  const shown = new Set(items.map(({ id }) => id));
  for (const { id } of items) graph.setNode(id, { ...NODE });
  for (const { id, reads } of items) for (const read of reads) if (shown.has(read)) graph.setEdge(read, id);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    nodes: items.map(({ id }) => {
      const { x, y } = graph.node(id) as { x: number; y: number };
      return { id, x: x - NODE.width / 2, y: y - NODE.height / 2 };
    }),
    edges: graph.edges().map(({ v, w }) => ({ from: v, to: w, points: waypoints(graph, v, w) })),
    width,
    height,
  };
}

/** From the middle of a right side to the middle of a left one, past what stands between. */
function waypoints(graph: Graph, from: string, to: string): { x: number; y: number }[] {
  const centre = (id: string) => graph.node(id) as { x: number; y: number };
  const { points = [] } = graph.edge(from, to) as { points?: { x: number; y: number }[] };
  const [a, b] = [centre(from), centre(to)];
  const start = { x: a.x + NODE.width / 2, y: a.y };
  const end = { x: b.x - NODE.width / 2 - 2, y: b.y };
  // From one column to the next nothing stands between.
  if (end.x - start.x < NODE.width) return [start, end];
  return [start, ...points.slice(1, -1).filter(({ x }) => x > start.x && x < end.x), end];
}

export type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

/**
 * The node that an arrow key leads to: along a link to the left or right, the nearest by height; up or down, the next of
 * the same column. Null when there is none.
 */
export function neighbour(graph: PlacedGraph, from: string, direction: Direction): string | null {
  const here = graph.nodes.find(({ id }) => id === from);
  if (here === undefined) return null;
  const linked = new Set(
    graph.edges.flatMap((edge) =>
      direction === 'ArrowRight' && edge.from === from
        ? [edge.to]
        : direction === 'ArrowLeft' && edge.to === from
          ? [edge.from]
          : [],
    ),
  );
  const vertical = direction === 'ArrowUp' || direction === 'ArrowDown';
  const found = graph.nodes
    .filter((node) => {
      if (!vertical) return linked.has(node.id);
      if (Math.abs(node.x - here.x) >= NODE.width) return false;
      return direction === 'ArrowUp' ? node.y < here.y : node.y > here.y;
    })
    .sort((a, b) => Math.abs(a.y - here.y) - Math.abs(b.y - here.y));
  return found[0]?.id ?? null;
}
