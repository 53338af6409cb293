import type { SheetRow } from '@griot/sheets';
import type { Recognition } from '../layout/recognise.ts';
import { ledgerReader } from '../ledger/choose-reader.ts';
import { type Code, CodeTable } from '../ledger/code-table.ts';
import { FecReader } from '../ledger/fec-reader.ts';
import type { LedgerReader } from '../ledger/ledger-reader.ts';
import { PlainReader } from '../ledger/plain-reader.ts';
import { type Codes, Posting } from '../ledger/posting.ts';
import { readAccounts, readJournals, readTiers } from '../ledger/read-plans.ts';
import { ReportReader } from '../ledger/report-reader.ts';
import type { RowPlace } from '../ledger/row-place.ts';
import type { AccountRow, JournalRow, PeriodRange, TiersRow } from '../ledger-types.ts';
import { Scratch, type ScratchPlace, scratchPlace } from '../scatter/scratch.ts';
import type { SourceFile } from '../source/source-file.ts';
import { type SourceLimits, sourceLimits } from '../source/source-limits.ts';
import { SourceRefused } from '../source/source-refused.ts';
import type { Units } from '../values/amount.ts';
import { BalanceChecks } from './balance-checks.ts';
import { EntryChecks } from './entry-checks.ts';
import type { FindingCode, LedgerFinding } from './finding-catalogue.ts';
import { type FindingCount, FindingLog } from './finding-log.ts';
import type { FirstPlaces } from './first-places.ts';
import { PostingHash } from './posting-hash.ts';
import { type FileReport, recogniseFiles } from './recognise-files.ts';
import { RepeatedEntries } from './repeated-entries.ts';
import { periodText, settlePeriod } from './settle-period.ts';
import { Suspicions } from './suspicions.ts';
import { type Alone, TiersTwins } from './tiers-twins.ts';

export interface BatchInput {
  files: readonly SourceFile[];
  /** Decimals of the currency; at least 2 are read. */
  decimals: number;
  /** What the user says the period is, when the files do not. */
  period?: PeriodRange;
  /** Columns that were mended in earlier files, by `type heading` (`FileReport.heading`). */
  remembered?: ReadonlyMap<string, Readonly<Record<string, number>>>;
  limits?: SourceLimits;
  signal?: AbortSignal;
  /** Rows read so far of a file. */
  onProgress?: (file: string, rows: number) => void;
  /** Takes the entries of the general ledger with their third parties, in the order of the file. */
  sink?: EntrySink;
  scratch?: ScratchPlace;
}

export interface EntrySink {
  /** The same object each time: what is to outlast the call is copied. One that `awaits` gets its third party in the end. */
  take(posting: Posting): void;
  /** Between the rows that were read at once; awaited. */
  rest?(): Promise<void>;
  /** After the last entry: the third parties of those that await one, in their order; null: none was found. Awaited. */
  settle?(tiers: Iterable<Code | null>): Promise<void>;
}

export interface BatchResult {
  files: FileReport[];
  period: PeriodRange | null;
  findings: LedgerFinding[];
  counts: FindingCount[];
  /** How many findings stop the load. */
  errors: number;
  entries: number;
  /** Entries whose stated running balance came out when it was computed again. */
  confirmed: number;
  debit: Units;
  credit: Units;
  accounts: ReadonlyMap<string, AccountRow>;
  tiers: ReadonlyMap<string, TiersRow>;
  journals: ReadonlyMap<string, JournalRow>;
}

/** Reads the files of a period and tells everything that is wrong with them, all at once. */
export async function checkBatch(input: BatchInput): Promise<BatchResult> {
  const limits = input.limits ?? sourceLimits;
  const log = new FindingLog(limits.findingsPerKind);
  const scratch = new Scratch(input.scratch ?? scratchPlace);
  try {
    const { reports, byType } = await recogniseFiles(input.files, log, {
      decimals: Math.max(2, input.decimals),
      ...{ limits, keep: scratch.keep, remembered: input.remembered ?? new Map() },
    });
    const batch = new BatchReading(input, log, byType.has('FEC'), scratch);
    await batch.read(byType);
    return {
      ...{ files: reports, findings: log.findings, counts: log.counts, errors: log.errors },
      ...batch.outcome,
    };
  } finally {
    scratch.close();
  }
}

/** How the rows of a ledger are gone through. */
interface Going {
  reader: LedgerReader;
  checks: EntryChecks;
  posting: Posting;
  /** Whether nothing is to be told of the account or third party of the posting. */
  known(): boolean;
  /** Books what is in the posting. The row, when it was read as one: null, and there is nothing to tell of it. */
  book(row: SheetRow | null, asTexts: () => SheetRow): void;
  rest?(): Promise<void>;
}

class BatchReading {
  readonly #input: BatchInput;
  readonly #log: FindingLog;
  readonly #suspicions = new Suspicions();
  readonly #hash = new PostingHash();
  readonly #scratch: Scratch;
  readonly #twins: TiersTwins;
  #accounts: ReadonlyMap<string, AccountRow> | null = null;
  #tiers: ReadonlyMap<string, TiersRow> | null = null;
  #journals: ReadonlyMap<string, JournalRow> | null = null;
  #collectives = new Set<string>();
  /** The account that was asked for last, and whether it is a collective one. */
  #account: Code | null = null;
  #collective = false;
  /** Lines of the third-party ledger that the general ledger does not have. */
  #left: FirstPlaces<Alone> | null = null;
  #period: PeriodRange | null = null;
  #sums = { entries: 0, confirmed: 0, debit: 0, credit: 0 };
  #days: { first: string; last: string } | null = null;
  /** A FEC, which names what it uses itself. */
  readonly #whole: boolean;
  readonly #codes: Codes = {
    accounts: new CodeTable((text) => ({ good: this.#whole || this.#isBooked(text) })),
    tiers: new CodeTable((text) => {
      const collective = this.#tiers?.get(text)?.collective;
      return { good: true, of: collective ? this.#codes.accounts.of(collective) : null };
    }),
    journals: new CodeTable((text) => ({ good: this.#whole || (this.#journals?.has(text) ?? true) })),
    currencies: new CodeTable(),
  };

  constructor(input: BatchInput, log: FindingLog, fec: boolean, scratch: Scratch) {
    this.#input = input;
    this.#log = log;
    this.#whole = fec;
    this.#scratch = scratch;
    this.#twins = new TiersTwins(this.#codes, scratch);
  }

  get outcome() {
    return {
      period: this.#period,
      ...this.#sums,
      accounts: this.#accounts ?? new Map<string, AccountRow>(),
      tiers: this.#tiers ?? new Map<string, TiersRow>(),
      journals: this.#journals ?? new Map<string, JournalRow>(),
    };
  }

  async read(byType: ReadonlyMap<string, Recognition>): Promise<void> {
    const fec = byType.get('FEC');
    if (fec) {
      this.#period = this.#input.period ?? null;
      await this.#told(fec, () => this.#general(fec));
      return;
    }
    const ledger = byType.get('GRAND_LIVRE_COMPTES');
    const tiersLedger = byType.get('GRAND_LIVRE_TIERS');
    const plans = {
      accounts: byType.get('PLAN_COMPTES'),
      tiers: byType.get('PLAN_TIERS'),
      journals: byType.get('CODE_JOURNAL'),
    };
    this.#period = settlePeriod({ accounts: ledger, tiers: tiersLedger }, this.#input.period, this.#log);
    if (plans.accounts) this.#accounts = await this.#told(plans.accounts, (one) => readAccounts(one, this.#log));
    if (plans.journals) this.#journals = await this.#told(plans.journals, (one) => readJournals(one, this.#log));
    if (plans.tiers) this.#tiers = await this.#told(plans.tiers, (one) => readTiers(one, this.#log));
    if (plans.tiers) this.#checkCollectives(plans.tiers);
    if (tiersLedger) await this.#told(tiersLedger, (one) => this.#thirdParties(one));
    if (ledger) await this.#told(ledger, (one) => this.#general(one, tiersLedger));
    if (tiersLedger && this.#left) this.#tellLeft(tiersLedger, this.#left);
  }

  #checkCollectives(plan: Recognition): void {
    const column = plan.columns.collective;
    for (const { collective, line } of this.#tiers?.values() ?? []) {
      if (collective === null || this.#collectives.has(collective)) continue;
      this.#collectives.add(collective);
      if (this.#accounts === null || this.#accounts.has(collective)) continue;
      const place = new EntryChecks(
        ledgerReader({ ...plan, type: 'GRAND_LIVRE_TIERS', layout: 'report' }, this.#log, () => {}).place,
        null,
        null,
      );
      if (column !== undefined)
        place.once('centralisateur_inconnu', collective, { line }, 'collective', { compte: collective });
    }
  }

  async #thirdParties(ledger: Recognition): Promise<void> {
    const reader = ledgerReader(ledger, this.#log, this.#suspicions.add);
    const checks = new EntryChecks(reader.place, this.#period, this.#journals);
    const posting = new Posting(this.#codes);
    let entries = 0;
    const book = (row: SheetRow | null): void => {
      entries += 1;
      const { tiers } = posting;
      if (tiers?.of) {
        this.#hash.piece(posting);
        this.#hash.twin(tiers.of, posting);
        this.#twins.add(this.#hash, posting, tiers);
      } else if (row !== null && this.#tiers !== null && !this.#tiers.has(tiers?.text ?? '')) {
        const place = reader instanceof ReportReader ? { line: reader.ownerLine } : row;
        const code = tiers?.text ?? '';
        checks.once('tiers_inconnu', code, place, ledger.layout === 'report' ? 'tiers' : 'account', { tiers: code });
        this.#suspicions.add({ journal: posting.journal.text, piece: posting.piece });
      }
    };
    const known = (): boolean => this.#tiers === null || posting.tiers?.of != null;
    await this.#go(ledger, { reader, checks, posting, known, book });
    if (entries === 0) this.#log.add('aucune_ligne', { file: ledger.grid.file, sheet: ledger.grid.sheet });
  }

  async #general(ledger: Recognition, tiersLedger?: Recognition): Promise<void> {
    const reader = ledgerReader(ledger, this.#log, this.#suspicions.add);
    if (reader instanceof FecReader) {
      this.#accounts = reader.accounts;
      this.#tiers = reader.tiers;
      this.#journals = reader.journals;
    }
    const checks = new EntryChecks(reader.place, this.#period, this.#journals);
    const balance = new BalanceChecks(reader.place, this.#suspicions, this.#scratch);
    const repeated = new RepeatedEntries(reader.place, this.#scratch);
    const posting = new Posting(this.#codes);
    const hash = this.#hash;
    const { sink } = this.#input;
    const book = (row: SheetRow | null, asTexts: () => SheetRow): void => {
      hash.piece(posting);
      balance.add(hash, posting);
      if (row !== null)
        this.#knownAccount(reader instanceof ReportReader ? { line: reader.ownerLine } : row, posting, checks);
      hash.twin(posting.account, posting);
      const collective = tiersLedger !== undefined && this.#isCollective(posting.account);
      posting.awaits = collective && posting.tiers === null && sink?.settle !== undefined;
      if (collective) this.#twins.look(hash, posting, posting.awaits);
      hash.entry(posting);
      repeated.add(hash, posting, asTexts);
      if (this.#whole) this.#span(posting.day);
      this.#sums.entries += 1;
      this.#log.line = posting.line;
      this.#suspicions.line = posting.line;
      sink?.take(posting);
    };
    const known = (): boolean => posting.account.good;
    try {
      await this.#go(ledger, { reader, checks, posting, known, book, rest: async () => sink?.rest?.() });
    } finally {
      // What was read before a file turned out to be broken is told all the same.
      if (!this.#input.signal?.aborted) this.#tellScattered(reader.place, repeated);
    }
    balance.end(this.#codes.journals.all);
    this.#sums = { ...this.#sums, confirmed: reader.confirmed, debit: balance.debit, credit: balance.credit };
    if (this.#sums.entries === 0) this.#log.add('aucune_ligne', { file: ledger.grid.file, sheet: ledger.grid.sheet });
    if (this.#whole && this.#period === null && this.#days) this.#deduce(ledger);
    await sink?.settle?.(this.#twins.answers());
  }

  /** Takes the rows of a ledger one by one: plain entries of texts from their bytes, all others as their texts or values. */
  async #go(ledger: Recognition, o: Going): Promise<void> {
    const { reader, checks, posting } = o;
    const take = (row: SheetRow): void => {
      const entry = reader.take(row);
      if (entry === null) return;
      checks.check(row, entry);
      posting.fill(entry);
      o.book(row, () => row);
    };
    if (ledger.grid.scan) {
      let plain: PlainReader | null = null;
      for await (const scan of ledger.grid.scan()) {
        this.#input.signal?.throwIfAborted();
        plain ??= new PlainReader(reader, scan, posting);
        const asTexts = (): SheetRow => scan.row();
        while (scan.next()) {
          if (plain.take() && checks.passes(posting) && o.known() && reader.keep(posting)) o.book(null, asTexts);
          else take(scan.row());
        }
        await o.rest?.();
        this.#input.onProgress?.(ledger.grid.file, scan.rows);
      }
    } else {
      let rows = 0;
      for await (const batch of ledger.grid.rows()) {
        this.#input.signal?.throwIfAborted();
        for (const row of batch) take(row);
        await o.rest?.();
        rows += batch.length;
        this.#input.onProgress?.(ledger.grid.file, rows);
      }
    }
    reader.end();
  }

  #isBooked(text: string): boolean {
    const known = this.#accounts?.get(text);
    return this.#accounts === null || (known !== undefined && !known.total);
  }

  #knownAccount(place: { line: number }, { account }: Posting, checks: EntryChecks): void {
    if (this.#isBooked(account.text)) return;
    const known = this.#accounts?.has(account.text);
    checks.once(known ? 'compte_de_total' : 'compte_inconnu', account.text, place, 'account', { compte: account.text });
  }

  #isCollective(account: Code): boolean {
    if (account !== this.#account) {
      this.#account = account;
      this.#collective = this.#tiers !== null && this.#collectives.has(account.text);
    }
    return this.#collective;
  }

  /** What is seen only when the whole ledger was gone through. */
  #tellScattered(place: RowPlace, repeated: RepeatedEntries): void {
    repeated.tell();
    const { entries, lines } = this.#twins.match(this.#suspicions, place.mostOfAKind);
    const shown = ({ piece, account }: Alone) => ({ value: piece, facts: { compte: account } });
    place.tellFirst('compte_sans_tiers', entries, 'piece', shown, 0.5);
    this.#left = lines;
  }

  #tellLeft(tiersLedger: Recognition, left: FirstPlaces<Alone>): void {
    const { place } = ledgerReader(tiersLedger, this.#log, () => {});
    const shown = ({ piece, tiers, account }: Alone) => ({ value: piece, facts: { tiers, compte: account } });
    place.tellFirst('tiers_sans_compte', left, 'piece', shown);
  }

  #span(day: string): void {
    if (!this.#days) this.#days = { first: day, last: day };
    else if (day < this.#days.first) this.#days.first = day;
    else if (day > this.#days.last) this.#days.last = day;
  }

  /** A FEC states no period: the months that its entries span are proposed. */
  #deduce(ledger: Recognition): void {
    if (!this.#days) return;
    const { first, last } = this.#days;
    const [year = 0, month = 0] = last.split('-').map(Number);
    const end = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
    this.#period = { start: `${first.slice(0, 8)}01`, end };
    this.#log.add('periode_deduite', { file: ledger.grid.file, facts: { periode: periodText(this.#period) } });
  }

  async #told<T>(recognition: Recognition, work: (recognition: Recognition) => Promise<T>): Promise<T | null> {
    try {
      return await work(recognition);
    } catch (error) {
      if (!(error instanceof SourceRefused)) throw error;
      this.#log.add(error.code as FindingCode, { file: recognition.grid.file, facts: error.facts, ...error.place });
      return null;
    }
  }
}
