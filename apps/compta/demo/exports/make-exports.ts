import type { FileType } from '../../domain/ledger-types.ts';
import type { Books } from '../books/book-types.ts';
import type { ExportFile, ExportRow, ExportStyle } from './export-types.ts';
import { REPORTS } from './ledger-layouts.ts';
import { bareRows, pnmRows, reportRows } from './ledger-rows.ts';
import { accountRows, fecRows, journalRows, PLAN_COLUMNS, tiersRows } from './plan-rows.ts';

export type ExportSet = Record<Exclude<FileType, 'FEC'>, ExportStyle> | { FEC: ExportStyle };

const NAMES: Record<FileType, string> = {
  GRAND_LIVRE_COMPTES: 'GrandLivre',
  GRAND_LIVRE_TIERS: 'GrandLivreTiers',
  PLAN_TIERS: 'PlanTiers',
  PLAN_COMPTES: 'PlanComptes',
  CODE_JOURNAL: 'CodeJournal',
  FEC: 'FEC',
};
const BARE = { account: 0, date: 1, journal: 2, piece: 3, label: 4, lettrage: 5, debit: 6, credit: 7, balance: 8 };

/** The exports of a company's books, laid out as asked. Nothing is written yet. */
export function makeExports(books: Books, set: ExportSet): ExportFile[] {
  return (Object.entries(set) as [FileType, ExportStyle][]).map(([type, style]) => makeExport(books, type, style));
}

function makeExport(books: Books, type: FileType, style: ExportStyle): ExportFile {
  const { layout, columns, rows } = laidOut(books, type, style);
  const text = style.format === 'txt';
  return {
    type,
    layout,
    columns,
    name: `${NAMES[type]}.${style.format}`,
    format: style.format,
    encoding: style.encoding ?? (text || style.format === 'pnm' ? 'latin1' : 'utf8'),
    delimiter: style.delimiter ?? (style.format === 'csv' ? ';' : '\t'),
    sheet: 'Feuil1',
    decimal: style.decimal ?? ',',
    rows: { [Symbol.iterator]: rows },
  };
}

function laidOut(
  books: Books,
  type: FileType,
  style: ExportStyle,
): { layout: string; columns: ExportFile['columns']; rows: () => Iterator<ExportRow> } {
  switch (type) {
    case 'PLAN_COMPTES':
      return { layout: 'plan', columns: PLAN_COLUMNS[type], rows: () => accountRows(books) };
    case 'PLAN_TIERS':
      return { layout: 'plan', columns: PLAN_COLUMNS[type], rows: () => tiersRows(books) };
    case 'CODE_JOURNAL':
      return { layout: 'plan', columns: PLAN_COLUMNS[type], rows: () => journalRows(books) };
    case 'FEC':
      return {
        layout: 'fec',
        columns: {
          journal: 0,
          piece: 2,
          date: 3,
          account: 4,
          tiers: 6,
          label: 10,
          debit: 11,
          credit: 12,
          lettrage: 13,
        },
        rows: () => fecRows(books),
      };
    default: {
      const by = type === 'GRAND_LIVRE_COMPTES' ? 'accounts' : 'tiers';
      const layout = style.layout ?? (by === 'accounts' ? 'sage' : 'tiers-a');
      if (layout === 'pnm') return { layout, columns: {}, rows: () => pnmRows(books) };
      if (layout === 'bare') return { layout, columns: BARE, rows: () => bareRows(books, by) };
      return { layout, columns: REPORTS[layout].columns, rows: () => reportRows(books, by, REPORTS[layout]) };
    }
  }
}
