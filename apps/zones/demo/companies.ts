import { type Random, random } from '@griot/kernel';
import { firstDayOfMonth, monthOf } from './calendar-days.ts';
import { sectors, zoneSites } from './zone-catalogue.ts';

export type PayerKind = 'ponctuel' | 'tardif' | 'tres_tardif' | 'defaillant';

/** What a generated company is, beyond what its row in the file says. */
export interface Company {
  id: string;
  name: string;
  sector: number;
  zone: number;
  /** Days since 1970. `end` is the day it left its zone, or null. */
  start: number;
  end: number | null;
  /** Monthly rent in whole XOF before season and growth. */
  rent: number;
  lots: number;
  payer: PayerKind;
  /** Days from issue to due date. */
  terms: number;
  billingDay: number;
  quarterly: boolean;
  /** Its payments get later during the last nine months. */
  deteriorates: boolean;
  contact: string;
  email: string;
  phone: string;
  address: string;
}

const HEADS = [
  'Ivoire',
  'Comoé',
  'Bandama',
  'Lagune',
  'Akwaba',
  'Sanwi',
  'Baoulé',
  'Cavally',
  'Savane',
  'Nzi',
  'Sassandra',
  'Ébrié',
  'Attié',
  'Nimba',
  'Golfe',
  'Éléphant',
  'Kénédougou',
  'Marahoué',
  'Agnéby',
  'Bélier',
  'Gontougo',
  'Tonkpi',
  'Moronou',
  'Iffou',
  'Zanzan',
  'Goh',
  'Worodougou',
  'Bagoué',
  'Hambol',
  'Gbôklé',
];
const TRADES: readonly (readonly string[])[] = [
  ['Agro', 'Conserves', 'Huileries', 'Minoterie', 'Jus et Boissons'],
  ['Cacao', 'Chocolats', 'Fèves et Beurre', 'Négoce Cacao'],
  ['Ciments', 'Béton', 'Carrelages', 'Briques', 'Tôles'],
  ['Plastiques', 'Chimie', 'Peintures', 'Emballages', 'Savons'],
  ['Logistique', 'Transit', 'Entrepôts', 'Fret', 'Froid'],
  ['Acier', 'Fonderie', 'Métaux', 'Charpentes'],
  ['Textiles', 'Pagnes', 'Confection', 'Coton'],
  ['Bois', 'Placages', 'Meubles', 'Scierie'],
  ['Énergie', 'Maintenance', 'Solaire', 'Eaux Industrielles'],
];
const FORMS = ['SA', 'SARL', 'SAS', 'SUARL', 'et Fils', 'Industries'];
const FIRST_NAMES = [
  'Aya',
  'Adjoua',
  'Kouadio',
  'Yao',
  'Mariam',
  'Fatou',
  'Issouf',
  'Serge',
  'Édith',
  'Koffi',
  'Awa',
  'Bakary',
  'Hervé',
  'Nadège',
  'Lacina',
  'Chantal',
];
const LAST_NAMES = [
  'Kouassi',
  'Koné',
  'Traoré',
  'N’Guessan',
  'Ouattara',
  'Bamba',
  'Yao',
  'Diabaté',
  'Gnagne',
  'Tano',
  'Zadi',
  'Coulibaly',
  'Aka',
  'Brou',
  'Dosso',
  'Séka',
];
const PAYERS: readonly PayerKind[] = ['ponctuel', 'tardif', 'tres_tardif', 'defaillant'];

/** Company number `index` (from 0). `first` and `today` bound the five years, in days since 1970. */
function company(seed: number, index: number, first: number, today: number): Company {
  const r = random(seed, 'company', index);
  const sector = r.weightedIndex(sectors.map((one) => one.weight));
  const zone = r.weightedIndex(zoneSites.map((one) => one.weight));
  const number = String(index + 1).padStart(5, '0');
  const name = `${r.pick(HEADS)} ${r.pick(TRADES[sector] ?? HEADS)} ${r.pick(FORMS)}`;
  // Two thirds are there when the five years begin; the others come over the years.
  const start = r.chance(0.64) ? first - r.between(1, 2400) : first + r.between(0, Math.max(1, today - first - 60));
  const leaves = r.chance(0.2);
  const end = leaves ? Math.max(start, first) + r.between(200, 1500) : null;
  return {
    id: `ENT-${number}`,
    name,
    sector,
    zone,
    start,
    end: end !== null && end < today ? end : null,
    rent: rent(r, sector),
    lots: 1 + r.weightedIndex([74, 18, 8]),
    payer: PAYERS[r.weightedIndex([61, 24, 10, 5])] ?? 'ponctuel',
    terms: [30, 30, 45, 60][r.between(0, 3)] ?? 30,
    billingDay: r.between(0, 9),
    quarterly: r.chance(0.12),
    deteriorates: r.chance(0.06),
    contact: `${r.pick(FIRST_NAMES)} ${r.pick(LAST_NAMES)}`,
    email: `contact@entreprise-${number}.example`,
    phone: `+225 0${r.pick(['1', '5', '7'])} ${pair(r)} ${pair(r)} ${pair(r)} ${pair(r)}`,
    address: `Zone industrielle de ${zoneSites[zone]?.name}; îlot ${r.between(1, 60)}, lot ${r.between(1, 200)}`,
  };
}

/** The companies of a seed; the second of a name gets a number, as a register would give it. */
export function companiesOf(seed: number, count: number, first: number, today: number): Company[] {
  const seen = new Map<string, number>();
  return Array.from({ length: count }, (_, index) => {
    const one = company(seed, index, first, today);
    const times = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, times);
    return times === 1 ? one : { ...one, name: `${one.name} ${times}` };
  });
}

/** True when the company is billed in a month (months since year 0). */
export function isBilled(one: Company, month: number): boolean {
  const firstDay = firstDayOfMonth(month);
  if (one.start > firstDay + one.billingDay || (one.end !== null && one.end < firstDay)) return false;
  return !one.quarterly || (month - monthOf(one.start)) % 3 === 0;
}

/** Heavy-tailed, so that few clients make most of the revenue: median near 900 000 XOF a month. */
function rent(r: Random, sector: number): number {
  const size = sectors[sector]?.size ?? 1;
  return Math.max(60_000, Math.round((900_000 * size * Math.exp(1.05 * r.normal())) / 500) * 500);
}

const pair = (r: Random): string => String(r.between(0, 99)).padStart(2, '0');
