import type { Cell } from '@griot/warehouse';
import type { Books } from './open-books.ts';

export interface LedgerFilter {
  compte?: string | undefined;
  tiers?: string | undefined;
  journal?: string | undefined;
  du?: string | undefined;
  au?: string | undefined;
}

export interface LedgerLine {
  /** Its batch and the row of its file: what names an entry. */
  batchId: string;
  ligne: number;
  date: string;
  journal: string;
  piece: string;
  compte: string;
  tiers: string;
  libelle: string;
  lettrage: string;
  echeance: string | null;
  debit: string;
  credit: string;
  /** Running balance, debits less credits, of all lines up to this one. */
  solde: string;
}

const COLUMNS = `f.batch_id, f.ligne, f.date_ecriture, f.journal, f.piece, f.compte, coalesce(f.tiers, '') as tiers, f.libelle,
  coalesce(f.lettrage, '') as lettrage, f.echeance, f.debit, f.credit`;

/** Lines of an account, a third party or a journal in the order they were booked, from the openings of the books on. */
export async function readLedger(
  books: Books,
  filter: LedgerFilter,
  page: { offset: number; limit: number },
): Promise<{ items: LedgerLine[]; total: number; debit: string; credit: string; solde: string; name: string }> {
  const { sql, params } = ledgerSql(books, filter);
  const [totals] = await books.query(
    `select count(*), coalesce(sum(debit), 0), coalesce(sum(credit), 0), coalesce(sum(debit) - sum(credit), 0) from (${sql})`,
    params,
  );
  const rows = await books.query(
    `${sql} order by rang, date_ecriture, ligne limit ${page.limit} offset ${page.offset}`,
    params,
  );
  const [total, debit, credit, solde] = totals ?? [];
  return {
    items: rows.map(lineOf),
    total: Number(total ?? 0),
    debit: String(debit ?? '0'),
    credit: String(credit ?? '0'),
    solde: String(solde ?? '0'),
    name: await nameOf(books, filter),
  };
}

/** All of them, read as they are taken. */
export async function* streamLedger(books: Books, filter: LedgerFilter): AsyncGenerator<LedgerLine> {
  const { sql, params } = ledgerSql(books, filter);
  for await (const rows of books.stream(`${sql} order by compte, rang, date_ecriture, ligne`, params))
    for (const row of rows) yield lineOf(row);
}

/** The running balance counts from the first line of the books; days are cut out afterwards. */
function ledgerSql(books: Books, filter: LedgerFilter): { sql: string; params: unknown[] } {
  const params: unknown[] = [books.situation.batchId];
  const where = ['l.batch_id = $1'];
  const add = (condition: (name: string) => string, value: unknown): string => {
    params.push(value);
    return condition(`$${params.length}`);
  };
  if (filter.compte) where.push(add((name) => `f.compte = ${name}`, filter.compte));
  if (filter.tiers) where.push(add((name) => `f.tiers = ${name}`, filter.tiers));
  if (filter.journal) where.push(add((name) => `f.journal = ${name}`, filter.journal));
  const days: string[] = [];
  if (filter.du) days.push(add((name) => `date_ecriture >= cast(${name} as date)`, filter.du));
  if (filter.au) days.push(add((name) => `date_ecriture <= cast(${name} as date)`, filter.au));
  const partition = filter.compte || filter.tiers || filter.journal ? '' : 'partition by f.compte ';
  const sql = `select * from (
      select ${COLUMNS},
        sum(f.debit - f.credit) over (
          ${partition}order by case when f.ouverture then 0 else 1 end, f.date_ecriture, f.ligne
          rows between unbounded preceding and current row) as solde,
        case when f.ouverture then 0 else 1 end as rang
      from situation_lots l join fact_ecritures f on f.batch_id = l.lot_id
      where ${where.join(' and ')}
    ) ${days.length > 0 ? `where ${days.join(' and ')}` : ''}`;
  return { sql, params };
}

async function nameOf(books: Books, { compte, tiers, journal }: LedgerFilter): Promise<string> {
  const { batchId } = books.situation;
  const [sql, value] = tiers
    ? ['select max(intitule) from mart_balance_tiers where batch_id = $1 and tiers = $2', tiers]
    : compte
      ? ['select max(intitule) from mart_situation_comptes where batch_id = $1 and compte = $2', compte]
      : ['select max(intitule) from mart_journaux where batch_id = $1 and journal = $2', journal ?? ''];
  const [row] = await books.query(String(sql), [batchId, value]);
  return String(row?.[0] ?? '');
}

export interface AccountBalance {
  compte: string;
  intitule: string;
  debit: string;
  credit: string;
  solde: string;
  ecritures: number;
}

/** The accounts of the books with their sums: where the general ledger begins. */
export async function readAccounts(books: Books): Promise<AccountBalance[]> {
  const rows = await books.query(
    `select compte, intitule, debit_ouverture + debit_mouvement, credit_ouverture + credit_mouvement, solde, ecritures
     from mart_situation_comptes where batch_id = $1 order by compte`,
    [books.situation.batchId],
  );
  return rows.map(([compte, intitule, debit, credit, solde, ecritures]) => ({
    ...{ compte: String(compte), intitule: String(intitule), debit: String(debit), credit: String(credit) },
    ...{ solde: String(solde), ecritures: Number(ecritures) },
  }));
}

/** All lines of the piece that an entry belongs to, in the order of its file. Empty: there is no such entry in these books. */
export async function readPiece(books: Books, entry: { batchId: string; ligne: number }): Promise<LedgerLine[]> {
  const rows = await books.query(
    `select ${COLUMNS}, sum(f.debit - f.credit) over (order by f.ligne rows between unbounded preceding and current row) as solde
     from fact_ecritures f
     join situation_lots l on l.lot_id = f.batch_id and l.batch_id = $1
     join fact_ecritures one on one.batch_id = f.batch_id and one.journal = f.journal and one.piece = f.piece
       and one.date_ecriture = f.date_ecriture
     where one.batch_id = $2 and one.ligne = $3
     order by f.ligne`,
    [books.situation.batchId, entry.batchId, entry.ligne],
  );
  return rows.map(lineOf);
}

function lineOf(row: readonly Cell[]): LedgerLine {
  const [batchId, ligne, date, journal, piece, compte, tiers, libelle, lettrage, echeance, debit, credit, solde] = row;
  return {
    ...{ batchId: String(batchId), ligne: Number(ligne), date: String(date), journal: String(journal ?? '') },
    ...{
      piece: String(piece ?? ''),
      compte: String(compte),
      tiers: String(tiers ?? ''),
      libelle: String(libelle ?? ''),
    },
    lettrage: String(lettrage ?? ''),
    echeance: echeance === null || echeance === undefined ? null : String(echeance),
    ...{ debit: String(debit), credit: String(credit), solde: String(solde) },
  };
}
