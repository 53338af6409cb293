import type { Binned } from './bins.ts';
import { MISSING_BIN } from './bins.ts';
import { bestSplit, Histograms, type Split, type SplitOptions } from './histograms.ts';
import type { Tree } from './tree.ts';

export interface GrowOptions extends SplitOptions {
  maxDepth: number;
  maxLeaves: number;
}

interface Open {
  node: number;
  depth: number;
  /** Its rows lie in `order[begin … end)`. */
  begin: number;
  end: number;
  histogram: Float64Array;
  g: number;
  h: number;
  split: Split;
}

export interface GrownTree {
  tree: Tree;
  /** Bin of each split: a row goes left when its bin is at or below it. */
  splitBin: Uint8Array;
  /** The training rows of a leaf. */
  rowsOf(leaf: number): Int32Array;
}

/**
 * One tree from gradients, best split first (with `maxLeaves` = 2^maxDepth: level by level in effect). Of two children only
 * the smaller one is counted, the other is its parent less it.
 */
export function growTree(
  binned: Binned,
  rows: Int32Array,
  features: Int32Array,
  gradient: Float64Array,
  hessian: Float64Array,
  o: GrowOptions,
): GrownTree {
  const order = Int32Array.from(rows);
  const histograms = new Histograms(binned, gradient, hessian);
  const most = 2 * o.maxLeaves - 1;
  const tree = emptyTree(most);
  const splitBin = new Uint8Array(most);
  const spans = new Int32Array(most * 2);
  let nodes = 0;
  let leaves = 1;
  const open: Open[] = [];
  const add = (depth: number, begin: number, end: number, g: number, h: number, histogram: Float64Array): number => {
    const node = nodes++;
    tree.value[node] = h + o.lambda > 0 ? -g / (h + o.lambda) : 0;
    tree.cover[node] = h;
    spans[2 * node] = begin;
    spans[2 * node + 1] = end;
    const split = depth < o.maxDepth && end - begin > 1 ? bestSplit(binned, features, histogram, g, h, o) : null;
    if (split) open.push({ node, depth, begin, end, histogram, g, h, split });
    else histograms.release(histogram);
    return node;
  };
  const root = histograms.count(order, 0, order.length);
  add(0, 0, order.length, ...histograms.totals(order, 0, order.length), root);
  while (open.length > 0 && leaves < o.maxLeaves) {
    const { node, depth, begin, end, histogram, g, h, split } = takeBest(open);
    const middle = partition(binned, order, begin, end, split);
    const leftIsSmall = middle - begin <= end - middle;
    const small = leftIsSmall ? histograms.count(order, begin, middle) : histograms.count(order, middle, end);
    const large = histograms.subtract(histogram, small);
    tree.feature[node] = split.feature;
    tree.threshold[node] = binned.cuts[split.feature]?.[split.bin] as number;
    tree.missingLeft[node] = split.missingLeft ? 1 : 0;
    tree.gain[node] = split.gain;
    splitBin[node] = split.bin;
    tree.left[node] = add(depth + 1, begin, middle, split.leftG, split.leftH, leftIsSmall ? small : large);
    tree.right[node] = add(depth + 1, middle, end, g - split.leftG, h - split.leftH, leftIsSmall ? large : small);
    leaves += 1;
  }
  return {
    tree: cut(tree, nodes),
    splitBin,
    rowsOf: (leaf) => order.subarray(spans[2 * leaf], spans[2 * leaf + 1]),
  };
}

/** Highest gain; the older node when equal. */
function takeBest(open: Open[]): Open {
  let best = 0;
  for (let n = 1; n < open.length; n += 1) {
    if ((open[n] as Open).split.gain > (open[best] as Open).split.gain) best = n;
  }
  return open.splice(best, 1)[0] as Open;
}

/** Rows that go left first, each side in the order it had; where the right side begins. */
function partition({ bins, features }: Binned, order: Int32Array, begin: number, end: number, split: Split): number {
  const right = new Int32Array(end - begin);
  let to = begin;
  let rest = 0;
  for (let n = begin; n < end; n += 1) {
    const row = order[n] as number;
    const bin = bins[row * features + split.feature] as number;
    if (bin === MISSING_BIN ? split.missingLeft : bin <= split.bin) order[to++] = row;
    else right[rest++] = row;
  }
  order.set(right.subarray(0, rest), to);
  return to;
}

function emptyTree(nodes: number): Tree {
  return {
    left: new Int32Array(nodes).fill(-1),
    right: new Int32Array(nodes).fill(-1),
    feature: new Int32Array(nodes),
    threshold: new Float32Array(nodes),
    missingLeft: new Uint8Array(nodes),
    value: new Float32Array(nodes),
    cover: new Float32Array(nodes),
    gain: new Float32Array(nodes),
  };
}

const cut = (tree: Tree, nodes: number): Tree => ({
  left: tree.left.slice(0, nodes),
  right: tree.right.slice(0, nodes),
  feature: tree.feature.slice(0, nodes),
  threshold: tree.threshold.slice(0, nodes),
  missingLeft: tree.missingLeft.slice(0, nodes),
  value: tree.value.slice(0, nodes),
  cover: tree.cover.slice(0, nodes),
  gain: tree.gain.slice(0, nodes),
});
