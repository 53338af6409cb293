import type { Books, Company } from './books.ts';
import { money, percent, quotient, stateOn, sumOn } from './invoice-state.ts';
import { between, months } from './read-rows.ts';

export interface ClientTruth {
  company: Company;
  segment: 'A' | 'B' | 'C' | null;
  active: boolean;
  wasActive: boolean;
  revenue: bigint;
  revenue12: bigint;
  paid: bigint;
  left: bigint;
  overdue: bigint;
  paidDays: bigint;
  plots: number;
  first: string | null;
  last: string | null;
  score: string | null;
  /** Points of the four parts, in hundredths. */
  points: bigint[];
}

/** Every company on a day, by id. */
export function clientsOn(books: Books, day: string): Map<string, ClientTruth> {
  const yearAgo = months(day, -12);
  const twoYearsAgo = months(day, -24);
  const clients = new Map<string, ClientTruth>();
  for (const company of books.companies.values()) {
    const all = books.invoices.filter((invoice) => invoice.company === company && invoice.issued <= day);
    const valid = all.filter((invoice) => !invoice.cancelled);
    const sums = sumOn(valid, day);
    const leases = books.leases.filter((lease) => lease.company === company.id);
    const dates = valid.map((invoice) => invoice.issued).sort();
    const ranIn = (after: string, until: string): boolean =>
      leases.some((lease) => lease.start <= until && (lease.end === null || lease.end > after));
    const revenue12 = sumOn(
      valid.filter((invoice) => invoice.issued > yearAgo),
      day,
    ).revenue;
    clients.set(company.id, {
      company,
      segment: null,
      active: dates.some((date) => date > yearAgo) || ranIn(yearAgo, day),
      wasActive: dates.some((date) => date > twoYearsAgo && date <= yearAgo) || ranIn(twoYearsAgo, yearAgo),
      ...{ revenue: sums.revenue, revenue12, paid: sums.paid, left: sums.left, overdue: sums.overdue },
      paidDays: sums.paidDays,
      plots: new Set(
        leases
          .filter((lease) => lease.start <= day && (lease.end === null || lease.end >= day))
          .map((lease) => lease.plot),
      ).size,
      first: dates[0] ?? null,
      last: dates.at(-1) ?? null,
      score: null,
      points: [],
    });
  }
  rank(clients);
  const owed = [...clients.values()].reduce((sum, client) => sum + client.left, 0n);
  for (const client of clients.values()) score(books, client, owed, day);
  return clients;
}

function rank(clients: Map<string, ClientTruth>): void {
  const total = [...clients.values()].reduce((sum, client) => sum + client.revenue12, 0n);
  if (total === 0n) return;
  let before = 0n;
  const order = [...clients.values()].sort((a, b) =>
    a.revenue12 === b.revenue12 ? (a.company.id < b.company.id ? -1 : 1) : a.revenue12 > b.revenue12 ? -1 : 1,
  );
  for (const client of order) {
    client.segment = before * 100n < total * 80n ? 'A' : before * 100n < total * 95n ? 'B' : 'C';
    before += client.revenue12;
  }
}

/** Percent text to hundredths, held between 0 and 100. */
function bounded(text: string | null): bigint {
  const value = text === null ? 0n : BigInt(text.replace('.', ''));
  return value < 0n ? 0n : value > 10_000n ? 10_000n : value;
}

function score(books: Books, client: ClientTruth, owed: bigint, day: string): void {
  const invoices = books.invoices.filter(
    (one) => one.company === client.company && one.issued <= day && !one.cancelled,
  );
  if (invoices.length === 0) return;
  const oldest = Math.max(0, ...invoices.map((invoice) => stateOn(invoice, day).daysLate));
  const overdue =
    client.overdue === 0n ? 0n : client.revenue12 === 0n ? 10_000n : bounded(percent(client.overdue, client.revenue12));
  const [recent, before] = [delay(invoices, months(day, -6), day), delay(invoices, months(day, -12), months(day, -6))];
  const later = recent === null || before === null ? 0n : recent - before;
  const parts: [bigint, bigint][] = [
    [overdue, 40n],
    [bounded(percent(oldest, 180)), 30n],
    [bounded(quotient(later, 3000n, 100n)), 20n],
    [bounded(money(BigInt((percent(client.left, owed) ?? '0.00').replace('.', '')) * 10n)), 10n],
  ];
  // value x weight, to a hundredth, half up.
  client.points = parts.map(([value, weight]) => (value * weight + 50n) / 100n);
  client.score = money(client.points.reduce((sum, points) => sum + points, 0n));
}

/** Mean delay of what was paid after `after` up to `until`, in hundredths of a day; null when nothing was. */
function delay(invoices: Books['invoices'], after: string, until: string): bigint | null {
  let [amount, days] = [0n, 0n];
  for (const invoice of invoices) {
    let paid = 0n;
    for (const payment of invoice.payments) {
      const room = invoice.amount - paid;
      const counted = payment.amount < room ? payment.amount : room;
      paid += counted;
      if (payment.day <= after || payment.day > until) continue;
      amount += counted;
      days += counted * BigInt(between(invoice.issued, payment.day));
    }
  }
  const mean = quotient(days, amount);
  return mean === null ? null : BigInt(mean.replace('.', ''));
}
