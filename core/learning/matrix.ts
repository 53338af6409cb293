import { DomainError } from '@griot/kernel';

/** Rows of features, row after row; NaN is a value that is missing. Single precision, as models compare it. */
export interface Matrix {
  names: readonly string[];
  rows: number;
  /** `rows * names.length` values. */
  values: Float32Array;
}

export function matrixOf(names: readonly string[], rows: readonly ArrayLike<number>[]): Matrix {
  const values = new Float32Array(rows.length * names.length);
  rows.forEach((row, n) => {
    if (row.length !== names.length) {
      const details = { row: n, features: row.length, expected: names.length };
      throw new DomainError({ code: 'learning.row_width', kind: 'invalid', details });
    }
    values.set(row, n * names.length);
  });
  return { names, rows: rows.length, values };
}

/** One row, without a copy. */
export const rowOf = ({ names, values }: Matrix, row: number): Float32Array =>
  values.subarray(row * names.length, (row + 1) * names.length);
