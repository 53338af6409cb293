import { DomainError } from './errors.ts';

/** How a quotient or a cut is rounded. `half_even` is what banks and IEEE 754 use; `half_up` is what invoices use. */
export type Rounding = 'half_up' | 'half_even' | 'down';

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/**
 * An exact decimal: `units / 10^scale`. Addition, subtraction and multiplication never round; division and
 * `round` say their scale and rounding. Immutable.
 */
export class Decimal {
  readonly units: bigint;
  readonly scale: number;

  private constructor(units: bigint, scale: number) {
    this.units = units;
    this.scale = scale;
  }

  static readonly zero = new Decimal(0n, 0);

  static fromUnits(units: bigint, scale: number): Decimal {
    return new Decimal(units, scale);
  }

  /** Reads `-12.50`. Anything else (exponents, spaces, commas, NaN) throws `decimal.not_a_number`. */
  static parse(text: string): Decimal {
    const match = NUMBER.exec(text);
    const whole = match?.[2] ?? '';
    const fraction = match?.[3] ?? '';
    if (!match || whole + fraction === '') {
      throw new DomainError({ code: 'decimal.not_a_number', kind: 'invalid', details: { value: text } });
    }
    const units = BigInt(whole + fraction);
    return new Decimal(match[1] === '-' ? -units : units, fraction.length);
  }

  private unitsAt(scale: number): bigint {
    return this.units * 10n ** BigInt(scale - this.scale);
  }

  add(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.unitsAt(scale) + other.unitsAt(scale), scale);
  }

  subtract(other: Decimal): Decimal {
    return this.add(other.negate());
  }

  negate(): Decimal {
    return new Decimal(-this.units, this.scale);
  }

  multiply(other: Decimal): Decimal {
    return new Decimal(this.units * other.units, this.scale + other.scale);
  }

  /** Quotient rounded to `scale` decimals; throws `decimal.division_by_zero`. */
  divide(other: Decimal, scale: number, rounding: Rounding = 'half_up'): Decimal {
    if (other.units === 0n) throw new DomainError({ code: 'decimal.division_by_zero', kind: 'invalid' });
    const shift = scale + other.scale - this.scale;
    const numerator = shift >= 0 ? this.units * 10n ** BigInt(shift) : this.units;
    const denominator = shift >= 0 ? other.units : other.units * 10n ** BigInt(-shift);
    return new Decimal(roundQuotient(numerator, denominator, rounding), scale);
  }

  /** The same number with exactly `scale` decimals, rounded if it must be. */
  round(scale: number, rounding: Rounding = 'half_up'): Decimal {
    if (scale >= this.scale) return new Decimal(this.unitsAt(scale), scale);
    return new Decimal(roundQuotient(this.units, 10n ** BigInt(this.scale - scale), rounding), scale);
  }

  compare(other: Decimal): -1 | 0 | 1 {
    const scale = Math.max(this.scale, other.scale);
    const difference = this.unitsAt(scale) - other.unitsAt(scale);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  equals(other: Decimal): boolean {
    return this.compare(other) === 0;
  }

  isZero(): boolean {
    return this.units === 0n;
  }

  toString(): string {
    const digits = (this.units < 0n ? -this.units : this.units).toString().padStart(this.scale + 1, '0');
    const sign = this.units < 0n ? '-' : '';
    if (this.scale === 0) return sign + digits;
    return `${sign}${digits.slice(0, -this.scale)}.${digits.slice(-this.scale)}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

function roundQuotient(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const quotient = n / d;
  const twice = (n % d) * 2n;
  const up =
    rounding === 'down' ? false : twice > d || (twice === d && (rounding === 'half_up' || quotient % 2n === 1n));
  const rounded = up ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
}
