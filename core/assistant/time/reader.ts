import type { Day } from '@griot/kernel';
import { readNumber } from '../language/numbers.ts';
import type { Token } from '../language/tokens.ts';
import { ORDINALS } from './words.ts';

/** Words of a question as the grammar of time reads them: mended where they are mistyped. */
export class TimeReader {
  readonly tokens: readonly Token[];
  /** The day that "today" is for the tenant's figures. */
  readonly today: Day;
  readonly english: boolean;

  constructor(tokens: readonly Token[], today: Day, english: boolean) {
    this.tokens = tokens;
    this.today = today;
    this.english = english;
  }

  /** Empty after the end. */
  word(i: number): string {
    return this.tokens[i]?.text ?? '';
  }

  year(i: number): number | null {
    return /^(19|20)\d{2}$/.test(this.word(i)) ? Number(this.word(i)) : null;
  }

  dayNumber(i: number): number | null {
    const text = this.word(i);
    if (ORDINALS.has(text) && ['1er', '1st', 'premier'].includes(text)) return 1;
    const found = /^(\d{1,2})(st|nd|rd|th)?$/.exec(text);
    const value = found ? Number(found[1]) : 0;
    return value >= 1 && value <= 31 ? value : null;
  }

  /** The day of a month in digits or words (`15`, `1er`, `quinze`, `vingt et un`), and the index after it. */
  dayAt(i: number): { readonly value: number; readonly end: number } | null {
    const value = this.dayNumber(i);
    if (value !== null) return { value, end: i + 1 };
    const said = /^[a-z]/.test(this.word(i)) && !/^une?$/.test(this.word(i)) ? readNumber(this.tokens, i) : null;
    return said?.plain && said.value >= 2 && said.value <= 31 && Number.isInteger(said.value)
      ? { value: said.value, end: said.end }
      : null;
  }
}
