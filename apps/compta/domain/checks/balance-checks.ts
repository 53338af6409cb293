import type { Code } from '../ledger/code-table.ts';
import type { Posting } from '../ledger/posting.ts';
import type { RowPlace } from '../ledger/row-place.ts';
import { KeyNumbers } from '../scatter/key-numbers.ts';
import { PARTS, partOf, putText, ScatteredRecords, textAt } from '../scatter/scattered-records.ts';
import type { Scratch } from '../scatter/scratch.ts';
import { widened } from '../scatter/widened.ts';
import { type Units, unitsText } from '../values/amount.ts';
import { FirstPlaces } from './first-places.ts';
import type { PostingHash } from './posting-hash.ts';
import type { Suspicions } from './suspicions.ts';

/** Words of a record before its piece: two hashes, line, what it adds in two, journal, bytes of the piece. */
const HEAD = 7;
const HIGH = 0x1_0000_0000;

interface OpenPiece {
  line: number;
  journal: string;
  piece: string;
  gap: Units;
}

/** Debit = credit: of each piece, of each journal, of the whole. */
export class BalanceChecks {
  debit: Units = 0;
  credit: Units = 0;
  readonly #place: RowPlace;
  readonly #suspicions: Suspicions;
  /** By journal, day, and the piece's text: what each entry adds to its piece. */
  readonly #pieces: ScatteredRecords;
  readonly #journals: { journal: Code; gap: Units; line: number }[] = [];
  /** By the journal's id, its place in `#journals` from 1. */
  #places = new Int32Array(256);

  constructor(place: RowPlace, suspicions: Suspicions, scratch: Scratch) {
    this.#place = place;
    this.#suspicions = suspicions;
    this.#pieces = new ScatteredRecords(scratch);
  }

  /** `hash` is the piece's. */
  add({ a, b }: PostingHash, posting: Posting): void {
    const { debit, credit, journal, line, pieceEnd } = posting;
    this.debit += debit;
    this.credit += credit;
    const gap = debit - credit;
    this.#toJournal(journal, gap, line);
    if (gap === 0) return;
    const at = this.#pieces.room(partOf(a), HEAD + ((pieceEnd + 3) >> 2));
    const { block } = this.#pieces;
    block[at] = a;
    block[at + 1] = b;
    block[at + 2] = line;
    block[at + 3] = gap | 0;
    block[at + 4] = Math.floor(gap / HIGH);
    block[at + 5] = journal.id;
    block[at + 6] = pieceEnd;
    putText(block, at + HEAD, posting.words, pieceEnd);
  }

  #toJournal(journal: Code, gap: Units, line: number): void {
    const { id } = journal;
    while (id >= this.#places.length) this.#places = widened(this.#places);
    const sum = this.#journals[(this.#places[id] as number) - 1];
    if (sum) sum.gap += gap;
    else this.#places[id] = this.#journals.push({ journal, gap, line });
  }

  /** After the last entry. `journals`: by their ids. */
  end(journals: readonly Code[]): void {
    const { decimals } = this.#place.recognition.style;
    const gapText = (gap: Units): string => unitsText(gap, decimals);
    const open = this.#open(journals);
    const shown = ({ journal, piece, gap }: OpenPiece) => ({
      value: piece,
      facts: { journal, piece: piece || '–', ecart: gapText(gap) },
    });
    this.#place.tellFirst('piece_desequilibree', open, 'piece', shown);
    if (this.#suspicions.sums) return;
    for (const { journal, gap, line } of this.#journals) {
      if (gap === 0) continue;
      this.#place.tell('journal_desequilibre', { line }, 'journal', {
        value: journal.text,
        facts: { journal: journal.text, ecart: gapText(gap) },
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

  /** Pieces that do not balance, each at the line from which it has lacked something. */
  #open(journals: readonly Code[]): FirstPlaces<OpenPiece> {
    const open = new FirstPlaces<OpenPiece>(this.#place.mostOfAKind);
    const keys = new KeyNumbers();
    // Of each piece what it lacks, and since which line.
    let gaps = new Float64Array(1 << 10);
    let since = new Int32Array(1 << 10);
    for (let part = 0; part < PARTS; part += 1) {
      keys.clear();
      for (const block of this.#pieces.blocks(part)) {
        for (let at = 0; at < block.length; at += sizeAt(block, at)) {
          const known = keys.size;
          const key = keys.add(block[at] as number, block[at + 1] as number);
          if (key === gaps.length) {
            gaps = widened(gaps);
            since = widened(since);
          }
          const before = key < known ? (gaps[key] as number) : 0;
          if (before === 0) since[key] = block[at + 2] as number;
          gaps[key] = before + ((block[at + 3] as number) >>> 0) + (block[at + 4] as number) * HIGH;
        }
      }
      if (gaps.subarray(0, keys.size).every((gap) => gap === 0)) continue;
      // Their names stand on the lines from which they lack something.
      for (const block of this.#pieces.blocks(part)) {
        for (let at = 0; at < block.length; at += sizeAt(block, at)) {
          const line = block[at + 2] as number;
          const key = keys.find(block[at] as number, block[at + 1] as number);
          const gap = gaps[key] as number;
          if (gap === 0 || since[key] !== line) continue;
          const piece = textAt(block, at + HEAD, block[at + 6] as number);
          const journal = journals[block[at + 5] as number]?.text ?? '';
          if (!this.#suspicions.touches(journal, piece)) open.add({ line, journal, piece, gap });
        }
      }
    }
    return open;
  }
}

const sizeAt = (block: Int32Array, at: number): number => HEAD + (((block[at + 6] as number) + 3) >> 2);
