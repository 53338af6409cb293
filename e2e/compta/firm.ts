import assert from 'node:assert/strict';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import type { Books } from '../../apps/compta/demo/books/book-types.ts';
import { type ExportSet, makeExports } from '../../apps/compta/demo/exports/make-exports.ts';
import { exportBytes } from '../../apps/compta/demo/exports/write-export.ts';
import { ApiClient } from '../crash/api-client.ts';
import { patiently } from '../crash/patience.ts';
import { postmasterOf, processesOf, type StartedServer, startProgram } from '../crash/started-server.ts';

const LOGIN = 'epreuve@cabinet.test';
const PASSWORD = 'quatre mots pour une epreuve';
const PATIENCE_MS = Number(process.env.GRIOT_TRIAL_PATIENCE_MS ?? 180_000);

export type Target = 'slot' | 'server' | 'warehouse' | 'postgres';
export type Status = 'PENDING' | 'VALIDATING' | 'PROCESSING' | 'COMPLETED' | 'FAILED';

export interface BatchSeen {
  batchId: string;
  status: Status;
  current: boolean;
  restorable: boolean;
  deleted: boolean;
  runId: string | null;
  error: string | null;
}

interface RunSeen {
  state: string;
  tasks: { name: string; state: string; attempts: { state: string }[] }[];
}

const CSV = { format: 'csv' } as const;
export const AS_TEXT: ExportSet = {
  GRAND_LIVRE_COMPTES: CSV,
  GRAND_LIVRE_TIERS: { format: 'csv', layout: 'tiers-c' },
  PLAN_TIERS: CSV,
  PLAN_COMPTES: CSV,
  CODE_JOURNAL: CSV,
};

/** A firm's server in processes of its own, as its people and its accidents meet it. */
export class Firm {
  readonly dataDir: string;
  #server: StartedServer | undefined;
  api = new ApiClient('');

  constructor(dataDir: string) {
    this.dataDir = dataDir;
  }

  async start(): Promise<void> {
    const env = { GRIOT_DATA: this.dataDir, TRIAL_LOGIN: LOGIN, TRIAL_PASSWORD: PASSWORD };
    this.#server = await startProgram([join(import.meta.dirname, 'compta-server.ts')], env);
    const api = new ApiClient(this.#server.address);
    await patiently(() => api.logIn(LOGIN, PASSWORD), PATIENCE_MS);
    this.api = api;
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
    this.#server = undefined;
  }

  /** SIGKILL. Answers whether there was something to kill; a server is started again. */
  async kill(target: Target): Promise<boolean> {
    const pids =
      target === 'postgres'
        ? [postmasterOf(this.dataDir)]
        : target === 'server'
          ? [this.#server?.pid ?? 0]
          : processesOf(this.dataDir)
              .filter(({ kind }) => kind === target)
              .map(({ pid }) => pid);
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It was gone by itself.
      }
    }
    if (target === 'server') {
      await this.#server?.ended;
      await this.start();
    }
    return pids.length > 0;
  }

  async newClient(name: string): Promise<string> {
    return (await this.api.post<{ id: string }>('/api/compta/clients', { name })).id;
  }

  /** Sends a period's files; answers when they were checked, without a finding. */
  async send(clientId: string, books: Books, set: ExportSet = AS_TEXT): Promise<string> {
    const form = new FormData();
    form.append('clientId', clientId);
    for (const file of makeExports(books, set))
      form.append(file.type, new Blob([new Uint8Array(await exportBytes(file))]), file.name);
    const sent = await this.api.form<{ batchId: string; findings: unknown[] }>('/api/files/comptable/upload', form);
    assert.deepEqual(sent.findings, []);
    await this.until(sent.batchId, (status) => status !== 'VALIDATING');
    return sent.batchId;
  }

  async act(act: 'trigger-etl' | 'restore' | 'delete' | 'cancel', batchId: string): Promise<string> {
    const body = { batchId, ...(act !== 'cancel' && { confirm: true }) };
    const answer = await this.api.post<{ dagRunId?: string }>(`/api/files/comptable/${act}`, body);
    return answer.dagRunId ?? '';
  }

  async until(batchId: string, reached: (status: Status) => boolean): Promise<Status> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const { status } = await patiently(
        () => this.api.get<{ status: Status }>(`/api/files/comptable/status/${batchId}`),
        PATIENCE_MS,
      );
      if (reached(status)) return status;
      if (Date.now() > end) assert.fail(`${batchId} is still ${status}\n${await this.#lastRuns()}`);
      await wait(60);
    }
  }

  /** What the newest runs say, for a trial that fails. */
  async #lastRuns(): Promise<string> {
    const { items } = await this.api.get<{ items: { id: string }[] }>('/api/flows/runs?limit=3');
    const runs = await Promise.all(items.map(({ id }) => this.api.get(`/api/flows/runs/${id}`)));
    return JSON.stringify(runs, null, 1);
  }

  run(runId: string): Promise<RunSeen> {
    return this.api.get<RunSeen>(`/api/flows/runs/${runId}`);
  }

  async batches(clientId: string): Promise<BatchSeen[]> {
    const { items } = await patiently(() =>
      this.api.get<{ items: BatchSeen[] }>(`/api/compta/clients/${clientId}/periodes`),
    );
    return items;
  }

  /** Balances by account, as one text; '' when the batch is not shown. */
  async balance(batchId: string): Promise<{ generation: number; text: string }> {
    type Row = { compte: string; soldeDebiteur: string; soldeCrediteur: string };
    const { items, generation } = await patiently(
      () => this.api.get<{ items: Row[]; generation: number }>(`/api/compta/balance?batchId=${batchId}`),
      PATIENCE_MS,
    );
    const sums = items.map((row) => [row.compte, (Number(row.soldeDebiteur) - Number(row.soldeCrediteur)).toFixed(2)]);
    return {
      generation,
      text: sums
        .map((one) => one.join(' '))
        .sort()
        .join('\n'),
    };
  }

  async files(clientId: string): Promise<string[]> {
    const paths: string[] = [];
    const walk = async (folder: string): Promise<void> => {
      type Listing = { folders: { path: string }[]; files: { path: string }[]; next: string | null };
      let after = '';
      for (;;) {
        const query = new URLSearchParams({ folder, ...(after && { after }) });
        const { folders, files, next } = await this.api.get<Listing>(`/api/files?${query}`);
        for (const { path } of folders) await walk(path);
        paths.push(...files.map(({ path }) => path));
        if (next === null) return;
        after = next;
      }
    };
    await patiently(async () => {
      paths.length = 0;
      await walk(clientId);
    });
    return paths.map((path) => path.replace(`${clientId}/declaration/`, '')).sort();
  }
}

/** What the balance of these books is, added up by plain loops. */
export function balanceOf(books: Books): string {
  const sums = new Map<string, number>();
  for (const { account, debit, credit } of books.lines) sums.set(account, (sums.get(account) ?? 0) + debit - credit);
  return [...sums]
    .map(([account, sum]) => `${account} ${(sum / 100).toFixed(2)}`)
    .sort()
    .join('\n');
}
