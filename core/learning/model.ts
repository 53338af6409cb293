import { DomainError } from '@griot/kernel';
import type { Matrix } from './matrix.ts';
import { fromMargin, type Objective } from './objectives.ts';
import { leafOf, type Tree } from './tree.ts';

/** Trees whose leaves are added to a constant. */
export interface Model {
  objective: Objective;
  /** Features, in the order of a row's values. */
  names: string[];
  /** The margin before any tree. */
  base: number;
  trees: Tree[];
}

/** Single precision: a value compares with a threshold as it did in training, and as XGBoost compares it. */
const single = (row: ArrayLike<number>): Float32Array => (row instanceof Float32Array ? row : Float32Array.from(row));

export function checkWidth(model: Model, features: number): void {
  if (features === model.names.length) return;
  const details = { features, expected: model.names.length };
  throw new DomainError({ code: 'learning.row_width', kind: 'invalid', details });
}

/** The sum of the leaves of a row. */
export function predictMargin(model: Model, row: ArrayLike<number>): number {
  checkWidth(model, row.length);
  const values = single(row);
  let margin = model.base;
  for (const tree of model.trees) margin += tree.value[leafOf(tree, values)] as number;
  return margin;
}

/** A probability when the model is logistic, else the margin. */
export const predict = (model: Model, row: ArrayLike<number>): number =>
  fromMargin(model.objective, predictMargin(model, row));

/** Of every row. */
export function predictAll(model: Model, matrix: Matrix): Float64Array {
  checkWidth(model, matrix.names.length);
  const margins = new Float64Array(matrix.rows).fill(model.base);
  const width = matrix.names.length;
  for (const tree of model.trees) {
    for (let row = 0; row < matrix.rows; row += 1) {
      (margins[row] as number) += tree.value[leafOf(tree, matrix.values, row * width)] as number;
    }
  }
  return margins.map((margin) => fromMargin(model.objective, margin));
}
