import { addDays, type Day, daysBetween, type Random, random } from '@griot/kernel';
import type { BookLine, Books, BooksInput } from './book-types.ts';
import { type Chart, type ChartKey, chartOf, VAT } from './charts.ts';

const JOURNALS = [
  ['ACH', 'Achats', 'Achats', ''],
  ['VTE', 'Ventes', 'Ventes', ''],
  ['BQ1', 'Banque', 'Trésorerie', 'bank'],
  ['CAI', 'Caisse', 'Trésorerie', 'cash'],
  ['OD', 'Opérations diverses', 'Général', ''],
  ['RAN', 'À nouveaux', 'Général', ''],
] as const;
const FIRST = ['Ets', 'Société', 'Groupe', 'Comptoir', 'Ateliers', 'Maison', 'Coopérative', 'Entreprise'];
const SECOND = [
  'du Sahel',
  'de la Lagune',
  'des Palmiers',
  'du Fleuve',
  'du Plateau',
  'de la Savane',
  'du Littoral',
  'des Collines',
  'du Baobab',
  'de l’Harmattan',
];
const PEOPLE = ['Awa D.', 'Koffi A.', 'Moussa T.', 'Fatou N.', 'Adjoa K.', 'Ibrahima S.', 'Mariam O.', 'Yao B.'];

/**
 * Books of a company over a period, balanced piece by piece: sales and purchases with VAT, their payments and lettrage, wages,
 * a loan, depreciation, VAT declared and paid each month, and the balances that the year before left.
 */
export function makeBooks(input: BooksInput): Books {
  const standard = input.standard ?? 'syscohada';
  const digits = input.digits ?? 8;
  const chance = random('books', input.seed, input.company, input.start);
  const chart = chartOf(standard, input.sector ?? 'commerce');
  const number = (key: ChartKey): string =>
    chart[key][0].padEnd(digits, '0').slice(0, Math.max(digits, chart[key][0].length));
  const tiers = thirdParties(chance, Math.max(4, Math.round(input.lines / 60)), number);
  const writer = new PieceWriter(input, chance, number, tiers, VAT[standard]);
  writer.openings();
  writer.ordinary();
  for (const end of monthEnds(input.start, input.end)) writer.monthly(end);
  const used = new Set(writer.lines.map((line) => line.account));
  return {
    company: input.company,
    standard,
    currency: standard === 'pcg' ? 'EUR' : 'FCFA',
    start: input.start,
    end: input.end,
    accounts: planOf(chart, number, used),
    tiers,
    journals: JOURNALS.map(([code, name, kind, treasury]) => ({
      code,
      name,
      kind,
      treasury: treasury ? number(treasury) : '',
    })),
    lines: writer.lines,
  };
}

/** What a year leaves to the next: balances of accounts of classes 1 to 5 by third party, and the result. */
export function closingBalances(books: Books): Map<string, number> {
  const balances = new Map<string, number>();
  let result = 0;
  const chart = chartOf(books.standard, 'commerce');
  for (const { account, tiers, debit, credit } of books.lines) {
    if (/^[67]/.test(account)) result += debit - credit;
    else {
      const key = `${account}|${tiers ?? ''}`;
      balances.set(key, (balances.get(key) ?? 0) + debit - credit);
    }
  }
  const length = books.accounts.find(({ number }) => number.startsWith(chart.bank[0]))?.number.length ?? 8;
  const profit = `${chart.profit[0].padEnd(length, '0')}|`;
  balances.set(profit, (balances.get(profit) ?? 0) + result);
  return new Map([...balances].filter(([, balance]) => balance !== 0));
}

function thirdParties(chance: Random, count: number, number: (key: ChartKey) => string): Books['tiers'] {
  const name = (index: number): string =>
    `${FIRST[index % FIRST.length]} ${SECOND[Math.floor(index / FIRST.length) % SECOND.length]}${index >= 80 ? ` ${Math.floor(index / 80) + 1}` : ''}`;
  const some = (prefix: string, kind: 'Client' | 'Fournisseur' | 'Salarié', key: ChartKey, many: number) =>
    Array.from({ length: many }, (_, index) => ({
      code: `${prefix}${String(index + 1).padStart(4, '0')}`,
      name: kind === 'Salarié' ? `${chance.pick(PEOPLE)} ${index + 1}` : name(index + (kind === 'Client' ? 0 : 37)),
      kind,
      collective: number(key),
    }));
  return [
    ...some('CL', 'Client', 'customers', Math.max(3, Math.round(count * 0.6))),
    ...some('FR', 'Fournisseur', 'suppliers', Math.max(2, Math.round(count * 0.4))),
    ...some('SA', 'Salarié', 'staff', 3),
  ];
}

function planOf(chart: Chart, number: (key: ChartKey) => string, used: ReadonlySet<string>): Books['accounts'] {
  const details = (Object.keys(chart) as ChartKey[]).map((key) => ({
    number: number(key),
    name: chart[key][1],
    total: false,
    nature: natureOf(key),
  }));
  const unique = [...new Map(details.map((one) => [one.number, one])).values()].filter(
    (one) => used.has(one.number) || one.number.startsWith('47'),
  );
  const totals = [...new Set(unique.map((one) => one.number.slice(0, 2)))].map((head) => ({
    number: head,
    name: `Total ${head}`,
    total: true,
    nature: 'Aucune',
  }));
  return [...unique, ...totals].sort((a, b) => (a.number < b.number ? -1 : 1));
}

const NATURES: Partial<Record<ChartKey, string>> = {
  customers: 'Client',
  suppliers: 'Fournisseur',
  staff: 'Salarié',
  bank: 'Banque',
  cash: 'Caisse',
  sales: 'Produit',
  purchases: 'Charge',
  services: 'Charge',
  rent: 'Charge',
  energy: 'Charge',
  wages: 'Charge',
  capital: 'Capitaux',
  equipment: 'Immobilisation',
};
const natureOf = (key: ChartKey): string => NATURES[key] ?? 'Aucune';

function monthEnds(start: Day, end: Day): Day[] {
  const ends: Day[] = [];
  for (let day = start; day <= end; ) {
    const [year = 0, month = 0] = day.split('-').map(Number);
    const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
    ends.push(last > end ? end : last);
    day = addDays(last, 1);
  }
  return ends;
}

type Part = [key: ChartKey | { account: string }, tiers: string | null, amount: number];

class PieceWriter {
  readonly lines: BookLine[] = [];
  readonly #input: BooksInput;
  readonly #chance: Random;
  readonly #number: (key: ChartKey) => string;
  readonly #tiers: Books['tiers'];
  readonly #vat: number;
  /** A hundred francs CFA, one euro: amounts are of the size that each currency has. */
  readonly #size: number;
  readonly #counters = new Map<string, number>();
  #vatDue = 0;
  #vatPaid = 0;
  #letter = 0;

  constructor(
    input: BooksInput,
    chance: Random,
    number: (key: ChartKey) => string,
    tiers: Books['tiers'],
    vat: number,
  ) {
    this.#input = input;
    this.#chance = chance;
    this.#number = number;
    this.#tiers = tiers;
    this.#vat = vat;
    this.#size = input.standard === 'pcg' ? 1 : 100;
  }

  /** The balances of the year before, or the capital and loan that a company begins with. */
  openings(): void {
    const { openings, start, continued } = this.#input;
    if (continued) return;
    if (openings && openings.size > 0) {
      const parts = [...openings].map(([key, amount]): Part => {
        const [account = '', tiers = ''] = key.split('|');
        return [{ account }, tiers || null, amount];
      });
      this.#piece('RAN', start, 'À nouveau', parts);
      return;
    }
    const scale = Math.max(50, this.#input.lines) * 20_000 * this.#size;
    this.#piece('RAN', start, 'À nouveau', [
      ['equipment', null, scale * 2],
      ['stock', null, scale],
      ['bank', null, scale * 3],
      ['cash', null, Math.round(scale / 2)],
      ['capital', null, -(scale * 4 + Math.round(scale / 2))],
      ['loan', null, -scale * 2],
    ]);
  }

  /** Sales and purchases with their payments, as many as the ledger is to have lines. */
  ordinary(): void {
    const { start, end } = this.#input;
    const days = daysBetween(start, end);
    const customers = this.#tiers.filter(({ kind }) => kind === 'Client');
    const suppliers = this.#tiers.filter(({ kind }) => kind === 'Fournisseur');
    while (this.lines.length < this.#input.lines) {
      const day = addDays(start, this.#chance.between(0, days));
      const paid = addDays(day, this.#chance.between(0, 75));
      if (this.#chance.chance(0.62)) this.#sale(this.#chance.pick(customers).code, day, paid > end ? null : paid);
      else this.#purchase(this.#chance.pick(suppliers).code, day, paid > end ? null : paid);
    }
  }

  #sale(customer: string, day: Day, paid: Day | null): void {
    const net = this.#amount();
    const vat = Math.round((net * this.#vat) / 10_000) * 100;
    this.#vatDue += vat;
    const letter = paid ? this.#nextLetter() : '';
    this.#piece(
      'VTE',
      day,
      'Facture',
      [
        ['customers', customer, net + vat],
        ['sales', null, -net],
        ['vatDue', null, -vat],
      ],
      letter,
    );
    const journal = this.#chance.chance(0.85) ? 'BQ1' : 'CAI';
    if (paid)
      this.#piece(
        journal,
        paid,
        'Règlement',
        [
          [journal === 'BQ1' ? 'bank' : 'cash', null, net + vat],
          ['customers', customer, -(net + vat)],
        ],
        letter,
      );
  }

  #purchase(supplier: string, day: Day, paid: Day | null): void {
    const net = Math.round((this.#amount() * 0.7) / 100) * 100;
    const vat = Math.round((net * this.#vat) / 10_000) * 100;
    this.#vatPaid += vat;
    const letter = paid ? this.#nextLetter() : '';
    const charge = this.#chance.chance(0.75) ? 'purchases' : this.#chance.pick(['services', 'rent', 'energy'] as const);
    this.#piece(
      'ACH',
      day,
      'Facture',
      [
        [charge, null, net],
        ['vatPaid', null, vat],
        ['suppliers', supplier, -(net + vat)],
      ],
      letter,
    );
    if (paid)
      this.#piece(
        'BQ1',
        paid,
        'Virement',
        [
          ['suppliers', supplier, net + vat],
          ['bank', null, -(net + vat)],
        ],
        letter,
      );
  }

  /** Wages, charges, wear, the loan and VAT of a month, on its last day. */
  monthly(day: Day): void {
    const scale = Math.max(50, this.#input.lines) * 100 * this.#size;
    for (const { code } of this.#tiers.filter(({ kind }) => kind === 'Salarié')) {
      const gross = scale + this.#chance.between(0, 40) * 1000 * this.#size;
      const tax = Math.round(gross / 1000) * 80;
      this.#piece('OD', day, 'Salaire', [
        ['wages', null, gross],
        ['wageTax', null, -tax],
        ['staff', code, -(gross - tax)],
      ]);
      this.#piece('BQ1', day, 'Virement salaire', [
        ['staff', code, gross - tax],
        ['bank', null, -(gross - tax)],
      ]);
    }
    this.#piece('OD', day, 'Charges sociales', [
      ['wageCharges', null, scale],
      ['social', null, -scale],
    ]);
    this.#piece('OD', day, 'Dotation', [
      ['wearCharge', null, scale * 2],
      ['wear', null, -scale * 2],
    ]);
    this.#piece('BQ1', day, 'Échéance emprunt', [
      ['loan', null, scale * 3],
      ['interest', null, scale],
      ['bank', null, -scale * 4],
    ]);
    const owed = this.#vatDue - this.#vatPaid;
    if (owed > 0) {
      this.#piece('OD', day, 'Déclaration TVA', [
        ['vatDue', null, this.#vatDue],
        ['vatPaid', null, -this.#vatPaid],
        ['vatOwed', null, -owed],
      ]);
      this.#piece('BQ1', day, 'Paiement TVA', [
        ['vatOwed', null, owed],
        ['bank', null, -owed],
      ]);
      this.#vatDue = 0;
      this.#vatPaid = 0;
    }
  }

  /** Nobody books on Saturdays and Sundays: what falls there is dated the last day of that week, or the first of the next. */
  #workday(day: Day): Day {
    const over = (new Date(`${day}T00:00:00Z`).getUTCDay() + 1) % 7;
    if (over > 1) return day;
    const friday = addDays(day, -1 - over);
    return friday < this.#input.start ? addDays(day, 2 - over) : friday;
  }

  #piece(journal: string, day: Day, what: string, parts: readonly Part[], lettrage = ''): void {
    const count = (this.#counters.get(journal) ?? 0) + 1;
    this.#counters.set(journal, count);
    const piece = `${journal}${String(count).padStart(6, '0')}`;
    for (const [key, tiers, amount] of parts) {
      if (amount === 0) continue;
      this.lines.push({
        account: typeof key === 'object' ? key.account : this.#number(key),
        ...{
          tiers,
          day: journal === 'RAN' ? day : this.#workday(day),
          journal,
          piece,
          label: `${what} ${piece}${tiers ? ` ${tiers}` : ''}`,
          lettrage: tiers ? lettrage : '',
        },
        debit: Math.max(0, amount),
        credit: Math.max(0, -amount),
      });
    }
  }

  /** Two decades, as many in each: first digits then follow Benford's law, as those of real books do. */
  #amount(): number {
    return Math.round(10 ** (2 + this.#chance.between(0, 199_999) / 100_000) * this.#size) * 100;
  }

  #nextLetter(): string {
    this.#letter += 1;
    const at = (power: number): string => String.fromCharCode(65 + (Math.floor(this.#letter / 26 ** power) % 26));
    return `${at(2)}${at(1)}${at(0)}`;
  }
}
