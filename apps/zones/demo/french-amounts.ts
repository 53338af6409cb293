const NO_BREAK = '\u00A0';
const NARROW_NO_BREAK = '\u202F';

/**
 * A whole amount as people's exports have it: `1234567`, `1 234 567` or `1 234 567,00`, by turns. `narrow` uses the
 * narrow no-break space, which Windows-1252 does not have.
 */
export function frenchAmount(amount: number, turn: number, narrow: boolean): string {
  if (turn % 3 === 0) return String(amount);
  const spaced = grouped(amount, narrow ? NARROW_NO_BREAK : NO_BREAK);
  return turn % 3 === 1 ? spaced : `${spaced},00`;
}

function grouped(amount: number, space: string): string {
  const digits = String(amount);
  let text = '';
  for (let end = digits.length; end > 0; end -= 3) {
    const group = digits.slice(Math.max(0, end - 3), end);
    text = text === '' ? group : group + space + text;
  }
  return text;
}
