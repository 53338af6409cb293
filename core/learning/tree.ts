/**
 * A tree as arrays by node; node 0 is the root. A row goes left when its value is below the threshold, or is missing and
 * the node sends those left. Thresholds and leaves are single-precision numbers, as XGBoost keeps them.
 */
export interface Tree {
  /** -1 at a leaf. */
  left: Int32Array;
  right: Int32Array;
  feature: Int32Array;
  threshold: Float32Array;
  missingLeft: Uint8Array;
  /** What a leaf adds to the margin; at inner nodes what it would add as a leaf. */
  value: Float32Array;
  /** Sum of second-order gradients of the training rows that came by. */
  cover: Float32Array;
  /** By how much a split lowered the loss. */
  gain: Float32Array;
}

export const isLeaf = (tree: Tree, node: number): boolean => tree.left[node] === -1;

/** The node that a row goes to from an inner node. */
export function nextNode(tree: Tree, node: number, row: ArrayLike<number>, at: number): number {
  const value = row[at + (tree.feature[node] as number)] as number;
  const goesLeft = Number.isNaN(value) ? tree.missingLeft[node] === 1 : value < (tree.threshold[node] as number);
  return (goesLeft ? tree.left[node] : tree.right[node]) as number;
}

/** The leaf of the row that begins at `at`. */
export function leafOf(tree: Tree, row: ArrayLike<number>, at = 0): number {
  let node = 0;
  while (tree.left[node] !== -1) node = nextNode(tree, node, row, at);
  return node;
}
