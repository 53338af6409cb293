import assert from 'node:assert/strict';
import { createWriteStream, openAsBlob, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { makeBooks } from '../../apps/compta/demo/books/make-books.ts';
import { makeExports } from '../../apps/compta/demo/exports/make-exports.ts';
import { writeExport } from '../../apps/compta/demo/exports/write-export.ts';
import { processesOf } from '../crash/started-server.ts';
import { balanceOf, Firm, type Status } from './firm.ts';

export interface LoadReport {
  entries: number;
  /** `by`: CPU seconds of each kind of process. */
  phases: { phase: string; wall: number; cpu: number; by: Record<string, number> }[];
  /** High-water marks of resident memory, MiB, by kind of process. */
  peaks: Record<string, number>;
}

const CSV = { format: 'csv' } as const;
const TICKS_A_SECOND = 100;
const PATIENCE_MS = 3_600_000;

/** One period of a client sent, checked, loaded and published; what it took of all processes of the platform. */
export async function loadOnePeriod(o: {
  dataDir: string;
  lines: number;
  format: 'text' | 'xlsx';
}): Promise<LoadReport> {
  const period = { start: '2025-01-01', end: '2025-12-31' };
  const books = makeBooks({ seed: 'bench', company: 'Comptoir du Fleuve', ...period, lines: o.lines });
  const ledger = o.format === 'xlsx' ? ({ format: 'xlsx' } as const) : ({ format: 'txt', layout: 'bare' } as const);
  const tiers = o.format === 'xlsx' ? ledger : CSV;
  const set = {
    GRAND_LIVRE_COMPTES: ledger,
    GRAND_LIVRE_TIERS: tiers,
    PLAN_TIERS: CSV,
    PLAN_COMPTES: CSV,
    CODE_JOURNAL: CSV,
  };
  const form = new FormData();
  const firm = new Firm(o.dataDir);
  await firm.start();
  try {
    form.append('clientId', await firm.newClient('Comptoir du Fleuve'));
    for (const file of makeExports(books, set)) {
      const path = join(o.dataDir, file.name);
      await pipeline(Readable.from(writeExport(file)), createWriteStream(path));
      form.append(file.type, await openAsBlob(path), file.name);
    }
    const meter = new Meter(o.dataDir);
    const phases: LoadReport['phases'] = [];
    const measured = async <T>(phase: string, work: () => Promise<T>): Promise<T> => {
      const [began, used] = [performance.now(), meter.cpu()];
      const result = await work();
      const by = Object.entries(meter.cpu()).map(([kind, cpu]) => [kind, cpu - (used[kind] ?? 0)] as const);
      const cpu = by.reduce((sum, [, one]) => sum + one, 0);
      phases.push({ phase, wall: (performance.now() - began) / 1000, cpu, by: Object.fromEntries(by) });
      return result;
    };
    const until = async (batchId: string, working: Status): Promise<Status> => {
      const end = Date.now() + PATIENCE_MS;
      for (;;) {
        meter.look();
        const { status } = await firm.api.get<{ status: Status }>(`/api/files/comptable/status/${batchId}`);
        if (status !== working) return status;
        assert.ok(Date.now() < end);
        await wait(200);
      }
    };
    const batchId = await measured('sent and checked', async () => {
      const sent = await firm.api.form<{ batchId: string }>('/api/files/comptable/upload', form);
      assert.equal(await until(sent.batchId, 'VALIDATING'), 'PENDING');
      return sent.batchId;
    });
    await measured('read again, loaded, published', async () => {
      await firm.act('trigger-etl', batchId);
      assert.equal(await until(batchId, 'PROCESSING'), 'COMPLETED');
    });
    assert.equal((await firm.balance(batchId)).text, balanceOf(books));
    return { entries: books.lines.length, phases, peaks: meter.peaks };
  } finally {
    await firm.stop();
  }
}

/** CPU and peak memory of the processes of a data folder, those that ended meanwhile included as far as they were seen. */
class Meter {
  readonly #dataDir: string;
  readonly #cpu = new Map<number, { kind: string; seconds: number }>();
  readonly peaks: Record<string, number> = {};

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  look(): void {
    for (const { pid, kind } of processesOf(this.#dataDir)) {
      try {
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
        const high = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        const name = kind === 'other' ? 'server' : kind;
        this.#cpu.set(pid, { kind: name, seconds: (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND });
        this.peaks[name] = Math.max(this.peaks[name] ?? 0, Math.round(Number(high ?? 0) / 1024));
      } catch {
        // It ended between the two looks.
      }
    }
  }

  /** CPU seconds so far, by kind of process. */
  cpu(): Record<string, number> {
    this.look();
    const sums: Record<string, number> = {};
    for (const { kind, seconds } of this.#cpu.values()) sums[kind] = (sums[kind] ?? 0) + seconds;
    return sums;
  }
}
