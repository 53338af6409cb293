import { checkWidth, type Model } from './model.ts';
import { nextNode, type Tree } from './tree.ts';

export interface Contributions {
  /** The margin when nothing is known of the row: what training rows got on average. */
  bias: number;
  /** By feature; with the bias they sum to the margin. */
  values: Float64Array;
}

/**
 * What each feature moved the margin by: Shapley values of the trees, where an unknown feature follows the training rows
 * (TreeSHAP, path-dependent: Lundberg, Erion & Lee 2018, algorithm 2; XGBoost's `pred_contribs`).
 */
export function contributionsOf(model: Model, row: ArrayLike<number>): Contributions {
  checkWidth(model, row.length);
  const values = new Float64Array(model.names.length);
  const single = Float32Array.from(row);
  let bias = model.base;
  for (const tree of model.trees) {
    bias += meanOf(tree, 0);
    walk({ tree, row: single, values }, 0, [], 1, 1, -1);
  }
  return { bias, values };
}

/** What a tree says on average over its training rows. */
function meanOf(tree: Tree, node: number): number {
  if (tree.left[node] === -1) return tree.value[node] as number;
  const [left, right] = [tree.left[node] as number, tree.right[node] as number];
  return share(tree, node, left) * meanOf(tree, left) + share(tree, node, right) * meanOf(tree, right);
}

const share = (tree: Tree, parent: number, child: number): number => {
  const whole =
    (tree.cover[tree.left[parent] as number] as number) + (tree.cover[tree.right[parent] as number] as number);
  return whole > 0 ? (tree.cover[child] as number) / whole : 0.5;
};

/** One feature of the path: the shares of paths that come by when it is unknown and known, and the weight of subsets by size. */
interface Step {
  feature: number;
  zero: number;
  one: number;
  weight: number;
}

function walk(
  c: { tree: Tree; row: Float32Array; values: Float64Array },
  node: number,
  before: readonly Step[],
  zero: number,
  one: number,
  feature: number,
): void {
  const { tree, row, values } = c;
  let path = extend(before, zero, one, feature);
  if (tree.left[node] === -1) {
    for (let n = 1; n < path.length; n += 1) {
      const step = path[n] as Step;
      (values[step.feature] as number) += unwoundSum(path, n) * (step.one - step.zero) * (tree.value[node] as number);
    }
    return;
  }
  const hot = nextNode(tree, node, row, 0);
  const cold = (hot === tree.left[node] ? tree.right[node] : tree.left[node]) as number;
  const own = tree.feature[node] as number;
  let [zeroBefore, oneBefore] = [1, 1];
  const again = path.findIndex((step, n) => n > 0 && step.feature === own);
  if (again >= 0) {
    ({ zero: zeroBefore, one: oneBefore } = path[again] as Step);
    path = unwind(path, again);
  }
  walk(c, hot, path, zeroBefore * share(tree, node, hot), oneBefore, own);
  walk(c, cold, path, zeroBefore * share(tree, node, cold), 0, own);
}

function extend(before: readonly Step[], zero: number, one: number, feature: number): Step[] {
  const path = before.map((step) => ({ ...step }));
  const depth = path.length;
  path.push({ feature, zero, one, weight: depth === 0 ? 1 : 0 });
  for (let n = depth - 1; n >= 0; n -= 1) {
    const [here, after] = [path[n] as Step, path[n + 1] as Step];
    after.weight += (one * here.weight * (n + 1)) / (depth + 1);
    here.weight = (zero * here.weight * (depth - n)) / (depth + 1);
  }
  return path;
}

/** The path as if feature number `which` had not been on it. */
function unwind(given: readonly Step[], which: number): Step[] {
  const path = given.map((step) => ({ ...step }));
  const depth = path.length - 1;
  const { zero, one } = path[which] as Step;
  let next = (path[depth] as Step).weight;
  for (let n = depth - 1; n >= 0; n -= 1) {
    const here = path[n] as Step;
    if (one !== 0) {
      const kept = here.weight;
      here.weight = (next * (depth + 1)) / ((n + 1) * one);
      next = kept - (here.weight * zero * (depth - n)) / (depth + 1);
    } else here.weight = (here.weight * (depth + 1)) / (zero * (depth - n));
  }
  for (let n = which; n < depth; n += 1) {
    const { feature, zero: z, one: o } = path[n + 1] as Step;
    Object.assign(path[n] as Step, { feature, zero: z, one: o });
  }
  path.length = depth;
  return path;
}

function unwoundSum(path: readonly Step[], which: number): number {
  const depth = path.length - 1;
  const { zero, one } = path[which] as Step;
  let next = (path[depth] as Step).weight;
  let total = 0;
  for (let n = depth - 1; n >= 0; n -= 1) {
    const { weight } = path[n] as Step;
    if (one !== 0) {
      const part = (next * (depth + 1)) / ((n + 1) * one);
      total += part;
      next = weight - (part * zero * (depth - n)) / (depth + 1);
    } else if (zero !== 0) total += (weight * (depth + 1)) / (zero * (depth - n));
  }
  return total;
}
