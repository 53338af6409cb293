import type { RowPlace } from '../ledger/row-place.ts';
import type { Entry } from '../ledger-types.ts';
import { type Units, unitsText } from '../values/amount.ts';
import type { Suspicions } from './suspicions.ts';

/** Debit = credit: of each piece, of each journal, of the whole. Pieces that balance are forgotten as soon as they do. */
export class BalanceChecks {
  debit: Units = 0;
  credit: Units = 0;
  readonly #place: RowPlace;
  readonly #suspicions: Suspicions;
  readonly #open = new Map<string, { gap: Units; line: number }>();
  readonly #journals = new Map<string, { gap: Units; line: number }>();

  constructor(place: RowPlace, suspicions: Suspicions) {
    this.#place = place;
    this.#suspicions = suspicions;
  }

  add(entry: Entry): void {
    this.debit += entry.debit;
    this.credit += entry.credit;
    const gap = entry.debit - entry.credit;
    add(this.#open, `${entry.journal}\u0000${entry.piece}\u0000${entry.day}`, gap, entry.line, true);
    add(this.#journals, entry.journal, gap, entry.line, false);
  }

  end(): void {
    const { decimals } = this.#place.recognition.style;
    const gapText = (gap: Units): string => unitsText(gap, decimals);
    const open = [...this.#open].sort(([, a], [, b]) => a.line - b.line);
    for (const [key, { gap, line }] of open) {
      const [journal = '', piece = ''] = key.split('\u0000');
      if (this.#suspicions.touches(journal, piece)) continue;
      const facts = { journal, piece: piece || '–', ecart: gapText(gap) };
      this.#place.tell('piece_desequilibree', { line }, 'piece', { value: piece, facts });
    }
    if (this.#suspicions.sums) return;
    for (const [journal, { gap, line }] of this.#journals) {
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
}

function add(
  sums: Map<string, { gap: Units; line: number }>,
  key: string,
  gap: Units,
  line: number,
  forget: boolean,
): void {
  const sum = sums.get(key);
  if (!sum) {
    if (gap !== 0 || !forget) sums.set(key, { gap, line });
    return;
  }
  sum.gap += gap;
  if (forget && sum.gap === 0) sums.delete(key);
}
