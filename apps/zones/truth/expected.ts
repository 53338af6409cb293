import type { Books, Company, Invoice } from './books.ts';
import { clientsOn } from './clients-truth.ts';
import { money, percent, quotient, type Sums, stateOn, sumOn } from './invoice-state.ts';
import { landOn } from './land-truth.ts';
import { months, plus } from './read-rows.ts';

/** The choices of a page, as its address has them. */
export interface Choice {
  date_debut?: string;
  date_fin?: string;
  zone?: string;
  region?: string;
  secteur?: string;
  segment?: string;
}

export interface Span {
  from: string;
  to: string;
}

const firstOf = (day: string): string => `${day.slice(0, 8)}01`;
const lastOf = (day: string): string => plus(months(firstOf(day), 1), -1);

/** Twelve full months before the month of `asOf` (that month too when it is over), unless both dates are chosen. */
export function spanOf(choice: Choice, asOf: string): Span {
  if (choice.date_debut !== undefined && choice.date_fin !== undefined) {
    return { from: choice.date_debut, to: choice.date_fin };
  }
  const to = lastOf(asOf) === asOf ? asOf : plus(firstOf(asOf), -1);
  return { from: months(firstOf(to), -11), to };
}

/** The span just before, and the day as far before `asOf` as it is before the span. */
export function spanBefore({ from, to }: Span, asOf: string): { span: Span; day: string } {
  if (firstOf(from) === from && lastOf(to) === to) {
    let count = 0;
    for (let month = from; month <= to; month = months(month, 1)) count += 1;
    return { span: { from: months(from, -count), to: plus(from, -1) }, day: months(asOf, -count) };
  }
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  return { span: { from: plus(from, -days), to: plus(from, -1) }, day: plus(asOf, -days) };
}

/** Everything the financial and operational pages say, worked out with plain loops. */
export class Expected {
  readonly books: Books;
  readonly asOf: string;
  readonly clients: ReturnType<typeof clientsOn>;

  constructor(books: Books, asOf: string) {
    this.books = books;
    this.asOf = asOf;
    this.clients = clientsOn(books, asOf);
  }

  keeps(company: Company, choice: Choice): boolean {
    if (choice.zone === 'Sans zone' && company.zoneId !== null) return false;
    if (choice.zone !== undefined && choice.zone !== 'Sans zone') {
      if (company.zoneId !== choice.zone && (company.zoneId === null || company.zone !== choice.zone)) return false;
    }
    if (choice.region !== undefined && (company.zoneId === null || company.region !== choice.region)) return false;
    if (choice.secteur !== undefined && company.sector !== choice.secteur) return false;
    return choice.segment === undefined || this.clients.get(company.id)?.segment === choice.segment;
  }

  invoices(choice: Choice, span: Span): Invoice[] {
    return this.books.invoices.filter(
      (one) =>
        one.issued <= this.asOf && one.issued >= span.from && one.issued <= span.to && this.keeps(one.company, choice),
    );
  }

  sums(choice: Choice, span: Span, day = this.asOf): Sums {
    return sumOn(this.invoices(choice, span), day);
  }

  /** Figures of invoices, by metric. */
  finance(choice: Choice, span: Span, day = this.asOf): Record<string, string | null> {
    const sums = this.sums(choice, span, day);
    return {
      ca_total: money(sums.revenue),
      montant_impaye: money(sums.overdue),
      creances_clients_montant: money(sums.left),
      taux_paiement_pct: percent(sums.paid, sums.revenue),
      delai_moyen_paiement: quotient(sums.paidDays, sums.paid),
      taux_recouvrement: percent(sums.paidOfDue, sums.due),
      factures_emises: String(sums.invoices),
      clients_factures: String(sums.clients.size),
      ca_moyen_par_client: quotient(sums.revenue, BigInt(sums.clients.size) * 100n),
    };
  }

  /** Payments received in a span, on whatever invoice, cancelled ones too. */
  received(choice: Choice, span: Span): string {
    let total = 0n;
    for (const invoice of this.books.invoices) {
      if (invoice.issued > this.asOf || !this.keeps(invoice.company, choice)) continue;
      for (const { day, amount } of invoice.payments) {
        if (day <= this.asOf && day >= span.from && day <= span.to) total += amount;
      }
    }
    return money(total);
  }

  zonesOf(choice: Choice): Set<string> {
    const zones = [...this.books.zones.values()].filter(
      (zone) =>
        (choice.zone === undefined || choice.zone === zone.id || choice.zone === zone.name) &&
        (choice.region === undefined || choice.region === zone.region),
    );
    return new Set(zones.map((zone) => zone.id));
  }

  /** Figures of plots, by metric. */
  land(choice: Choice, day: string): Record<string, string | null> {
    const land = landOn(this.books, this.zonesOf(choice), day);
    return {
      taux_occupation: percent(land.let, land.plots),
      lots_total: String(land.plots),
      lots_attribues: String(land.let),
      lots_disponibles: String(land.plots - land.let),
      surface_attribuee_hectares: (land.areaLet / 10_000).toFixed(4),
    };
  }

  /** Overdue money by age. */
  ageing(choice: Choice, span: Span): Record<string, { montant: string; factures: number; clients: number }> {
    const buckets: Record<string, Invoice[]> = { '0-30': [], '31-60': [], '61-90': [], '90+': [] };
    for (const invoice of this.invoices(choice, span)) {
      const state = stateOn(invoice, this.asOf);
      if (state.overdue === 0n) continue;
      const late = state.daysLate;
      buckets[late <= 30 ? '0-30' : late <= 60 ? '31-60' : late <= 90 ? '61-90' : '90+']?.push(invoice);
    }
    return Object.fromEntries(
      Object.entries(buckets).map(([name, invoices]) => {
        const sums = sumOn(invoices, this.asOf);
        return [name, { montant: money(sums.overdue), factures: sums.late, clients: sums.lateClients.size }];
      }),
    );
  }
}
