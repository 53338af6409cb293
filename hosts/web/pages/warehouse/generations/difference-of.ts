import { Decimal } from '@griot/kernel';

type Value = string | number | boolean | null;

/** `to - from`, exact; null when one of them is no figure. */
export function differenceOf(from: Value, to: Value): string | null {
  const [before, after] = [asDecimal(from), asDecimal(to)];
  return before === null || after === null ? null : after.subtract(before).toString();
}

function asDecimal(value: Value): Decimal | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value);
  // A double may come as 1e-7: it is shown rounded anyway.
  if (/^-?\d+(\.\d+)?$/.test(text)) return Decimal.parse(text);
  const number = Number(text);
  return text.trim() === '' || Number.isNaN(number) ? null : Decimal.parse(number.toFixed(6));
}
