import { errorMessage, type Logger } from '@griot/kernel';
import type { Store } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Label } from '../definition/flow-types.ts';
import { LOG_CUT } from '../domain/engine-words.ts';
import { isStoreOutage } from '../runner/stored-error.ts';
import { announce } from '../store/announce.ts';
import { appendLog, type LogLine } from '../store/append-log.ts';
import { progressColumns } from '../store/progress-columns.ts';
import { moveSeq } from '../store/run-row.ts';
import { storableWords } from '../store/storable.ts';
import type { ClaimedTask } from './claim-tasks.ts';

const FLUSH_MS = 200;
const BATCH = 500;
const MAX_LINES = 20_000;
const MAX_CHARACTERS = 8_000_000;
const FLUSH_PATIENCE_MS = 10_000;

interface Progress {
  percent?: number;
  text?: Label | string;
  in?: number;
  out?: number;
}

/** Gathers what an attempt says and writes it a few times a second; keeps it while the store is away. */
export class AttemptJournal {
  readonly #store: Store;
  readonly #log: Logger;
  readonly #claimed: ClaimedTask;
  #lines: LogLine[] = [];
  #progress: Progress | undefined;
  #lineCount = 0;
  #characters = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(store: Store, log: Logger, claimed: ClaimedTask) {
    this.#store = store;
    this.#log = log;
    this.#claimed = claimed;
  }

  /** Beyond 20 000 lines or 8 MB the attempt's log is cut, and says so. */
  line(line: LogLine): void {
    if (this.#lineCount > MAX_LINES || this.#characters > MAX_CHARACTERS) return;
    this.#lineCount += 1;
    this.#characters += typeof line.text === 'string' ? line.text.length : line.text.fr.length + line.text.en.length;
    const cut = this.#lineCount > MAX_LINES || this.#characters > MAX_CHARACTERS;
    const { task, attempt } = this.#claimed;
    const text = cut ? LOG_CUT : storableWords(line.text);
    this.#lines.push({ ...line, ...(cut ? { level: 'warn', source: 'engine' } : {}), text, task, attempt });
    this.#soon();
  }

  progress(progress: Progress): void {
    this.#progress = { ...this.#progress, ...progress };
    this.#soon();
  }

  /** Writes what is there; gives up after some seconds without the store. */
  async flush(): Promise<void> {
    const until = performance.now() + FLUSH_PATIENCE_MS;
    while (this.#lines.length > 0 || this.#progress) {
      clearTimeout(this.#timer);
      await this.#write();
      if (performance.now() > until) return;
    }
    await this.#writing;
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => void this.#write(), FLUSH_MS);
  }

  #write(): Promise<void> {
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#writeOnce());
    return this.#writing;
  }

  async #writeOnce(): Promise<void> {
    const lines = this.#lines.slice(0, BATCH);
    const progress = this.#progress;
    if (lines.length === 0 && !progress) return;
    this.#progress = undefined;
    try {
      await this.#store.withSystem(async (tx) => {
        const { runId: id, tenantId, flow } = this.#claimed;
        if (lines.length > 0) await appendLog(tx, { id, tenantId, flow }, lines);
        if (!progress) return;
        const { task, attempt } = this.#claimed;
        const seq = await moveSeq(tx, id, 1);
        await tx.execute(sql`
          UPDATE flow_attempts SET progress = coalesce(${progress.percent ?? null}, progress),
                 ${progressColumns(progress.text)},
                 rows_in = coalesce(${progress.in ?? null}, rows_in), rows_out = coalesce(${progress.out ?? null}, rows_out)
           WHERE run_id = ${id} AND task = ${task} AND attempt = ${attempt} AND state = 'running'`);
        await announce(tx, { tenantId, runId: id, flow, kind: 'progress', seq, task });
      });
      this.#lines = this.#lines.slice(lines.length);
    } catch (error) {
      const fields = { error: errorMessage(error), runId: this.#claimed.runId, lines: lines.length };
      if (!isStoreOutage(error)) {
        this.#log.error(fields, 'Log lines of an attempt could not be stored');
        this.#lines = this.#lines.slice(lines.length);
        return;
      }
      this.#progress = Object.assign({}, progress, this.#progress);
      this.#log.warn(fields, 'Log lines of an attempt wait for the store');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    if (this.#lines.length > 0 || this.#progress) this.#soon();
  }
}
