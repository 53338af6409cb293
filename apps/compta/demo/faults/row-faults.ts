import type { CellValue } from '@griot/sheets';
import type { Expected, Planting } from './planting.ts';

/** Null: the fault cannot be in these exports. */
export type Fault = (kit: Planting) => Expected[] | null;

const isSheet = (kit: Planting): boolean => kit.ledger.format === 'xlsx' || kit.ledger.format === 'xls';
const stated = (kit: Planting): boolean => kit.ledger.columns.balance !== undefined;

/** A value that stands in the place of a sale's amount. */
function inAmount(code: string, value: (kit: Planting) => CellValue): Fault {
  return (kit) => {
    const row = kit.entry(kit.ledger, kit.sale(2));
    kit.set(kit.ledger, row, 'credit', value(kit));
    return [kit.expect(code, kit.ledger, row, 'credit')];
  };
}

/** Faults of cells and rows: somebody's hand, or a program's. */
export const ROW_FAULTS: Record<string, Fault> = {
  'an amount that is no number': inAmount('montant_illisible', () => 'abc 12'),
  'an amount with too many decimals': inAmount('montant_trop_precis', (kit) => (isSheet(kit) ? 12.345 : '1234,567')),
  'an amount beyond what is exact': inAmount('montant_trop_grand', (kit) =>
    isSheet(kit) ? 1e17 : '99999999999999999',
  ),
  'a point that may be anything': (kit) => (isSheet(kit) ? null : inAmount('montant_ambigu', () => '1.234')(kit)),

  'a day that does not exist': (kit) => {
    const row = kit.entry(kit.ledger, kit.sale(1));
    const { layout } = kit.ledger;
    kit.set(kit.ledger, row, 'date', layout === 'fec' ? '20250231' : layout === 'sage' ? '31/02/2025' : '310225');
    return [kit.expect('date_illisible', kit.ledger, row, 'date')];
  },

  'an amount that was changed': (kit) => {
    const sale = kit.line(kit.sale(1));
    const row = kit.entry(kit.ledger, kit.sale(1));
    const amount = sale.credit / 100 + 7;
    kit.set(kit.ledger, row, 'credit', kit.ledger.layout === 'pnm' ? `${amount},00` : amount);
    return stated(kit) ? [kit.expect('solde_progressif', kit.ledger, row, 'balance')] : kit.unbalanced(sale.piece);
  },

  'a row that was taken out': (kit) => {
    const { piece } = kit.line(kit.sale(1));
    const row = kit.entry(kit.ledger, kit.sale(1));
    kit.rows(kit.ledger).splice(row, 1);
    if (!stated(kit)) return kit.unbalanced(piece);
    return [
      kit.expect('solde_progressif', kit.ledger, row, 'balance'),
      kit.expect('piece_desequilibree', kit.ledger, kit.pieceRows(kit.ledger, piece)[0], 'piece'),
    ];
  },

  'a debit and a credit': (kit) => {
    if (kit.ledger.layout === 'pnm') return null;
    const row = kit.entry(kit.ledger, kit.sale(0));
    kit.set(kit.ledger, row, 'debit', 5);
    return [kit.expect('debit_et_credit', kit.ledger, row, 'credit')];
  },

  'an entry without its journal': (kit) => {
    const row = kit.entry(kit.ledger, kit.sale(1));
    kit.set(kit.ledger, row, 'journal', null);
    return [kit.expect('valeur_manquante', kit.ledger, row, 'journal')];
  },

  'a total that is wrong': (kit) => {
    const { account } = kit.line(kit.sale(0));
    const row = kit.find(kit.ledger, (tag) => tag.kind === 'total' && tag.owner === account);
    if (row < 0) return null;
    kit.set(kit.ledger, row, 'credit', 17);
    return [kit.expect('total_faux', kit.ledger, row, 'credit')];
  },

  'a grand total that is wrong': (kit) => {
    const row = kit.find(kit.ledger, (tag) => tag.kind === 'grand');
    if (row < 0) return null;
    kit.set(kit.ledger, row, 'debit', 17);
    return [kit.expect('total_faux', kit.ledger, row, 'debit')];
  },

  'an end that is missing': (kit) => {
    const rows = kit.rows(kit.ledger);
    const row = kit.find(kit.ledger, (tag) => tag.kind === 'grand');
    if (row < 0) return null;
    rows.splice(row - 1, 2);
    return [kit.expect('totaux_absents', kit.ledger, rows.length - 1)];
  },

  'a text that is cut': (kit) => {
    const { layout } = kit.ledger;
    const last = kit.rows(kit.ledger).at(-1);
    if (!last || (layout !== 'pnm' && layout !== 'bare' && layout !== 'fec')) return null;
    if (layout === 'pnm') last.cells = [String(last.cells[0]).slice(0, 70)];
    else last.cells = last.cells.slice(0, layout === 'fec' ? 9 : 5);
    return [kit.expect('ligne_incomplete', kit.ledger, kit.rows(kit.ledger).length - 1)];
  },

  'a tab in a label': (kit) => inLabel(kit, '\t'),
  'a line break in a label': (kit) => inLabel(kit, '\n'),
  'a bar in a label': (kit) => inLabel(kit, '|'),

  'an account that is no number': (kit) => {
    if (kit.ledger.layout !== 'sage') return null;
    const { account } = kit.line(kit.sale(0));
    const row = kit.find(kit.ledger, (tag) => tag.kind === 'owner' && tag.owner === account);
    const cells = kit.rows(kit.ledger)[row]?.cells;
    if (cells) cells[0] = 'VENTES';
    return [kit.expect('compte_illisible', kit.ledger, row, 'account')];
  },

  'a heading that is missing': (kit) => {
    const row = kit.find(kit.ledger, (tag) => tag.kind === 'heading');
    const cells = kit.rows(kit.ledger)[row]?.cells;
    if (!cells || kit.ledger.layout !== 'sage') return null;
    cells[13] = null;
    return [kit.expect('colonne_manquante', kit.ledger, row)];
  },

  'a code that is there twice': (kit) => {
    const plan = kit.file('PLAN_COMPTES');
    if (!plan) return null;
    const { account } = kit.line(kit.sale(0));
    const row = kit.find(plan, (tag) => tag.kind === 'row' && tag.code === account);
    const rows = kit.rows(plan);
    const again = rows[row];
    if (again) rows.splice(row + 1, 0, { ...again, cells: [...again.cells] });
    return [kit.expect('code_en_double', plan, row + 1, 'code')];
  },
};

function inLabel(kit: Planting, sign: string): Expected[] {
  const row = kit.entry(kit.ledger, kit.sale(1));
  const { layout, delimiter, columns } = kit.ledger;
  const isText = layout === 'bare' || layout === 'fec';
  if (layout === 'pnm' || (layout === 'sage' && !isSheet(kit) && delimiter === '\t' && sign !== '|')) return [];
  const label = String(kit.rows(kit.ledger)[row]?.cells[columns.label ?? 0]);
  kit.set(kit.ledger, row, 'label', label.replace(' ', sign));
  return isText && (sign === delimiter || sign === '\n')
    ? [kit.expect('ligne_recollee', kit.ledger, row, 'label')]
    : [];
}
