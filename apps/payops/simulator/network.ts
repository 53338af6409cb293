import { random } from '@griot/kernel';

export interface City {
  city: string;
  region: string;
  country: string;
  currency: string;
  latitude: number;
  longitude: number;
  weight: number;
}

/** Places as they are; weights follow how much is paid there. */
export const CITIES: readonly City[] = [
  place('Abidjan', 'Abidjan', 'CI', 'XOF', 5.336, -4.026, 30),
  place('Bingerville', 'Abidjan', 'CI', 'XOF', 5.355, -3.885, 5),
  place('Bouaké', 'Vallée du Bandama', 'CI', 'XOF', 7.69, -5.03, 9),
  place('Korhogo', 'Savanes', 'CI', 'XOF', 9.458, -5.629, 5),
  place('San-Pédro', 'Bas-Sassandra', 'CI', 'XOF', 4.748, -6.636, 6),
  place('Yamoussoukro', 'Yamoussoukro', 'CI', 'XOF', 6.827, -5.289, 5),
  place('Dakar', 'Dakar', 'SN', 'XOF', 14.716, -17.467, 16),
  place('Thiès', 'Thiès', 'SN', 'XOF', 14.791, -16.926, 5),
  place('Douala', 'Littoral', 'CM', 'XAF', 4.051, 9.768, 10),
  place('Yaoundé', 'Centre', 'CM', 'XAF', 3.848, 11.502, 7),
  place('Casablanca', 'Casablanca-Settat', 'MA', 'MAD', 33.573, -7.59, 8),
];

function place(
  city: string,
  region: string,
  country: string,
  currency: string,
  lat: number,
  lon: number,
  w: number,
): City {
  return { city, region, country, currency, latitude: lat, longitude: lon, weight: w };
}

export interface Merchant extends City {
  id: string;
  name: string;
  sector: string;
  /** Mean of a basket in minor units of its currency. */
  basket: number;
}

export interface Agent extends City {
  id: string;
  name: string;
  /** What its owner likes to hold, minor units. */
  usualFloat: number;
}

export interface Bank {
  id: string;
  name: string;
  region: string;
  city: string;
  country: string;
  currency: string;
  /** Share of payouts that succeed in a good hour. */
  reliability: number;
  weight: number;
}

export interface Network {
  merchants: Merchant[];
  agents: Agent[];
  banks: Bank[];
  /** Customers are numbered from 1. */
  users: number;
}

const SECTORS = [
  { name: 'Alimentation', basket: 6_500, weight: 30, shops: ['Supérette', 'Boulangerie', 'Marché'] },
  { name: 'Télécom', basket: 2_000, weight: 15, shops: ['Recharge', 'Boutique Mobile'] },
  { name: 'Transport', basket: 3_200, weight: 12, shops: ['Transports', 'Gare'] },
  { name: 'Énergie', basket: 14_000, weight: 10, shops: ['Station', 'Gaz'] },
  { name: 'Restauration', basket: 5_200, weight: 14, shops: ['Maquis', 'Restaurant'] },
  { name: 'Santé', basket: 9_800, weight: 8, shops: ['Pharmacie', 'Clinique'] },
  { name: 'Habillement', basket: 18_000, weight: 7, shops: ['Mode', 'Tissus'] },
  { name: 'Électronique', basket: 65_000, weight: 4, shops: ['Électro', 'Informatique'] },
] as const;
const NAMES = [
  'du Plateau',
  'de la Lagune',
  'du Marché',
  'Étoile',
  'Horizon',
  'Baobab',
  'Soleil',
  'Espérance',
  'Harmattan',
  'Teranga',
  'du Carrefour',
  'Akwaba',
];
const PEOPLE = [
  'Awa',
  'Moussa',
  'Fatou',
  'Koffi',
  'Aminata',
  'Ibrahim',
  'Mariam',
  'Yao',
  'Adjoua',
  'Cheikh',
  'Ngo',
  'Salif',
  'Rokia',
  'Serge',
];
const FAMILIES = [
  'Traoré',
  'Koné',
  'Diallo',
  'Kouassi',
  'Ndiaye',
  'Mballa',
  'Ouattara',
  'Sow',
  'Bamba',
  'Fall',
  'Eto',
  'Tazi',
];

/** What one unit of the franc is in others' minor units, near enough for baskets: 1 dirham = 60 francs, in centimes. */
const SCALE: Record<string, number> = { XOF: 1, XAF: 1, MAD: 100 / 60 };

/** The same seed and sizes, the same merchants, agents, banks: names are made up, places are not. */
export function makeNetwork(seed: string, o: { merchants?: number; agents?: number } = {}): Network {
  const rng = random(seed, 'network');
  const merchants = Array.from({ length: o.merchants ?? 90 }, (_, n): Merchant => {
    const at = rng.weighted(CITIES);
    const sector = rng.weighted(SECTORS);
    const basket = Math.round(sector.basket * (SCALE[at.currency] ?? 1) * (0.6 + rng.next() * 0.9));
    const weight = Math.exp(rng.normal() * 0.9);
    const id = `M-${String(n + 1).padStart(4, '0')}`;
    return { ...at, id, name: `${rng.pick(sector.shops)} ${rng.pick(NAMES)}`, sector: sector.name, basket, weight };
  });
  const agents = Array.from({ length: o.agents ?? 60 }, (_, n): Agent => {
    const at = rng.weighted(CITIES);
    const near = (value: number) => Math.round((value + rng.normal() * 0.03) * 10_000) / 10_000;
    return {
      ...at,
      id: `A-${String(n + 1).padStart(4, '0')}`,
      name: `${rng.pick(PEOPLE)} ${rng.pick(FAMILIES)}`,
      latitude: near(at.latitude),
      longitude: near(at.longitude),
      usualFloat: Math.round((400_000 + rng.next() * 900_000) * (SCALE[at.currency] ?? 1)),
      weight: Math.exp(rng.normal() * 0.6),
    };
  });
  const bank = (id: string, name: string, city: string, reliability: number, weight: number): Bank => {
    const at = CITIES.find((one) => one.city === city);
    if (!at) throw new RangeError(city);
    const { region, country, currency } = at;
    return { id, name, city, region, country, currency, reliability, weight };
  };
  const banks = [
    bank('B-LAGUNE', 'Banque de la Lagune', 'Abidjan', 0.985, 4),
    bank('B-SAHEL', 'Crédit du Sahel', 'Dakar', 0.97, 3),
    bank('B-LITTORAL', 'Banque du Littoral', 'Douala', 0.955, 2),
    bank('B-ATLAS', 'Atlas Paiement', 'Casablanca', 0.98, 1),
  ];
  return { merchants, agents, banks, users: 4_000 };
}
