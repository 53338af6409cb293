import type { Invoice } from './books.ts';
import { between } from './read-rows.ts';

/** An invoice on a day, in hundredths. */
export interface State {
  revenue: bigint;
  paid: bigint;
  credit: bigint;
  left: bigint;
  due: bigint;
  paidOfDue: bigint;
  overdue: bigint;
  /** Sum of what was paid x days it took. */
  paidDays: bigint;
  daysLate: number;
}

export function stateOn(invoice: Invoice, day: string): State {
  const revenue = invoice.cancelled ? 0n : invoice.amount;
  let [paid, credit, paidDays] = [0n, 0n, 0n];
  for (const payment of invoice.payments) {
    if (payment.day > day) continue;
    const room = revenue - paid;
    const counted = payment.amount < room ? payment.amount : room;
    paid += counted;
    credit += payment.amount - counted;
    if (!invoice.cancelled) paidDays += counted * BigInt(between(invoice.issued, payment.day));
  }
  const past = invoice.due < day;
  const left = revenue - paid;
  return {
    ...{ revenue, paid, credit, left, paidDays },
    due: past ? revenue : 0n,
    paidOfDue: past ? paid : 0n,
    overdue: past ? left : 0n,
    daysLate: past && left > 0n ? between(invoice.due, day) : 0,
  };
}

export interface Sums extends Omit<State, 'daysLate'> {
  invoices: number;
  settled: number;
  late: number;
  clients: Set<string>;
  lateClients: Set<string>;
}

/** Sums over the invoices that are not cancelled. */
export function sumOn(invoices: Iterable<Invoice>, day: string): Sums {
  const zero = { revenue: 0n, paid: 0n, credit: 0n, left: 0n, due: 0n, paidOfDue: 0n, overdue: 0n, paidDays: 0n };
  const sums: Sums = { ...zero, invoices: 0, settled: 0, late: 0, clients: new Set(), lateClients: new Set() };
  for (const invoice of invoices) {
    if (invoice.cancelled) continue;
    const state = stateOn(invoice, day);
    for (const name of ['revenue', 'paid', 'credit', 'left', 'due', 'paidOfDue', 'overdue', 'paidDays'] as const) {
      sums[name] += state[name];
    }
    sums.invoices += 1;
    sums.clients.add(invoice.company.id);
    if (state.left === 0n) sums.settled += 1;
    if (state.overdue > 0n) {
      sums.late += 1;
      sums.lateClients.add(invoice.company.id);
    }
  }
  return sums;
}

/** `123456` hundredths as `1234.56`. */
export function money(hundredths: bigint): string {
  const digits = (hundredths < 0n ? -hundredths : hundredths).toString().padStart(3, '0');
  return `${hundredths < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** times x part / whole to two decimals, half away from zero; null over nothing. */
export function quotient(part: bigint, whole: bigint, times = 1n): string | null {
  if (whole === 0n) return null;
  const scaled = (part < 0n ? -part : part) * times * 100n;
  const rounded = (2n * scaled + whole) / (2n * whole);
  return money(part < 0n ? -rounded : rounded);
}

export const percent = (part: bigint | number, whole: bigint | number): string | null =>
  quotient(BigInt(part), BigInt(whole), 100n);
