export interface BooksHead {
  date: string;
  booksStart: string;
  compared: { batchId: string; date: string } | null;
}

export interface StatementLine {
  reference: string;
  nature: 'poste' | 'total' | 'resultat';
  label: string;
  gross: string;
  wear: string;
  net: string;
  previous: string | null;
  accounts: number;
}

export interface StatementsAnswer extends BooksHead {
  actif: StatementLine[];
  passif: StatementLine[];
  resultat: StatementLine[];
  agreement: { assets: string; liabilities: string; result: string; resultInBalance: string; holds: boolean };
  unplaced: { compte: string; intitule: string; solde: string }[];
  sources: Record<'actif' | 'passif' | 'resultat', string>;
}

export interface LineAccount {
  compte: string;
  intitule: string;
  montant: string;
  previous: string | null;
  ecritures: number;
}

export interface AccountRow {
  compte: string;
  intitule: string;
  debit: string;
  credit: string;
  solde: string;
  ecritures: number;
}

export interface EntryRow {
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
  solde: string;
}

export interface LedgerAnswer extends BooksHead {
  name: string;
  total: number;
  debit: string;
  credit: string;
  solde: string;
  items: EntryRow[];
}

export interface SourceAnswer {
  file: string;
  sheet: string | null;
  row: number;
  columns: Record<string, string>;
  letters: string[];
  rows: { line: number; cells: string[] }[];
}

export interface TiersRow {
  compte: string;
  tiers: string;
  intitule: string;
  ouverture: string;
  debit: string;
  credit: string;
  solde: string;
}

export interface AgedRow {
  compte: string;
  tiers: string;
  intitule: string;
  nonEchu: string;
  j30: string;
  j60: string;
  j90: string;
  plus: string;
  solde: string;
}

export interface JournalRow {
  journal: string;
  intitule: string;
  mois: string;
  debit: string;
  credit: string;
  ecritures: number;
  pieces: number;
}

export const INDICATORS = [
  'ventes',
  'marge',
  'tauxMarge',
  'resultat',
  'bfr',
  'tresorerie',
  'delaiClients',
  'delaiFournisseurs',
] as const;
export type Indicator = (typeof INDICATORS)[number];

export interface IndicatorsAnswer extends BooksHead {
  items: { name: string; value: string | null; previous: string | null }[];
  months: { mois: string; ventes: string; charges: string; resultat: string; ventesAvant: string | null }[];
  cash: { jour: string; solde: string }[];
}

export const CONTROLS = [
  'piece_desequilibree',
  'compte_attente',
  'non_lettre',
  'rupture_numerotation',
  'montant_rond',
  'doublon',
  'fin_de_semaine',
  'benford',
] as const;
export type Control = (typeof CONTROLS)[number];

export interface ControlFinding {
  controle: Control;
  date: string;
  batchId: string;
  ligne: number | null;
  compte: string;
  tiers: string;
  journal: string;
  piece: string;
  montant: string;
  detail: string;
}

export interface ControlsAnswer extends BooksHead {
  counts: { controle: Control; count: number }[];
  items: ControlFinding[];
  truncated: boolean;
  benford: {
    total: number;
    chi2: number | null;
    mad: number | null;
    digits: { chiffre: number; observe: number; partObservee: number; partAttendue: number }[];
  };
}
