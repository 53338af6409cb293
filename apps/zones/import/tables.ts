/** The six source tables: columns (their names are contract), what they hold, what may stand in their place in a header. */
export type TableName = 'zones' | 'lots' | 'entreprises' | 'factures' | 'paiements' | 'attributions';

export type ColumnKind =
  | { kind: 'id'; references?: TableName }
  | { kind: 'text' }
  | { kind: 'zone_name' }
  | { kind: 'number'; decimals: number; min: number; digits: number }
  | { kind: 'day'; when: 'past' | 'any' }
  | { kind: 'status'; values: Readonly<Record<string, string>>; otherwise?: string }
  | { kind: 'flag' }
  | { kind: 'polygon' };

export interface SourceColumn {
  name: string;
  is: ColumnKind;
  /** The column must be in the file, and the cell must not be empty. */
  required: boolean;
  /** Other headers, folded. */
  also: readonly string[];
}

export interface SourceTable {
  name: TableName;
  columns: readonly SourceColumn[];
  /** Folded words by which a file's name tells its table. */
  fileWords: readonly string[];
}

const need = (name: string, is: ColumnKind, ...also: string[]): SourceColumn => ({ name, is, required: true, also });
const may = (name: string, is: ColumnKind, ...also: string[]): SourceColumn => ({ name, is, required: false, also });
const id = (references?: TableName): ColumnKind => ({ kind: 'id', ...(references && { references }) });
const text: ColumnKind = { kind: 'text' };
const money: ColumnKind = { kind: 'number', decimals: 2, min: 0, digits: 18 };
const hectares: ColumnKind = { kind: 'number', decimals: 4, min: 0, digits: 12 };
const count: ColumnKind = { kind: 'number', decimals: 0, min: 0, digits: 9 };
const pastDay: ColumnKind = { kind: 'day', when: 'past' };
const anyDay: ColumnKind = { kind: 'day', when: 'any' };

/** Folded spelling to the value of the contract. */
const INVOICE_STATUS = {
  payee: 'payee',
  paye: 'payee',
  reglee: 'payee',
  regle: 'payee',
  soldee: 'payee',
  paid: 'payee',
  partielle: 'partielle',
  partiel: 'partielle',
  partiellement_payee: 'partielle',
  partial: 'partielle',
  impayee: 'impayee',
  impaye: 'impayee',
  non_payee: 'impayee',
  due: 'impayee',
  en_attente: 'impayee',
  unpaid: 'impayee',
  emise: 'impayee',
  annulee: 'annulee',
  annule: 'annulee',
  cancelled: 'annulee',
  canceled: 'annulee',
  avoir_total: 'annulee',
};
const PAYMENT_MODE = {
  virement: 'virement',
  virement_bancaire: 'virement',
  vir: 'virement',
  transfer: 'virement',
  cheque: 'cheque',
  chq: 'cheque',
  check: 'cheque',
  especes: 'especes',
  espece: 'especes',
  cash: 'especes',
  numeraire: 'especes',
  mobile_money: 'mobile_money',
  momo: 'mobile_money',
  orange_money: 'mobile_money',
  mtn_money: 'mobile_money',
  wave: 'mobile_money',
  moov_money: 'mobile_money',
};
const LEASE_STATUS = {
  active: 'active',
  actif: 'active',
  en_cours: 'active',
  occupe: 'active',
  occupee: 'active',
  terminee: 'terminee',
  termine: 'terminee',
  echue: 'terminee',
  expiree: 'terminee',
  ended: 'terminee',
  resiliee: 'resiliee',
  resilie: 'resiliee',
  terminated: 'resiliee',
  annulee: 'annulee',
  annule: 'annulee',
  cancelled: 'annulee',
};
const SERVICING = {
  viabilisee: 'viabilisee',
  viabilise: 'viabilisee',
  oui: 'viabilisee',
  complete: 'viabilisee',
  partielle: 'partielle',
  partiel: 'partielle',
  partiellement_viabilisee: 'partielle',
  en_cours: 'partielle',
  non_viabilisee: 'non_viabilisee',
  non_viabilise: 'non_viabilisee',
  non: 'non_viabilisee',
};

export const sourceTables: readonly SourceTable[] = [
  {
    name: 'zones',
    fileWords: ['zone', 'zones'],
    columns: [
      need('id_zone', id(), 'code_zone', 'zone_id'),
      need('nom_zone', text, 'nom', 'zone', 'zone_name'),
      may('region', text),
      may('superficie_hectares', hectares, 'superficie', 'surface_hectares', 'surface'),
      may('nb_lots', count, 'nombre_lots', 'nombre_de_lots'),
      may('coordonnees', { kind: 'polygon' }, 'polygone', 'geometrie', 'geometry', 'wkt'),
      may(
        'status_viabilisation',
        { kind: 'status', values: SERVICING, otherwise: 'inconnu' },
        'statut_viabilisation',
        'viabilisation',
      ),
    ],
  },
  {
    name: 'lots',
    fileWords: ['lot', 'lots', 'parcelles'],
    columns: [
      need('id_lot', id(), 'code_lot', 'lot_id'),
      need('id_zone', id('zones'), 'code_zone', 'zone_id', 'zone'),
      may('numero', text, 'numero_lot', 'n_lot', 'num'),
      may('superficie_hectares', hectares, 'superficie', 'surface_hectares', 'surface'),
      may('coordonnees', { kind: 'polygon' }, 'polygone', 'geometrie', 'geometry', 'wkt'),
      may('viabilise', { kind: 'flag' }, 'viabilisation', 'viabilisee'),
    ],
  },
  {
    name: 'entreprises',
    fileWords: ['entreprise', 'entreprises', 'clients', 'societes'],
    columns: [
      need('id_entreprise', id(), 'code_entreprise', 'id_client', 'code_client', 'entreprise_id'),
      need('raison_sociale', text, 'nom', 'nom_entreprise', 'denomination', 'entreprise'),
      may('secteur_activite', text, 'secteur', 'secteur_d_activite', 'activite'),
      may('zone_location', { kind: 'zone_name' }, 'zone', 'nom_zone', 'zone_industrielle'),
      may('statut', text, 'etat', 'status'),
      may('email', text, 'e_mail', 'courriel', 'mail', 'adresse_email'),
      may('telephone', text, 'tel', 'numero_de_telephone', 'contact_telephone'),
      may('adresse', text, 'adresse_postale'),
      may('contact_nom', text, 'contact', 'nom_contact', 'nom_du_contact'),
      may('date_creation', pastDay, 'cree_le', 'date_de_creation'),
    ],
  },
  {
    name: 'factures',
    fileWords: ['facture', 'factures', 'facturation'],
    columns: [
      need('id_facture', id(), 'numero_facture', 'n_facture', 'no_facture', 'facture', 'facture_id'),
      need('id_entreprise', id('entreprises'), 'code_entreprise', 'id_client', 'code_client', 'entreprise_id'),
      need('montant_facture', money, 'montant', 'montant_ttc', 'montant_de_la_facture', 'total'),
      need('date_emission', pastDay, 'date_facture', 'date', 'emise_le', 'date_d_emission'),
      need('date_echeance', anyDay, 'echeance', 'date_d_echeance', 'due_date'),
      need(
        'statut_paiement',
        { kind: 'status', values: INVOICE_STATUS },
        'statut',
        'etat',
        'status',
        'statut_de_paiement',
      ),
    ],
  },
  {
    name: 'paiements',
    fileWords: ['paiement', 'paiements', 'reglements', 'encaissements'],
    columns: [
      need('id_paiement', id(), 'numero_paiement', 'n_paiement', 'id_reglement', 'paiement_id'),
      need('id_facture', id('factures'), 'numero_facture', 'n_facture', 'facture', 'facture_id'),
      need('montant_paye', money, 'montant', 'montant_regle', 'montant_du_paiement'),
      need('date_paiement', pastDay, 'date', 'paye_le', 'date_reglement', 'date_de_paiement'),
      may(
        'mode_paiement',
        { kind: 'status', values: PAYMENT_MODE, otherwise: 'autre' },
        'mode',
        'moyen_de_paiement',
        'mode_de_paiement',
      ),
    ],
  },
  {
    name: 'attributions',
    fileWords: ['attribution', 'attributions', 'baux'],
    columns: [
      need('id_attribution', id(), 'numero_attribution', 'attribution_id'),
      need('id_lot', id('lots'), 'code_lot', 'lot', 'lot_id'),
      need('id_entreprise', id('entreprises'), 'code_entreprise', 'id_client', 'code_client', 'entreprise_id'),
      need('date_debut', anyDay, 'debut', 'date_de_debut', 'date_attribution'),
      may('date_fin', anyDay, 'fin', 'date_de_fin', 'echeance'),
      may('statut', { kind: 'status', values: LEASE_STATUS, otherwise: 'active' }, 'etat', 'status'),
    ],
  },
];

export function sourceTable(name: TableName): SourceTable {
  const table = sourceTables.find((one) => one.name === name);
  if (!table) throw new RangeError(`no source table ${name}`);
  return table;
}

/** Type of each column in the warehouse's raw tables. */
export function warehouseColumns(table: SourceTable): { name: string; type: string }[] {
  return table.columns.map((column) => ({ name: column.name, type: warehouseType(column.is) }));
}

function warehouseType(is: ColumnKind): string {
  switch (is.kind) {
    case 'number':
      return is.decimals === 0 ? 'BIGINT' : `DECIMAL(${is.digits},${is.decimals})`;
    case 'day':
      return 'DATE';
    case 'flag':
      return 'BOOLEAN';
    default:
      return 'VARCHAR';
  }
}
