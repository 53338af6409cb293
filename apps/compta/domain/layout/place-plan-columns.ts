import type { SheetRow } from '@griot/sheets';
import { isBlank } from '../values/text.ts';
import type { Heading } from './find-heading.ts';
import type { Columns } from './place-columns.ts';
import type { Role } from './roles.ts';

/** Of the rows below a plan's heading, which columns hold its values: filled, near their headings, in their order. */
export function placePlanColumns(heading: Heading, rows: readonly SheetRow[]): Columns {
  const roles = (Object.keys(heading.at) as Role[]).sort((a, b) => (heading.at[a] ?? 0) - (heading.at[b] ?? 0));
  const fill = (column: number): number =>
    rows.filter(({ cells }) => !isBlank(cells[column])).length / Math.max(1, rows.length);
  let best: { columns: Columns; score: number } = { columns: { ...heading.at }, score: -1 };
  const walk = (index: number, columns: Columns, last: number, score: number): void => {
    const role = roles[index];
    if (role === undefined) {
      if (score > best.score) best = { columns, score };
      return;
    }
    const at = heading.at[role] ?? 0;
    for (const step of [0, 1, -1, 2, -2]) {
      const column = at + step;
      if (column <= last || column < 0) continue;
      walk(index + 1, { ...columns, [role]: column }, column, score + fill(column) - Math.abs(step) * 0.05);
    }
  };
  walk(0, {}, -1, 0);
  return best.columns;
}
