import { type Random, random } from '@griot/kernel';
import { firstDayOfMonth } from './calendar-days.ts';
import type { Company, PayerKind } from './companies.ts';
import { sectors } from './zone-catalogue.ts';

export interface Payment {
  day: number;
  amount: number;
  mode: 'virement' | 'cheque' | 'especes' | 'mobile_money';
}

export interface Invoice {
  day: number;
  due: number;
  /** Whole XOF. */
  amount: number;
  cancelled: boolean;
  /** Only those made by `today`. */
  payments: Payment[];
}

interface Habit {
  /** Days from due date to payment: mean and deviation. */
  late: number;
  spread: number;
  inParts: number;
  neverFully: number;
  never: number;
}

const HABITS: Record<PayerKind, Habit> = {
  ponctuel: { late: -6, spread: 5, inParts: 0.04, neverFully: 0.004, never: 0.002 },
  tardif: { late: 18, spread: 12, inParts: 0.12, neverFully: 0.015, never: 0.01 },
  tres_tardif: { late: 55, spread: 28, inParts: 0.24, neverFully: 0.05, never: 0.04 },
  defaillant: { late: 95, spread: 50, inParts: 0.35, neverFully: 0.14, never: 0.22 },
};
const MODES: readonly Payment['mode'][] = ['virement', 'cheque', 'especes', 'mobile_money'];
const GROWTH_PER_MONTH = 1.0028;

/** The invoices of a company in a month (none, one, or rent and services), as known on `today`. */
export function invoicesOf(seed: number, one: Company, month: number, firstMonth: number, today: number): Invoice[] {
  const r = random(seed, 'invoice', one.id, month);
  const season = sectors[one.sector]?.season[month % 12] ?? 1;
  const level = one.rent * season * GROWTH_PER_MONTH ** (month - firstMonth) * (one.quarterly ? 3 : 1);
  const firstDay = firstDayOfMonth(month);
  const result: Invoice[] = [];
  const add = (day: number, amount: number): void => {
    if (day > today || amount < 500) return;
    result.push(
      withPayments(r, one, { day, due: day + one.terms, amount, cancelled: r.chance(0.02), payments: [] }, today),
    );
  };
  add(firstDay + one.billingDay, round5(level * (1 + 0.04 * r.normal())));
  if (r.chance(0.09)) add(firstDay + r.between(10, 26), round5(level * (0.08 + 0.3 * r.next())));
  return result;
}

function withPayments(r: Random, one: Company, invoice: Invoice, today: number): Invoice {
  const habit = HABITS[one.payer];
  // A cancelled invoice had sometimes been paid: the money is a credit, never a negative debt.
  if (invoice.cancelled && !r.chance(0.06)) return invoice;
  if (r.chance(habit.never)) return invoice;
  const recent = Math.max(0, 270 - (today - invoice.day)) / 270;
  const drift = one.deteriorates ? 45 * recent : 0;
  const lateness = habit.late + drift + habit.spread * r.normal();
  const paidOn = Math.max(invoice.day + 1, Math.round(invoice.due + lateness));
  const mode = MODES[r.weightedIndex([52, 24, 10, 14])] ?? 'virement';
  for (const [part, amount] of shares(r, habit, invoice.amount).entries()) {
    const day = paidOn + part * r.between(12, 40);
    if (day <= today) invoice.payments.push({ day, amount, mode });
  }
  return invoice;
}

/** One payment, several, several that stop short, or one that is too large. */
function shares(r: Random, habit: Habit, amount: number): number[] {
  if (r.chance(0.004)) return [amount + round5(amount * 0.1)];
  const short = r.chance(habit.neverFully);
  if (!short && !r.chance(habit.inParts)) return [amount];
  const first = round5(amount * (0.25 + 0.35 * r.next()));
  const second = round5((amount - first) * (0.3 + 0.4 * r.next()));
  if (short) return r.chance(0.5) ? [first] : [first, second];
  return r.chance(0.5) ? [first, amount - first] : [first, second, amount - first - second];
}

export type InvoiceStatus = 'payee' | 'partielle' | 'impayee' | 'annulee';

/** What the agency's own ledger says of it. */
export function statusOf(invoice: Invoice): InvoiceStatus {
  if (invoice.cancelled) return 'annulee';
  const paid = invoice.payments.reduce((sum, payment) => sum + payment.amount, 0);
  if (paid >= invoice.amount) return 'payee';
  return paid > 0 ? 'partielle' : 'impayee';
}

const round5 = (value: number): number => Math.round(value / 5) * 5;
