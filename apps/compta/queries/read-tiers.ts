import type { Books } from './open-books.ts';

export interface TiersBalance {
  compte: string;
  tiers: string;
  intitule: string;
  typeTiers: string;
  ouverture: string;
  debit: string;
  credit: string;
  solde: string;
  ecritures: number;
}

/** Trial balance by third party. */
export async function readTiersBalance(books: Books): Promise<TiersBalance[]> {
  const rows = await books.query(
    `select compte, tiers, intitule, type_tiers, ouverture, debit_mouvement, credit_mouvement, solde, ecritures
     from mart_balance_tiers where batch_id = $1 order by compte, tiers`,
    [books.situation.batchId],
  );
  return rows.map(([compte, tiers, intitule, typeTiers, ouverture, debit, credit, solde, ecritures]) => ({
    ...{ compte: String(compte), tiers: String(tiers), intitule: String(intitule), typeTiers: String(typeTiers) },
    ...{ ouverture: String(ouverture), debit: String(debit), credit: String(credit), solde: String(solde) },
    ecritures: Number(ecritures),
  }));
}

export interface AgedRow {
  compte: string;
  tiers: string;
  intitule: string;
  /** Not due yet, then by days overdue. */
  nonEchu: string;
  j30: string;
  j60: string;
  j90: string;
  plus: string;
  solde: string;
}

/** Open items by age; of suppliers what is owed, of customers what is to be received. Each row's sum is the third party's balance. */
export async function readAgedBalance(books: Books, nature: 'client' | 'fournisseur'): Promise<AgedRow[]> {
  const sign = nature === 'fournisseur' ? '-' : '';
  const bucket = (digit: number): string =>
    `sum(case when left(o.tranche, 1) = '${digit}' then ${sign}o.montant else 0 end)`;
  const rows = await books.query(
    `select o.compte, o.tiers, coalesce(max(t.intitule), ''), ${[0, 1, 2, 3, 4].map(bucket).join(', ')}, sum(${sign}o.montant)
     from mart_postes_ouverts o
     left join mart_balance_tiers t on t.batch_id = o.batch_id and t.compte = o.compte and t.tiers = o.tiers
     where o.batch_id = $1 and o.nature = $2
     group by o.compte, o.tiers order by sum(${sign}o.montant) desc, o.tiers`,
    [books.situation.batchId, nature],
  );
  return rows.map(([compte, tiers, intitule, nonEchu, j30, j60, j90, plus, solde]) => ({
    ...{ compte: String(compte), tiers: String(tiers), intitule: String(intitule), nonEchu: String(nonEchu) },
    ...{ j30: String(j30), j60: String(j60), j90: String(j90), plus: String(plus), solde: String(solde) },
  }));
}

export interface JournalMonth {
  journal: string;
  intitule: string;
  type: string;
  mois: string;
  debit: string;
  credit: string;
  ecritures: number;
  pieces: number;
}

/** Totals of journals month by month, over the books. */
export async function readJournals(books: Books): Promise<JournalMonth[]> {
  const rows = await books.query(
    `select j.journal, max(j.intitule), max(j.type_journal), j.mois, sum(j.debit), sum(j.credit), sum(j.ecritures), sum(j.pieces)
     from situation_lots l join mart_journaux j on j.batch_id = l.lot_id
     where l.batch_id = $1 group by j.journal, j.mois order by j.mois, j.journal`,
    [books.situation.batchId],
  );
  return rows.map(([journal, intitule, type, mois, debit, credit, ecritures, pieces]) => ({
    ...{ journal: String(journal), intitule: String(intitule), type: String(type), mois: String(mois) },
    ...{ debit: String(debit), credit: String(credit), ecritures: Number(ecritures), pieces: Number(pieces) },
  }));
}
