import type { SheetColumn } from '@griot/sheets';

export type Locale = 'fr' | 'en';
export type ColumnKind = SheetColumn<unknown>['kind'];
type Words = Readonly<Record<Locale, string>>;

/** What an exported book holds, in the order of its columns, by the names of its rows. */
export const COLUMNS = {
  balance: {
    compte: 'text',
    intitule: 'text',
    debitOuverture: 'money',
    creditOuverture: 'money',
    debitMouvement: 'money',
    creditMouvement: 'money',
    soldeDebiteur: 'money',
    soldeCrediteur: 'money',
  },
  ledger: {
    compte: 'text',
    date: 'day',
    journal: 'text',
    piece: 'text',
    tiers: 'text',
    libelle: 'text',
    lettrage: 'text',
    debit: 'money',
    credit: 'money',
    solde: 'money',
    ligne: 'number',
  },
  tiers: {
    compte: 'text',
    tiers: 'text',
    intitule: 'text',
    ouverture: 'money',
    debit: 'money',
    credit: 'money',
    solde: 'money',
  },
  aged: {
    compte: 'text',
    tiers: 'text',
    intitule: 'text',
    nonEchu: 'money',
    j30: 'money',
    j60: 'money',
    j90: 'money',
    plus: 'money',
    solde: 'money',
  },
  journals: {
    mois: 'day',
    journal: 'text',
    intitule: 'text',
    debit: 'money',
    credit: 'money',
    ecritures: 'number',
    pieces: 'number',
  },
} as const satisfies Record<string, Record<string, ColumnKind>>;

export const SHEETS = {
  balance: { fr: 'Balance générale', en: 'Trial balance' },
  ledger: { fr: 'Grand livre', en: 'General ledger' },
  tiers: { fr: 'Balance des tiers', en: 'Third parties' },
  aged: { fr: 'Balance âgée', en: 'Aged balance' },
  journals: { fr: 'Journaux centralisés', en: 'Centralised journals' },
  actif: { fr: 'Bilan actif', en: 'Assets' },
  passif: { fr: 'Bilan passif', en: 'Equity and liabilities' },
  resultat: { fr: 'Compte de résultat', en: 'Income statement' },
} as const satisfies Record<string, Words>;

const HEADINGS: Record<string, Words> = {
  compte: { fr: 'Compte', en: 'Account' },
  intitule: { fr: 'Intitulé', en: 'Name' },
  tiers: { fr: 'Tiers', en: 'Third party' },
  journal: { fr: 'Journal', en: 'Journal' },
  date: { fr: 'Date', en: 'Date' },
  mois: { fr: 'Mois', en: 'Month' },
  piece: { fr: 'Pièce', en: 'Document' },
  libelle: { fr: 'Libellé', en: 'Description' },
  lettrage: { fr: 'Lettrage', en: 'Matching' },
  debit: { fr: 'Débit', en: 'Debit' },
  credit: { fr: 'Crédit', en: 'Credit' },
  solde: { fr: 'Solde', en: 'Balance' },
  ligne: { fr: 'Ligne du fichier', en: 'Line of the file' },
  ouverture: { fr: 'Ouverture', en: 'Opening' },
  nonEchu: { fr: 'Non échu', en: 'Not due' },
  j30: { fr: '1 à 30 jours', en: '1 to 30 days' },
  j60: { fr: '31 à 60 jours', en: '31 to 60 days' },
  j90: { fr: '61 à 90 jours', en: '61 to 90 days' },
  plus: { fr: 'Plus de 90 jours', en: 'Over 90 days' },
  ecritures: { fr: 'Écritures', en: 'Entries' },
  pieces: { fr: 'Pièces', en: 'Documents' },
  debitOuverture: { fr: 'Débit ouverture', en: 'Opening debit' },
  creditOuverture: { fr: 'Crédit ouverture', en: 'Opening credit' },
  debitMouvement: { fr: 'Débit mouvement', en: 'Debit movement' },
  creditMouvement: { fr: 'Crédit mouvement', en: 'Credit movement' },
  soldeDebiteur: { fr: 'Solde débiteur', en: 'Debit balance' },
  soldeCrediteur: { fr: 'Solde créditeur', en: 'Credit balance' },
  // Where the same figure is called otherwise.
  'ledger.solde': { fr: 'Solde progressif', en: 'Running balance' },
  'tiers.debit': { fr: 'Mouvement débit', en: 'Debit movement' },
  'tiers.credit': { fr: 'Mouvement crédit', en: 'Credit movement' },
};

/** Throws when a column has no words: a workbook never has a heading that nobody wrote. */
export function headingOf(book: keyof typeof COLUMNS, column: string, locale: Locale): string {
  const words = HEADINGS[`${book}.${column}`] ?? HEADINGS[column];
  if (words === undefined) throw new Error(`no heading for ${book}.${column}`);
  return words[locale];
}

/** Headings of bilan and compte de résultat, with the currency that their amounts are in. */
export const statementHeadings = (locale: Locale, currency: string) =>
  locale === 'fr'
    ? {
        ...{ reference: 'Réf.', line: 'Poste', gross: 'Brut', wear: 'Amort. et dépréc.' },
        net: (day: string) => `Net au ${day} (${currency})`,
      }
    : {
        ...{ reference: 'Ref.', line: 'Line', gross: 'Gross', wear: 'Deprec. and impairment' },
        net: (day: string) => `Net as at ${day} (${currency})`,
      };
