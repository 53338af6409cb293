import type { Finding } from '@griot/kernel';

/** Sentences by code in both languages; `{fact}` is filled. A remedy says what to do. */
interface Sentences {
  severity: 'error' | 'warning';
  fr: [reason: string, remedy: string];
  en: [reason: string, remedy: string];
}

const error = (fr: Sentences['fr'], en: Sentences['en']): Sentences => ({ severity: 'error', fr, en });
const warning = (fr: Sentences['fr'], en: Sentences['en']): Sentences => ({ severity: 'warning', fr, en });

const RESAVE: [string, string] = [
  'exporter de nouveau depuis Sage, ou réenregistrer en .xlsx',
  'export again from Sage, or save as .xlsx',
];
const AGAIN: [string, string] = [
  'vérifier l’écriture dans Sage, puis exporter de nouveau',
  'check the entry in Sage, then export again',
];

export const CATALOGUE = {
  // Files
  fichier_vide: error(['le fichier est vide', 'envoyer le bon fichier'], ['the file is empty', 'send the right file']),
  extension_refusee: error(
    ['l’extension .{extension} n’est pas acceptée', 'envoyer un fichier .xlsx, .xls, .csv, .txt ou .pnm'],
    ['the extension .{extension} is not accepted', 'send a .xlsx, .xls, .csv, .txt or .pnm file'],
  ),
  extension_fausse: error(
    ['le fichier se dit .{extension} mais son contenu est : {contenu}', 'donner au fichier son extension véritable'],
    ['the file claims .{extension} but holds: {contenu}', 'give the file its true extension'],
  ),
  format_inconnu: error(
    ['ce n’est ni un classeur Excel, ni un texte', RESAVE[0]],
    ['it is neither a workbook nor a text', RESAVE[1]],
  ),
  fichier_trop_grand: error(
    ['le fichier dépasse {limite}', 'exporter une période plus courte'],
    ['the file is over {limite}', 'export a shorter period'],
  ),
  trop_de_lignes: error(
    ['le fichier a plus de {limite} lignes', 'exporter une période plus courte'],
    ['the file has more than {limite} rows', 'export a shorter period'],
  ),
  ligne_sans_fin: error(
    ['la ligne ne se termine pas', 'vérifier que le fichier est un export de Sage'],
    ['the row does not end', 'check that the file is an export of Sage'],
  ),
  lignes_vides: error(
    ['plus de {limite} lignes vides se suivent', 'supprimer les lignes vides'],
    ['more than {limite} empty rows follow each other', 'delete the empty rows'],
  ),
  classeur_illisible: error(
    ['le classeur est abîmé ou coupé', RESAVE[0]],
    ['the workbook is damaged or cut', RESAVE[1]],
  ),
  classeur_protege: error(
    ['le classeur est protégé par un mot de passe', 'le réenregistrer sans mot de passe'],
    ['the workbook is protected by a password', 'save it without a password'],
  ),
  classeur_demesure: error(
    [
      'le classeur se décompresse au-delà de toute mesure ({detail})',
      'ne pas ouvrir ce fichier ; demander l’original à son auteur',
    ],
    ['the workbook unpacks beyond measure ({detail})', 'do not open this file; ask its author for the original'],
  ),
  classeur_avec_macros: error(
    ['le classeur contient des macros', 'le réenregistrer en .xlsx, sans macros'],
    ['the workbook holds macros', 'save it as .xlsx, without macros'],
  ),
  classeur_lie: error(
    ['le classeur prend des valeurs dans un autre fichier', 'coller les valeurs, puis réenregistrer'],
    ['the workbook takes values from another file', 'paste the values, then save again'],
  ),
  classeur_avec_formules: error(
    [
      'la cellule {cellule} est une formule : sa valeur n’est pas celle de l’export',
      'envoyer l’export d’origine, ou coller les valeurs',
    ],
    ['the cell {cellule} is a formula: its value is not the export’s', 'send the original export, or paste the values'],
  ),
  feuille_trop_large: error(
    ['la feuille a plus de 256 colonnes', 'supprimer les colonnes inutiles'],
    ['the sheet has more than 256 columns', 'delete the columns that are not needed'],
  ),
  // Recognition
  type_inconnu: error(
    ['ni titre, ni colonnes d’un des cinq exports', 'choisir le bon fichier, ou dire quelles colonnes il a'],
    ['neither title nor columns of one of the five exports', 'choose the right file, or say which columns it has'],
  ),
  type_different: error(
    ['le fichier est donné comme {attendu}, son contenu est : {trouve}', 'déposer le fichier à sa place'],
    ['the file is given as {attendu}, it holds: {trouve}', 'put the file in its place'],
  ),
  type_douteux: warning(
    ['le fichier ressemble à {trouve}, sans certitude ({confiance} %)', 'vérifier le type de ce fichier'],
    ['the file looks like {trouve}, without certainty ({confiance} %)', 'check the type of this file'],
  ),
  fichier_manquant: error(
    ['il manque le fichier {type}', 'ajouter ce fichier'],
    ['the file {type} is missing', 'add this file'],
  ),
  fichier_en_trop: error(
    ['deux fichiers sont : {type}', 'n’en garder qu’un'],
    ['two files are: {type}', 'keep one of them'],
  ),
  colonne_manquante: error(
    ['colonne introuvable : {colonne}', 'indiquer la colonne, ou exporter de nouveau avec elle'],
    ['column not found: {colonne}', 'say which column it is, or export again with it'],
  ),
  aucune_ligne: error(
    ['le fichier n’a aucune ligne de données', 'vérifier la sélection faite à l’export'],
    ['the file has no row of data', 'check the selection made at the export'],
  ),
  // Period
  periode_introuvable: error(
    ['aucun des deux grands livres ne dit sa période', 'saisir les dates de la période'],
    ['neither ledger states its period', 'enter the dates of the period'],
  ),
  periode_incomplete: error(
    ['la période du titre est incomplète', 'saisir les dates de la période, ou exporter de nouveau'],
    ['the period of the title is incomplete', 'enter the dates of the period, or export again'],
  ),
  periode_inversee: error(
    ['la période ne commence pas avant de finir', 'corriger la période à l’export'],
    ['the period does not start before it ends', 'correct the period at the export'],
  ),
  periodes_differentes: error(
    ['les grands livres n’ont pas la même période : {comptes} et {tiers}', 'exporter les deux pour la même période'],
    ['the ledgers do not have the same period: {comptes} and {tiers}', 'export both for the same period'],
  ),
  periode_deduite: warning(
    ['le fichier ne dit pas sa période ; d’après ses écritures : {periode}', 'vérifier ces dates'],
    ['the file does not state its period; by its entries: {periode}', 'check these dates'],
  ),
  // Rows
  date_illisible: error(['ce n’est pas une date', AGAIN[0]], ['it is not a date', AGAIN[1]]),
  montant_illisible: error(['ce n’est pas un montant', AGAIN[0]], ['it is not an amount', AGAIN[1]]),
  montant_ambigu: error(
    [
      'on ne peut pas savoir si le point sépare les milliers ou les décimales',
      'exporter en Excel, ou avec une virgule décimale',
    ],
    ['the point may part thousands or decimals', 'export to Excel, or with a decimal comma'],
  ),
  montant_trop_precis: error(
    ['le montant a trop de décimales pour la monnaie', AGAIN[0]],
    ['the amount has too many decimals for the currency', AGAIN[1]],
  ),
  montant_trop_grand: error(
    ['le montant dépasse ce qui peut être tenu exactement', AGAIN[0]],
    ['the amount is beyond what can be held exactly', AGAIN[1]],
  ),
  debit_et_credit: error(
    ['la ligne a un débit et un crédit', AGAIN[0]],
    ['the line has a debit and a credit', AGAIN[1]],
  ),
  ligne_incomplete: error(
    ['la ligne est coupée ou a des colonnes décalées', 'exporter de nouveau ; ôter les tabulations des libellés'],
    ['the row is cut or its columns are shifted', 'export again; take tabs out of the labels'],
  ),
  ligne_recollee: warning(
    [
      'le libellé contenait une tabulation ou un retour à la ligne : il a été recollé',
      'rien à faire ; corriger le libellé dans Sage si besoin',
    ],
    ['the label held a tab or a line break: it was joined again', 'nothing to do; mend the label in Sage if need be'],
  ),
  ligne_inconnue: error(
    ['la ligne a un montant sans être une écriture ni un total', AGAIN[0]],
    ['the row has an amount but is neither an entry nor a total', AGAIN[1]],
  ),
  valeur_manquante: error(['{colonne} est vide', AGAIN[0]], ['{colonne} is empty', AGAIN[1]]),
  compte_absent: error(
    ['l’écriture n’est sous aucun compte', 'exporter de nouveau sans retirer de lignes'],
    ['the entry is under no account', 'export again without taking rows out'],
  ),
  compte_illisible: error(
    ['ce n’est pas un numéro de compte (3 à 13 chiffres)', AGAIN[0]],
    ['it is not an account number (3 to 13 digits)', AGAIN[1]],
  ),
  code_en_double: error(
    ['ce code figure deux fois', 'corriger le plan dans Sage'],
    ['this code is there twice', 'correct the plan in Sage'],
  ),
  hors_periode: error(
    ['la date est hors de la période {periode}', 'corriger la date, ou exporter la bonne période'],
    ['the date is outside the period {periode}', 'correct the date, or export the right period'],
  ),
  a_nouveau_hors_periode: warning(
    [
      'l’à-nouveau est daté hors de la période {periode}',
      'rien à faire s’il s’agit bien du report de l’exercice précédent',
    ],
    ['the opening entry is dated outside the period {periode}', 'nothing to do if it carries the year before forward'],
  ),
  // Recomputation
  solde_progressif: error(
    ['le solde progressif devrait être {attendu}', 'exporter de nouveau : une ligne manque ou a été changée'],
    ['the running balance should be {attendu}', 'export again: a row is missing or was changed'],
  ),
  total_faux: error(
    ['le total devrait être {attendu}', 'exporter de nouveau : une ligne manque ou a été changée'],
    ['the total should be {attendu}', 'export again: a row is missing or was changed'],
  ),
  report_faux: error(
    ['le report devrait être {attendu}', 'exporter de nouveau : une page manque ou a été changée'],
    ['the amount carried forward should be {attendu}', 'export again: a page is missing or was changed'],
  ),
  totaux_absents: warning(
    ['le total général manque à la fin', 'vérifier que l’export est complet'],
    ['the grand total is missing at the end', 'check that the export is complete'],
  ),
  // Books
  piece_desequilibree: warning(
    [
      'la pièce {piece} du journal {journal} a un écart de {ecart} entre débit et crédit',
      'vérifier la pièce ; possible dans un grand livre réel',
    ],
    [
      'the piece {piece} of journal {journal} is out by {ecart} between debit and credit',
      'check the piece; it happens in real ledgers',
    ],
  ),
  journal_desequilibre: error(
    ['le journal {journal} a un écart de {ecart} entre débit et crédit', AGAIN[0]],
    ['the journal {journal} is out by {ecart} between debit and credit', AGAIN[1]],
  ),
  total_desequilibre: error(
    ['le grand livre a un écart de {ecart} entre débit et crédit', 'exporter tous les comptes'],
    ['the ledger is out by {ecart} between debit and credit', 'export all accounts'],
  ),
  compte_inconnu: error(
    ['le compte {compte} n’est pas dans le plan comptable', 'exporter le plan comptable entier'],
    ['the account {compte} is not in the chart of accounts', 'export the whole chart of accounts'],
  ),
  compte_de_total: error(
    ['le compte {compte} est un compte de total', AGAIN[0]],
    ['the account {compte} is a total account', AGAIN[1]],
  ),
  tiers_inconnu: error(
    ['le tiers {tiers} n’est pas dans le plan tiers', 'exporter le plan tiers entier'],
    ['the third party {tiers} is not among the third parties', 'export all third parties'],
  ),
  journal_inconnu: error(
    ['le journal {journal} n’est pas dans les codes journaux', 'exporter tous les journaux'],
    ['the journal {journal} is not among the journals', 'export all journals'],
  ),
  centralisateur_inconnu: error(
    ['le compte centralisateur {compte} n’est pas dans le plan comptable', 'exporter le plan comptable entier'],
    ['the collective account {compte} is not in the chart of accounts', 'export the whole chart of accounts'],
  ),
  ligne_en_double: warning(
    ['la ligne est la même que la ligne {premiere}', 'vérifier qu’elle n’a pas été saisie deux fois'],
    ['the row is the same as row {premiere}', 'check that it was not entered twice'],
  ),
  compte_sans_tiers: error(
    [
      'l’écriture du compte collectif {compte} n’est pas dans le grand livre des tiers',
      'exporter les deux grands livres au même moment',
    ],
    [
      'the entry of collective account {compte} is not in the third-party ledger',
      'export both ledgers at the same moment',
    ],
  ),
  tiers_sans_compte: error(
    [
      'l’écriture du tiers {tiers} n’est pas dans le compte collectif {compte}',
      'exporter les deux grands livres au même moment',
    ],
    [
      'the entry of third party {tiers} is not in the collective account {compte}',
      'export both ledgers at the same moment',
    ],
  ),
} as const satisfies Record<string, Sentences>;

export type FindingCode = keyof typeof CATALOGUE;

export interface LedgerFinding extends Finding {
  facts: Record<string, string>;
}

/** The sentences of a finding in a language. */
export function sentencesOf(code: FindingCode, facts: Readonly<Record<string, string>>, locale: 'fr' | 'en') {
  const [reason, remedy] = CATALOGUE[code][locale];
  const fill = (text: string): string => text.replaceAll(/\{(\w+)\}/g, (all, name: string) => facts[name] ?? all);
  return { reason: fill(reason), remedy: fill(remedy) };
}
