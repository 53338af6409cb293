import type { FileType } from '../ledger-types.ts';

export type Role =
  | 'date'
  | 'journal'
  | 'piece'
  | 'account'
  | 'tiers'
  | 'label'
  | 'lettrage'
  | 'due'
  | 'debit'
  | 'credit'
  | 'balance'
  | 'kind'
  | 'code'
  | 'name'
  | 'nature'
  | 'collective'
  | 'treasury';

/** Headings by which a role is known, folded. The first that fits wins, in this order. */
const LEDGER: [Role, RegExp][] = [
  ['due', /echeance/],
  ['date', /^date( ecriture)?$/],
  ['journal', /^(c j|cj|code journal|journal|jal|jnl|code jal)$/],
  ['piece', /^(n )?(de )?piece$|^n(o|um|umero)?( de)? piece$|^piece$/],
  ['label', /libelle/],
  ['lettrage', /^(let|lettr|lett|lettrage|ltr|l)$/],
  ['debit', /debit$/],
  ['credit', /credit$/],
  ['balance', /solde|progressif/],
];

export const HEADINGS: Record<Exclude<FileType, 'FEC'>, { roles: [Role, RegExp][]; required: Role[] }> = {
  GRAND_LIVRE_COMPTES: { roles: LEDGER, required: ['date', 'journal', 'label', 'debit', 'credit'] },
  GRAND_LIVRE_TIERS: { roles: LEDGER, required: ['date', 'journal', 'label', 'debit', 'credit'] },
  PLAN_TIERS: {
    roles: [
      ['kind', /^type/],
      ['code', /^(compte tiers|code tiers|n compte tiers|n tiers|tiers)$/],
      ['name', /^(intitule|nom|raison sociale)/],
      ['collective', /centralisateur|collectif/],
    ],
    required: ['code', 'name', 'collective'],
  },
  PLAN_COMPTES: {
    roles: [
      ['kind', /^type/],
      ['code', /^(n|num|numero|no)( de)? compte$|^compte$/],
      ['name', /^(intitule|libelle)/],
      ['nature', /^nature/],
    ],
    required: ['code', 'name'],
  },
  CODE_JOURNAL: {
    roles: [
      ['code', /^code( journal)?$/],
      ['name', /^(intitule|libelle)/],
      ['kind', /^type/],
      ['treasury', /tresorerie|^compte/],
    ],
    required: ['code', 'name', 'kind'],
  },
};

/** Titles that reports print above their headings. */
export const TITLES: [Exclude<FileType, 'FEC'>, RegExp][] = [
  ['GRAND_LIVRE_TIERS', /grand livre (des )?tiers|grand livre (clients|fournisseurs)/],
  ['GRAND_LIVRE_COMPTES', /grand livre (des comptes|general)|^grand livre$/],
  ['PLAN_TIERS', /plan (de )?tiers|liste des tiers/],
  ['PLAN_COMPTES', /plan comptable|plan de comptes|liste des comptes/],
  ['CODE_JOURNAL', /codes? journa|liste des journaux|^journaux$/],
];

/** Names in French of the columns of a text, where letters mean nothing. */
export const ROLE_NAMES: Record<Role, string> = {
  date: 'date',
  journal: 'journal',
  piece: 'pièce',
  account: 'compte',
  tiers: 'tiers',
  label: 'libellé',
  lettrage: 'lettrage',
  due: 'échéance',
  debit: 'débit',
  credit: 'crédit',
  balance: 'solde',
  kind: 'type',
  code: 'code',
  name: 'intitulé',
  nature: 'nature',
  collective: 'centralisateur',
  treasury: 'compte de trésorerie',
};

export const FEC_COLUMNS = [
  'JournalCode',
  'JournalLib',
  'EcritureNum',
  'EcritureDate',
  'CompteNum',
  'CompteLib',
  'CompAuxNum',
  'CompAuxLib',
  'PieceRef',
  'PieceDate',
  'EcritureLib',
  'Debit',
  'Credit',
  'EcritureLet',
  'DateLet',
  'ValidDate',
  'Montantdevise',
  'Idevise',
] as const;
