import { addDays } from '@griot/kernel';
import type { CellValue, SheetRow } from '@griot/sheets';
import type { FileType, PeriodRange } from '../ledger-types.ts';
import type { Grid } from '../source/grid.ts';
import { type NumberStyle, pointsPartThousands } from '../values/amount.ts';
import { type DateOrder, dateOrderOf } from '../values/day.ts';
import { fold, isBlank } from '../values/text.ts';
import { findHeading, type Heading, isHeading } from './find-heading.ts';
import { type FoundPeriod, findPeriod } from './find-period.ts';
import { type Columns, placeColumns } from './place-columns.ts';
import { placePlanColumns } from './place-plan-columns.ts';
import { bareLedger, fecColumns, isPnm, PNM_COLUMNS } from './recognise-texts.ts';
import { HEADINGS, type Role, TITLES } from './roles.ts';

/** `report`: accounts above their entries. `bare`: an account on each line, without heading. `table`: an account on each line. */
export type Layout = 'report' | 'bare' | 'pnm' | 'fec' | 'plan';

export interface Recognition {
  type: FileType;
  layout: Layout;
  /** 0 to 1: how sure. Below `SURE` the user is asked. */
  confidence: number;
  columns: Columns;
  /** Last line of the heading; 0 when there is none. */
  headingLine: number;
  /** Required columns that were not found. */
  missing: Role[];
  style: NumberStyle;
  order: DateOrder;
  period: FoundPeriod;
  grid: Grid;
}

export const SURE = 0.6;
const TITLE_ROWS = 25;

/** What a grid is, by its title, headings and contents; null: nothing that we know. `asserted`: it is what was asked for, or nothing. */
export function recognise(grid: Grid, decimals: number, asked?: FileType, asserted = false): Recognition | null {
  const { head } = grid;
  const cells = head.flatMap((row) => row.cells.filter((cell): cell is string => typeof cell === 'string'));
  const base = {
    grid,
    style: { decimals, pointsPartThousands: pointsPartThousands(cells) },
    order: orderOf(head),
  };
  const period = headerPeriod(head.slice(0, TITLE_ROWS), base.order);
  if (isPnm(grid))
    return {
      ...base,
      type: 'GRAND_LIVRE_COMPTES',
      layout: 'pnm',
      confidence: 0.95,
      columns: PNM_COLUMNS,
      headingLine: 1,
      missing: [],
      period,
    };
  const fec = fecColumns(head);
  if (fec)
    return {
      ...base,
      type: 'FEC',
      layout: 'fec',
      confidence: fec.share,
      columns: fec.columns,
      headingLine: fec.line,
      missing: [],
      period,
    };
  const bare = bareLedger(head, base.style);
  if (bare)
    return {
      ...base,
      // What stands in the first column tells accounts from third parties only by its look.
      type: asserted && asked === 'GRAND_LIVRE_TIERS' ? asked : bare.type,
      layout: 'bare',
      confidence: bare.share * 0.9,
      columns: bare.columns,
      headingLine: 0,
      missing: [],
      period,
    };
  const types = (Object.keys(HEADINGS) as Exclude<FileType, 'FEC'>[]).filter((type) => !asserted || type === asked);
  const candidates = types.flatMap((type) => {
    const heading = findHeading(head, type);
    return heading ? [candidate(type, heading, { ...base, period })] : [];
  });
  const best = candidates.sort(
    (a, b) => Number(b.type === asked) * 0.05 + b.confidence - (a.confidence + Number(a.type === asked) * 0.05),
  )[0];
  return best ?? null;
}

/** A header may write its dates otherwise than the entries below: whole months tell, else the order of the entries. */
function headerPeriod(rows: readonly SheetRow[], order: DateOrder): FoundPeriod {
  const other = order === 'day_first' ? 'month_first' : 'day_first';
  const [first, second] = [findPeriod(rows, order), findPeriod(rows, other)];
  if (second.found !== 'whole') return first;
  return first.found !== 'whole' || (!isWholeMonths(first.period) && isWholeMonths(second.period)) ? second : first;
}

const isWholeMonths = ({ start, end }: PeriodRange): boolean =>
  start.endsWith('-01') && addDays(end, 1).endsWith('-01');

function candidate(
  type: Exclude<FileType, 'FEC'>,
  heading: Heading,
  base: Pick<Recognition, 'grid' | 'style' | 'order' | 'period'>,
): Recognition {
  const { head } = base.grid;
  const title = titleOf(head);
  const titled = title === type ? 0.35 : title === null ? 0.1 : -0.3;
  const below = head.slice(heading.index + 1);
  const complete = heading.missing.length === 0 ? heading.share : heading.share * 0.5;
  if (type !== 'GRAND_LIVRE_COMPTES' && type !== 'GRAND_LIVRE_TIERS') {
    // A legend explains its signs with an equals sign.
    const isRow = ({ cells }: SheetRow): boolean =>
      cells.filter((cell) => !isBlank(cell)).length >= 2 &&
      !isHeading(cells, type) &&
      !cells.some((cell) => fold(cell) === '=');
    const rows = below.filter(isRow);
    const columns = placePlanColumns(heading, rows);
    const right = rows.length === 0 ? 0.5 : planContent(type, rows, columns);
    const confidence = clamp(titled + complete * 0.4 + right * 0.25);
    return { ...base, type, layout: 'plan', confidence, columns, headingLine: heading.line, missing: heading.missing };
  }
  const placed = placeColumns(heading, below, base);
  // An account or a third party stands above its entries, in the column of their dates.
  const owner = type === 'GRAND_LIVRE_COMPTES' ? 'account' : 'tiers';
  const columns: Columns = placed ? { ...placed.columns, [owner]: placed.columns.date } : { ...heading.at };
  const kind = ownerKind(below, columns);
  const fits = kind === null ? 0.5 : kind === type ? 1 : 0;
  const content = placed ? placed.oneSided * 0.5 + (columns.balance === undefined ? 0.3 : placed.balanced * 0.5) : 0.3;
  const confidence = clamp(titled + complete * 0.25 + content * 0.2 + fits * 0.2);
  const missing = (['date', 'debit', 'credit', 'journal'] as Role[]).filter((role) => columns[role] === undefined);
  return {
    ...base,
    type,
    layout: 'report',
    confidence,
    columns,
    headingLine: heading.line,
    missing: heading.missing.length > 0 ? heading.missing : missing,
  };
}

/** Which ledger it is, by what stands above its entries: numbers of accounts, or codes of third parties. */
function ownerKind(rows: readonly SheetRow[], columns: Columns): 'GRAND_LIVRE_COMPTES' | 'GRAND_LIVRE_TIERS' | null {
  const at = columns.date ?? 0;
  const owners = rows.flatMap(({ cells }) => {
    const amounts = [columns.debit, columns.credit].some((column) => column !== undefined && !isBlank(cells[column]));
    const owner = cells[at];
    if (amounts || owner instanceof Date || isBlank(owner) || !/^[\w.\-/]{2,20}$/.test(String(owner).trim())) return [];
    return [String(owner).trim()];
  });
  if (owners.length === 0) return null;
  const accounts = owners.filter((owner) => /^[1-9]\d{2,12}$/.test(owner)).length;
  return accounts * 2 > owners.length ? 'GRAND_LIVRE_COMPTES' : 'GRAND_LIVRE_TIERS';
}

function planContent(type: FileType, rows: readonly SheetRow[], columns: Columns): number {
  const values = (role: Role): CellValue[] =>
    rows.map(({ cells }) => cells[columns[role] ?? -1] ?? null).filter((cell) => !isBlank(cell));
  const share = (cells: CellValue[], test: RegExp): number =>
    cells.filter((cell) => test.test(String(cell).trim())).length / Math.max(1, cells.length);
  if (type === 'PLAN_COMPTES') return share(values('code'), /^\d{1,13}$/);
  if (type === 'PLAN_TIERS') return share(values('collective'), /^\d{3,13}$/);
  return share(values('code'), /^\S{1,6}$/) * share(values('kind'), /^(achat|vente|tr[ée]so|g[ée]n[ée]|situation)/i);
}

function titleOf(head: readonly SheetRow[]): FileType | null {
  const texts = head.slice(0, TITLE_ROWS).flatMap((row) => row.cells.map(fold));
  return TITLES.find(([, pattern]) => texts.some((text) => pattern.test(text)))?.[0] ?? null;
}

/** The order of the written dates of a file, from those of the column that has most of them. */
function orderOf(head: readonly SheetRow[]): DateOrder {
  const byColumn = new Map<number, string[]>();
  for (const { cells } of head) {
    for (const [column, cell] of cells.entries()) {
      if (typeof cell !== 'string' || !/^\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\s*$/.test(cell)) continue;
      byColumn.set(column, [...(byColumn.get(column) ?? []), cell]);
    }
  }
  const most = [...byColumn.values()].sort((a, b) => b.length - a.length)[0];
  return dateOrderOf(most ?? []);
}

const clamp = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 100) / 100;
