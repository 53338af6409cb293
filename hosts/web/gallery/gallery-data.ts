import type { ChartItem, Column, KpiData, MapArea, MapClass, PassportData, TimeSeries } from '@griot/ui';
import { occupancyColours } from '@griot/ui';

/** Invented figures for the page that shows the components; nothing of it is shipped. */
export const passports: Record<'sound' | 'warned' | 'stale', PassportData> = {
  sound: passport('sound'),
  warned: passport('warned'),
  stale: passport('stale'),
};

function passport(state: PassportData['state']): PassportData {
  return {
    generation: 128,
    builtAt: '2026-11-21T07:12:00Z',
    state,
    tests: { passed: 89, warned: state === 'warned' ? 1 : 0, failed: 0 },
    sources: [
      { name: 'factures', loadedAt: '2026-11-21T07:10:00Z', rows: 26741 },
      { name: 'paiements', loadedAt: '2026-11-21T07:11:00Z', rows: 28169 },
    ],
  };
}

const base = { description: 'Somme des factures émises, hors factures annulées.', previousLabel: 'mai 2025' };
const spark = ['3', '5', '4', '7', '6', '9'].map((value, index) => ({ period: `2026-0${index + 1}-01`, value }));

export const kpis: KpiData[] = [
  {
    ...base,
    metric: 'a',
    label: 'Chiffre d’affaires',
    unit: 'currency',
    currency: 'XOF',
    value: '12412345678',
    previous: '1',
    changePct: '4.2',
    goodDirection: 'up',
    sparkline: spark,
  },
  {
    ...base,
    metric: 'b',
    label: 'Impayés',
    unit: 'currency',
    currency: 'XOF',
    value: '1036083015',
    previous: '1',
    changePct: '48.4',
    goodDirection: 'down',
    sparkline: spark,
  },
  {
    ...base,
    metric: 'c',
    label: 'Taux de paiement',
    unit: 'percent',
    value: '90.24',
    previous: '90.2',
    changePct: '0.0',
    goodDirection: 'up',
    sparkline: [],
  },
  {
    ...base,
    metric: 'd',
    label: 'Délai moyen de paiement',
    unit: 'days',
    value: null,
    previous: null,
    changePct: null,
    goodDirection: 'down',
    sparkline: [],
  },
];

export const months = Array.from({ length: 12 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}-01`);
const wave = (scale: number, shift: number) =>
  months.map((_, index) => String(Math.round(scale * (1 + 0.3 * Math.sin((index + shift) / 2)))));

export const twoSeries: TimeSeries[] = [
  { key: 'ca', label: 'CA', values: wave(1_000_000_000, 0) },
  { key: 'n1', label: 'Un an plus tôt', values: wave(900_000_000, 1), previous: true },
];
export const sevenSeries: TimeSeries[] = [
  'Agro-industrie',
  'Textile',
  'Logistique',
  'Chimie',
  'Métallurgie',
  'Bois',
  'Énergie',
].map((label, index) => ({ key: label, label, shape: 'bar', values: wave(100_000_000 * (index + 1), index) }));
export const brokenSeries: TimeSeries[] = [
  { key: 'taux', label: 'Taux', values: ['80', '82', null, null, '85', '84', '90', null, '91', '92', '90', '93'] },
];

export const items: ChartItem[] = [
  ['yop', 'Yopougon', '3432234395'],
  ['pk', 'Akoupé-Zeudji PK24', '2093279845'],
  ['kou', 'Koumassi', '1539700600'],
  ['vri', 'Vridi', '1487062570'],
  ['spd', 'San-Pédro', '1230799950'],
  ['bke', 'Bouaké', '918681385'],
  ['dal', 'Daloa', '515401815'],
  ['kor', 'Korhogo', '499598725'],
].map(([key = '', label = '', value = '']) => ({ key, label, value }));

export interface Person {
  id: string;
  name: string;
  town: string;
  amount: string | null;
  day: string | null;
}

const towns = ['Abidjan', 'Bouaké', 'San-Pédro', 'Korhogo'];
export const people: Person[] = Array.from({ length: 100_000 }, (_, index) => ({
  id: `ENT-${String(index + 1).padStart(6, '0')}`,
  name: `Société ${String.fromCharCode(65 + (index % 26))}${index}`,
  town: towns[index % towns.length] ?? '',
  amount: index % 17 === 0 ? null : String((index * 7919) % 100_000_000),
  day: index % 5 === 0 ? null : `2026-${String((index % 12) + 1).padStart(2, '0')}-15`,
}));

export const personColumns: Column<Person>[] = [
  { id: 'name', heading: 'Société', kind: 'text', value: (row) => row.name },
  { id: 'town', heading: 'Ville', kind: 'text', options: true, value: (row) => row.town },
  {
    id: 'amount',
    heading: 'CA',
    kind: 'figure',
    unit: 'currency',
    value: (row) => row.amount,
    total: true,
    onPhone: true,
  },
  { id: 'day', heading: 'Dernière facture', kind: 'day', value: (row) => row.day, onPhone: true },
];

export const mapClasses: MapClass[] = occupancyColours.light.map((light, index) => ({
  key: String(index),
  label: `Classe ${index + 1}`,
  light,
  dark: occupancyColours.dark[index] ?? light,
}));

export const mapAreas: MapArea[] = [
  area('yop', 'Yopougon', -4.0865, 5.3745, '4'),
  area('bke', 'Bouaké', -5.018, 7.664, '2'),
  area('spd', 'San-Pédro', -6.65, 4.777, '0'),
];

function area(id: string, name: string, lon: number, lat: number, classKey: string): MapArea {
  const size = 0.012;
  const corners = [
    [lon - size, lat - size],
    [lon + size, lat - size],
    [lon + size, lat + size],
    [lon - size, lat + size],
    [lon - size, lat - size],
  ];
  return { id, name, classKey, figure: '82,4 %', polygon: { type: 'Polygon', coordinates: [corners] } };
}
