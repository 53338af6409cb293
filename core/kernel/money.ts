import { Decimal, type Rounding } from './decimal.ts';
import { DomainError } from './errors.ts';

/** Decimals of the minor unit (ISO 4217, and the Algerian dinar's centime as used in books). */
const MINOR_DIGITS: Record<string, number> = { XOF: 0, XAF: 0, DZD: 2, EUR: 2, USD: 2, MAD: 2, TND: 3 };

export function minorDigits(currency: string): number {
  const digits = MINOR_DIGITS[currency];
  if (digits === undefined) {
    throw new DomainError({ code: 'money.unknown_currency', kind: 'invalid', details: { currency } });
  }
  return digits;
}

/** An exact amount in one currency. Amounts of two currencies are never added: `money.currency_mismatch`. */
export class Money {
  readonly amount: Decimal;
  readonly currency: string;

  private constructor(amount: Decimal, currency: string) {
    this.amount = amount;
    this.currency = currency;
  }

  /** Refuses more decimals than the currency has: rounding is a decision, not an accident. */
  static of(amount: Decimal | string, currency: string): Money {
    const value = typeof amount === 'string' ? Decimal.parse(amount) : amount;
    const rounded = value.round(minorDigits(currency));
    if (!rounded.equals(value)) {
      throw new DomainError({
        code: 'money.too_precise',
        kind: 'invalid',
        details: { amount: value.toString(), currency },
      });
    }
    return new Money(rounded, currency);
  }

  static rounded(amount: Decimal, currency: string, rounding: Rounding = 'half_up'): Money {
    return new Money(amount.round(minorDigits(currency), rounding), currency);
  }

  add(other: Money): Money {
    this.#sameCurrency(other);
    return new Money(this.amount.add(other.amount), this.currency);
  }

  subtract(other: Money): Money {
    this.#sameCurrency(other);
    return new Money(this.amount.subtract(other.amount), this.currency);
  }

  compare(other: Money): -1 | 0 | 1 {
    this.#sameCurrency(other);
    return this.amount.compare(other.amount);
  }

  toJSON(): { amount: string; currency: string } {
    return { amount: this.amount.toString(), currency: this.currency };
  }

  #sameCurrency(other: Money): void {
    if (other.currency === this.currency) return;
    throw new DomainError({
      code: 'money.currency_mismatch',
      kind: 'invalid',
      details: { left: this.currency, right: other.currency },
    });
  }
}
