import type { Standard } from '../../domain/ledger-types.ts';
import type { Sector } from './book-types.ts';

/** What the generator books on, by what it is for: the first digits of an account and its name. */
export interface Chart {
  customers: [string, string];
  suppliers: [string, string];
  staff: [string, string];
  bank: [string, string];
  cash: [string, string];
  sales: [string, string];
  purchases: [string, string];
  services: [string, string];
  rent: [string, string];
  energy: [string, string];
  vatDue: [string, string];
  vatPaid: [string, string];
  vatOwed: [string, string];
  wages: [string, string];
  wageCharges: [string, string];
  social: [string, string];
  wageTax: [string, string];
  loan: [string, string];
  interest: [string, string];
  equipment: [string, string];
  wear: [string, string];
  wearCharge: [string, string];
  capital: [string, string];
  carried: [string, string];
  profit: [string, string];
  stock: [string, string];
  stockChange: [string, string];
  suspense: [string, string];
}

export type ChartKey = keyof Chart;

/** Numbers of the SYSCOHADA revised (Acte uniforme 2017, plan de comptes). */
const SYSCOHADA: Chart = {
  customers: ['4111', 'Clients'],
  suppliers: ['4011', 'Fournisseurs'],
  staff: ['422', 'Personnel, rémunérations dues'],
  bank: ['5211', 'Banque'],
  cash: ['5711', 'Caisse siège social'],
  sales: ['7011', 'Ventes de marchandises'],
  purchases: ['6011', 'Achats de marchandises'],
  services: ['6324', 'Honoraires'],
  rent: ['6222', 'Locations de bâtiments'],
  energy: ['6052', 'Fournitures non stockables, électricité'],
  vatDue: ['4431', 'TVA facturée sur ventes'],
  vatPaid: ['4452', 'TVA récupérable sur achats'],
  vatOwed: ['4441', 'État, TVA due'],
  wages: ['6611', 'Appointements, salaires et commissions'],
  wageCharges: ['6641', 'Charges sociales sur rémunération'],
  social: ['4313', 'Caisse de retraite obligatoire'],
  wageTax: ['4472', 'Impôts sur salaires'],
  loan: ['1622', 'Emprunts auprès des établissements de crédit'],
  interest: ['6712', 'Intérêts des emprunts'],
  equipment: ['2411', 'Matériel industriel'],
  wear: ['2841', 'Amortissements du matériel'],
  wearCharge: ['6813', 'Dotations aux amortissements'],
  capital: ['1013', 'Capital souscrit, appelé, versé'],
  carried: ['1211', 'Report à nouveau créditeur'],
  profit: ['1301', 'Résultat en instance d’affectation'],
  stock: ['3111', 'Marchandises'],
  stockChange: ['6031', 'Variations des stocks de marchandises'],
  suspense: ['4711', 'Débiteurs divers, compte d’attente'],
};

/** Numbers of the French plan comptable général (règlement ANC 2014-03). */
const PCG: Chart = {
  ...SYSCOHADA,
  customers: ['4111', 'Clients'],
  staff: ['421', 'Personnel, rémunérations dues'],
  bank: ['5121', 'Banque'],
  cash: ['5311', 'Caisse'],
  sales: ['7071', 'Ventes de marchandises'],
  purchases: ['6071', 'Achats de marchandises'],
  services: ['6226', 'Honoraires'],
  rent: ['6132', 'Locations immobilières'],
  energy: ['6061', 'Fournitures non stockables'],
  vatDue: ['44571', 'TVA collectée'],
  vatPaid: ['44566', 'TVA déductible sur biens et services'],
  vatOwed: ['44551', 'TVA à décaisser'],
  wages: ['6411', 'Salaires et appointements'],
  wageCharges: ['6451', 'Cotisations à l’Urssaf'],
  social: ['4311', 'Sécurité sociale'],
  wageTax: ['4421', 'Prélèvement à la source'],
  loan: ['1641', 'Emprunts auprès des établissements de crédit'],
  interest: ['6611', 'Intérêts des emprunts'],
  equipment: ['2154', 'Matériel industriel'],
  wear: ['28154', 'Amortissements du matériel industriel'],
  wearCharge: ['68112', 'Dotations aux amortissements'],
  carried: ['1101', 'Report à nouveau'],
  profit: ['1201', 'Résultat de l’exercice'],
  stock: ['3701', 'Stocks de marchandises'],
  stockChange: ['60371', 'Variation des stocks de marchandises'],
  suspense: ['4711', 'Compte d’attente'],
};

/** What a sector sells and buys. */
const BY_SECTOR: Record<Standard, Record<Sector, Partial<Chart>>> = {
  syscohada: {
    commerce: {},
    services: { sales: ['7061', 'Services vendus'], purchases: ['6055', 'Fournitures de bureau'] },
    industrie: { sales: ['7021', 'Ventes de produits finis'], purchases: ['6021', 'Achats de matières premières'] },
  },
  pcg: {
    commerce: {},
    services: { sales: ['7061', 'Prestations de services'], purchases: ['6064', 'Fournitures administratives'] },
    industrie: { sales: ['7011', 'Ventes de produits finis'], purchases: ['6011', 'Achats de matières premières'] },
  },
};

/** VAT rates: Senegal, Côte d'Ivoire and most of the UEMOA 18 %; France 20 %. */
export const VAT: Record<Standard, number> = { syscohada: 18, pcg: 20 };

export const chartOf = (standard: Standard, sector: Sector): Chart => ({
  ...(standard === 'pcg' ? PCG : SYSCOHADA),
  ...BY_SECTOR[standard][sector],
});
