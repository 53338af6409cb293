import type { Column } from './column.ts';
import { cellText, columnTotal } from './table-values.ts';

export interface RowGroup<Row> {
  /** Text of the column the rows share; empty for those without. */
  text: string;
  rows: Row[];
  /** Exact sums of the columns that are totalled, by column. */
  totals: Readonly<Record<string, string | null>>;
}

/** Rows put together by what one column says, the most numerous first. */
export function groupRows<Row>(rows: Row[], by: Column<Row>, columns: Column<Row>[]): RowGroup<Row>[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const text = cellText(by, row);
    const known = groups.get(text);
    if (known) known.push(row);
    else groups.set(text, [row]);
  }
  return [...groups]
    .map(([text, members]) => ({
      text,
      rows: members,
      totals: Object.fromEntries(
        columns.filter((column) => column.total).map((column) => [column.id, columnTotal(column, members)]),
      ),
    }))
    .sort((a, b) => b.rows.length - a.rows.length || (a.text < b.text ? -1 : 1));
}
