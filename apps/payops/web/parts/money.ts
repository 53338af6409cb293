import { minorDigits } from '@griot/kernel';

/** Minor units (`123456` centimes) as the decimal that people read (`1234.56`), exactly. */
export function fromMinor(amount: string | null | undefined, currency: string): string | null {
  if (amount === null || amount === undefined) return null;
  const digits = minorDigits(currency);
  if (digits === 0) return amount;
  const sign = amount.startsWith('-') ? '-' : '';
  const padded = amount.replace('-', '').padStart(digits + 1, '0');
  return `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/** What people write (`1234.5`) in minor units, exactly; null when it is finer than the currency has units. */
export function toMinor(amount: string, currency: string): number | null {
  const digits = minorDigits(currency);
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
  if (!found) return null;
  const [, sign = '', whole = '', part = ''] = found;
  const kept = part.replace(/0+$/, '');
  if (kept.length > digits) return null;
  return Number(`${sign}${whole}${kept.padEnd(digits, '0')}`);
}
