import type { Recognition } from '../layout/recognise.ts';
import { FecReader } from '../ledger/fec-reader.ts';
import { ledgerReader } from '../ledger/ledger-reader.ts';
import { readAccounts, readJournals, readTiers } from '../ledger/read-plans.ts';
import { ReportReader } from '../ledger/report-reader.ts';
import type { AccountRow, Entry, JournalRow, PeriodRange, TiersRow } from '../ledger-types.ts';
import { SourceRefused } from '../source/grid.ts';
import type { SourceFile } from '../source/source-file.ts';
import { type SourceLimits, sourceLimits } from '../source/source-limits.ts';
import type { Units } from '../values/amount.ts';
import { BalanceChecks } from './balance-checks.ts';
import { EntryChecks } from './entry-checks.ts';
import type { FindingCode, LedgerFinding } from './finding-catalogue.ts';
import { type FindingCount, FindingLog } from './finding-log.ts';
import { type FileReport, recogniseFiles } from './recognise-files.ts';
import { SeenTable } from './seen-table.ts';
import { periodText, settlePeriod } from './settle-period.ts';
import { Suspicions } from './suspicions.ts';
import { TiersTwins } from './tiers-twins.ts';

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
  /** Entries of the general ledger with their third parties, in the order of the file; awaited. */
  onEntries?: (entries: readonly Entry[]) => Promise<void> | void;
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
  const { reports, byType } = await recogniseFiles(input.files, log, {
    decimals: Math.max(2, input.decimals),
    limits,
    remembered: input.remembered ?? new Map(),
  });
  const batch = new BatchReading(input, log, byType.has('FEC'));
  await batch.read(byType);
  return {
    ...{ files: reports, findings: log.findings, counts: log.counts, errors: log.errors },
    ...batch.outcome,
  };
}

class BatchReading {
  readonly #input: BatchInput;
  readonly #log: FindingLog;
  readonly #suspicions = new Suspicions();
  readonly #twins = new TiersTwins();
  #accounts: ReadonlyMap<string, AccountRow> | null = null;
  #tiers: ReadonlyMap<string, TiersRow> | null = null;
  #journals: ReadonlyMap<string, JournalRow> | null = null;
  #collectives = new Set<string>();
  #period: PeriodRange | null = null;
  #sums = { entries: 0, confirmed: 0, debit: 0, credit: 0 };
  #days: { first: string; last: string } | null = null;
  readonly #whole: boolean;

  constructor(input: BatchInput, log: FindingLog, fec: boolean) {
    this.#input = input;
    this.#log = log;
    this.#whole = fec;
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
    if (ledger && tiersLedger) this.#leftTwins(tiersLedger);
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
    let entries = 0;
    for await (const batch of this.#rows(ledger)) {
      for (const row of batch) {
        const entry = reader.take(row);
        if (entry === null) continue;
        entries += 1;
        checks.check(row, entry);
        const code = entry.tiers ?? '';
        const tiers = this.#tiers?.get(code);
        if (tiers?.collective) this.#twins.add(tiers.collective, entry);
        else if (this.#tiers !== null && tiers === undefined) {
          const place = reader instanceof ReportReader ? { line: reader.ownerLine } : row;
          checks.once('tiers_inconnu', code, place, ledger.layout === 'report' ? 'tiers' : 'account', { tiers: code });
          this.#suspicions.add(entry);
        }
      }
    }
    reader.end();
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
    const balance = new BalanceChecks(reader.place, this.#suspicions);
    const seen = new SeenTable();
    const withTiers = tiersLedger !== undefined && this.#tiers !== null;
    for await (const batch of this.#rows(ledger)) {
      const entries: Entry[] = [];
      for (const row of batch) {
        const entry = reader.take(row);
        if (entry === null) continue;
        checks.check(row, entry);
        balance.add(entry);
        this.#knownAccount(reader instanceof ReportReader ? { line: reader.ownerLine } : row, entry, checks);
        const first = seen.see(lineKey(entry), entry.line);
        if (first !== null) reader.place.tell('ligne_en_double', row, 'label', { facts: { premiere: String(first) } });
        if (withTiers && this.#collectives.has(entry.account)) this.#twin(row, entry, reader.place);
        this.#span(entry.day);
        entries.push(entry);
      }
      this.#sums.entries += entries.length;
      if (entries.length > 0) await this.#input.onEntries?.(entries);
    }
    reader.end();
    balance.end();
    this.#sums = { ...this.#sums, confirmed: reader.confirmed, debit: balance.debit, credit: balance.credit };
    if (this.#sums.entries === 0) this.#log.add('aucune_ligne', { file: ledger.grid.file, sheet: ledger.grid.sheet });
    if (this.#whole && this.#period === null && this.#days) this.#deduce(ledger);
  }

  #knownAccount(place: { line: number }, entry: Entry, checks: EntryChecks): void {
    if (this.#accounts === null) return;
    const known = this.#accounts.get(entry.account);
    if (known && !known.total) return;
    checks.once(known ? 'compte_de_total' : 'compte_inconnu', entry.account, place, 'account', {
      compte: entry.account,
    });
  }

  #twin(row: { line: number }, entry: Entry, place: { tell: ReturnType<typeof ledgerReader>['place']['tell'] }): void {
    const tiers = this.#twins.take(entry);
    entry.tiers ??= tiers;
    if (tiers !== null || this.#suspicions.touches(entry.journal, entry.piece)) return;
    place.tell('compte_sans_tiers', row, 'piece', { value: entry.piece, facts: { compte: entry.account } });
  }

  #leftTwins(tiersLedger: Recognition): void {
    const { place } = ledgerReader(tiersLedger, this.#log, () => {});
    for (const { line, tiers, journal, piece, collective } of this.#twins.left()) {
      if (this.#suspicions.touches(journal, piece)) continue;
      place.tell('tiers_sans_compte', { line }, 'piece', { value: piece, facts: { tiers, compte: collective } });
    }
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

  async *#rows(recognition: Recognition) {
    let rows = 0;
    for await (const batch of recognition.grid.rows()) {
      this.#input.signal?.throwIfAborted();
      yield batch;
      rows += batch.length;
      this.#input.onProgress?.(recognition.grid.file, rows);
    }
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

const lineKey = (o: Entry): string =>
  `${o.account}\u0000${o.day}\u0000${o.journal}\u0000${o.piece}\u0000${o.label}\u0000${o.lettrage}\u0000${o.debit}\u0000${o.credit}`;
