import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { NOTHING } from '../formats/number.ts';
import type { Format } from '../formats/use-format.ts';
import type { Column } from './column.ts';

/** What a cell shows. */
export function cellContent<Row>(column: Column<Row>, row: Row, format: Format): ReactNode {
  if (column.render) return column.render(row);
  const value = column.value(row);
  if (value === null || value === undefined || value === '') return <span className="text-ink-faint">{NOTHING}</span>;
  if (column.kind === 'figure') return format.bare(String(value), column.unit ?? 'count');
  if (column.kind === 'day') return format.day(String(value));
  return column.text ? column.text(row) : String(value);
}

/** The heading with its unit: « CA (FCFA) ». */
export function headingUnit<Row>(column: Column<Row>, format: Format): string {
  return column.kind === 'figure' && column.unit ? format.unit(column.unit) : '';
}

/** The first cell of a row leads to what it is about. */
export function RowLink({ to, children }: { to: string | undefined; children: ReactNode }) {
  if (!to) return children;
  return (
    <Link to={to} search={true} className="font-medium text-accent underline-offset-2 hover:underline">
      {children}
    </Link>
  );
}
