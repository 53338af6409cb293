import type { Code } from '../ledger/code-table.ts';
import type { Posting } from '../ledger/posting.ts';
import type { RowPlace } from '../ledger/row-place.ts';
import { type Units, unitsText } from '../values/amount.ts';
import { KeyTable } from './key-table.ts';
import type { Suspicions } from './suspicions.ts';
import { widened } from './widened.ts';

/** Debit = credit: of each piece, of each journal, of the whole. */
export class BalanceChecks {
  debit: Units = 0;
  credit: Units = 0;
  readonly #place: RowPlace;
  readonly #suspicions: Suspicions;
  /** By journal, day, and the piece's text. */
  readonly #pieces = new KeyTable(2);
  /** Of each piece two numbers: what it lacks, and the line from which it has lacked something. */
  #states = new Float64Array(8192);
  readonly #journals = new Map<Code, { gap: Units; line: number }>();
  readonly #byId: (Code | undefined)[] = [];

  constructor(place: RowPlace, suspicions: Suspicions) {
    this.#place = place;
    this.#suspicions = suspicions;
  }

  add(posting: Posting): void {
    this.debit += posting.debit;
    this.credit += posting.credit;
    const gap = posting.debit - posting.credit;
    const { journal, line } = posting;
    const sum = this.#journals.get(journal);
    if (sum) sum.gap += gap;
    else {
      this.#journals.set(journal, { gap, line });
      this.#byId[journal.id] = journal;
    }
    const at = this.#number(posting) * 2;
    if (at >= this.#states.length) this.#states = widened(this.#states);
    const before = this.#states[at] as number;
    if (before === 0 && gap !== 0) this.#states[at + 1] = line;
    this.#states[at] = before + gap;
  }

  #number(posting: Posting): number {
    const { words } = this.#pieces;
    words[0] = posting.journal.id;
    words[1] = posting.date;
    return this.#pieces.number(posting.text, posting.pieceEnd, true);
  }

  end(): void {
    const { decimals } = this.#place.recognition.style;
    const gapText = (gap: Units): string => unitsText(gap, decimals);
    for (const { journal, piece, gap, line } of this.#open()) {
      if (this.#suspicions.touches(journal, piece)) continue;
      const facts = { journal, piece: piece || '–', ecart: gapText(gap) };
      this.#place.tell('piece_desequilibree', { line }, 'piece', { value: piece, facts });
    }
    if (this.#suspicions.sums) return;
    for (const [{ text: journal }, { gap, line }] of this.#journals) {
      if (gap === 0) continue;
      this.#place.tell('journal_desequilibre', { line }, 'journal', {
        value: journal,
        facts: { journal, ecart: gapText(gap) },
      });
    }
    const gap = this.debit - this.credit;
    if (gap !== 0)
      this.#place.tell('total_desequilibre', { line: 1 }, undefined, {
        line: undefined,
        value: gapText(gap),
        facts: { ecart: gapText(gap) },
      });
  }

  /** Pieces that do not balance, in the order of their lines. */
  *#open(): Generator<{ journal: string; piece: string; gap: Units; line: number }> {
    const numbers: number[] = [];
    for (let number = 0; number < this.#pieces.size; number += 1)
      if (this.#states[number * 2] !== 0) numbers.push(number);
    const lineOf = (number: number): number => this.#states[number * 2 + 1] as number;
    numbers.sort((a, b) => lineOf(a) - lineOf(b));
    for (const number of numbers) {
      const { words, text: piece } = this.#pieces.keyOf(number);
      yield {
        ...{ journal: this.#byId[words[0] as number]?.text ?? '', piece },
        ...{ gap: this.#states[number * 2] as number, line: lineOf(number) },
      };
    }
  }
}
