import type { Cell } from '@griot/warehouse';
import type { Books, Situation } from './open-books.ts';

const INDICATORS = {
  ventes: 'ventes',
  marge: 'marge',
  tauxMarge: 'case when ventes = 0 then null else 100 * cast(marge as double) / cast(ventes as double) end',
  resultat: 'resultat',
  bfr: 'bfr',
  tresorerie: 'tresorerie',
  capitauxPropres: 'capitaux_propres',
  clients: 'clients',
  fournisseurs: 'fournisseurs',
  stocks: 'stocks',
  delaiClients:
    'case when factures_clients_par_jour = 0 then null else cast(clients as double) / factures_clients_par_jour end',
  delaiFournisseurs:
    'case when factures_fournisseurs_par_jour = 0 then null else cast(fournisseurs as double) / factures_fournisseurs_par_jour end',
} as const;
export type Indicator = keyof typeof INDICATORS;
export const INDICATOR_NAMES = Object.keys(INDICATORS) as Indicator[];

export interface Indicators {
  items: { name: Indicator; value: string | null; previous: string | null }[];
  /** Sales, charges and result of each month of the books; before: of the same month a year earlier, where it is known. */
  months: { mois: string; ventes: string; charges: string; resultat: string; ventesAvant: string | null }[];
  /** Cash at the end of each day on which it moved. */
  cash: { jour: string; solde: string }[];
}

export async function readIndicators(books: Books): Promise<Indicators> {
  const [now, before] = await Promise.all([
    indicatorsOf(books, books.situation),
    books.compared ? indicatorsOf(books, books.compared) : null,
  ]);
  return {
    items: INDICATOR_NAMES.map((name, at) => ({ name, value: textOf(now?.[at]), previous: textOf(before?.[at]) })),
    months: await months(books),
    cash: await cash(books),
  };
}

async function indicatorsOf(books: Books, { batchId }: Situation): Promise<Cell[] | undefined> {
  const columns = INDICATOR_NAMES.map((name) => INDICATORS[name]).join(', ');
  const [row] = await books.query(`select ${columns} from mart_indicateurs where batch_id = $1`, [batchId]);
  return row;
}

async function months(books: Books): Promise<Indicators['months']> {
  const rows = await books.query(
    `with mois as (
       select f.client_id, cast(date_trunc('month', f.date_ecriture) as date) as mois,
         sum(case when f.compte like '70%' then f.credit - f.debit else 0 end) as ventes,
         sum(case when f.classe = '6' then f.debit - f.credit else 0 end) as charges,
         sum(case when f.classe in ('6', '7', '8') then f.credit - f.debit else 0 end) as resultat
       from fact_ecritures f where f.client_id = $1 group by f.client_id, cast(date_trunc('month', f.date_ecriture) as date)
     )
     select m.mois, m.ventes, m.charges, m.resultat, avant.ventes
     from mois m left join mois avant on avant.mois = cast(m.mois - interval 1 year as date)
     where m.mois between cast($2 as date) and cast($3 as date) order by m.mois`,
    [books.client.id, `${books.situation.booksStart.slice(0, 7)}-01`, books.situation.date],
  );
  return rows.map(([mois, ventes, charges, resultat, ventesAvant]) => ({
    ...{ mois: String(mois), ventes: String(ventes), charges: String(charges), resultat: String(resultat) },
    ventesAvant: textOf(ventesAvant),
  }));
}

async function cash(books: Books): Promise<Indicators['cash']> {
  const rows = await books.query(
    `select jour, sum(mouvement) over (order by jour rows between unbounded preceding and current row) from (
       select f.date_ecriture as jour, sum(f.debit - f.credit) as mouvement
       from situation_lots l join fact_ecritures f on f.batch_id = l.lot_id
       where l.batch_id = $1 and f.classe = '5' and not f.compte like '59%'
       group by f.date_ecriture) order by jour`,
    [books.situation.batchId],
  );
  return rows.map(([jour, solde]) => ({ jour: String(jour), solde: String(solde) }));
}

const textOf = (cell: Cell | undefined): string | null => (cell === null || cell === undefined ? null : String(cell));
