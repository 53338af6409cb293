import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { makeBooks } from '../../apps/compta/demo/books/make-books.ts';
import { patiently } from '../crash/patience.ts';
import { processesOf } from '../crash/started-server.ts';
import { balanceOf, Firm, type Target } from './firm.ts';

export const TARGETS: readonly Target[] = ['slot', 'server', 'warehouse', 'postgres'];
const LOAD_TASKS = [
  'lecture',
  'plan_comptable',
  'plan_tiers',
  'code_journal',
  'ecritures',
  'sauvegarde',
  'publication',
  'rangement',
];
const SHOWN_TASKS = ['sauvegarde', 'publication', 'rangement'];

export type KilledAct = 'load' | 'restore' | 'delete' | 'return';

/** One kill: of what, during which task of which act. */
export interface KillCase {
  act: KilledAct;
  task: string;
  target: Target;
}

/** Every step of every act, with every process killed in it. */
export const ALL_KILLS: readonly KillCase[] = (
  [
    ['load', LOAD_TASKS],
    ['restore', SHOWN_TASKS],
    ['delete', SHOWN_TASKS],
    ['return', ['retour']],
  ] as const
).flatMap(([act, tasks]) => tasks.flatMap((task) => TARGETS.map((target) => ({ act, task, target }))));

export interface KillReport {
  /** `act/task/target`: whether the kill fell into the task (it has an attempt that did not succeed). */
  hits: Record<string, boolean>;
}

/**
 * Kills a process with SIGKILL in a given step of loads, restorations, deletions and returns, and checks after each that readers
 * saw the old slice or the new one, that the act came to its end by itself, that state, figures and files say the same.
 */
export async function surviveLoadKills(o: {
  dataDir: string;
  cases: readonly KillCase[];
  lines: number;
  say(text: string): void;
}): Promise<KillReport> {
  const firm = new Firm(o.dataDir);
  await firm.start();
  const hits: KillReport['hits'] = {};
  try {
    const trial = new KillTrial(firm, o.lines);
    // A restoration needs a batch that was replaced.
    await trial.begin(o.cases[0]?.act === 'restore' ? 2 : 1);
    for (const one of o.cases) {
      const began = performance.now();
      const hit = await trial.round(one);
      hits[`${one.act}/${one.task}/${one.target}`] = hit;
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      o.say(
        `${one.act}, ${one.task}, ${one.target} killed${hit ? '' : ' (not in the task)'}: whole after ${seconds} s`,
      );
    }
  } finally {
    await firm.stop();
  }
  await patiently(async () => assert.deepEqual(processesOf(o.dataDir), [], 'processes were left behind'));
  return { hits };
}

class KillTrial {
  readonly #firm: Firm;
  readonly #lines: number;
  #clientId = '';
  /** Batches that were loaded, newest last, with what their balance is. */
  readonly #balances = new Map<string, string>();
  #shown: string | null = null;
  #seed = 1;

  constructor(firm: Firm, lines: number) {
    this.#firm = firm;
    this.#lines = lines;
  }

  /** A client with so many versions of one period, the last one shown. */
  async begin(versions: number): Promise<void> {
    this.#clientId = await this.#firm.newClient('Comptoir du Fleuve');
    for (let version = 0; version < versions; version += 1) {
      const batchId = await this.#send();
      await this.#firm.act('trigger-etl', batchId);
      assert.equal(await this.#firm.until(batchId, (status) => status !== 'PROCESSING'), 'COMPLETED');
      this.#shown = batchId;
    }
    await this.#judge();
  }

  async round({ act, task, target }: KillCase): Promise<boolean> {
    const firm = this.#firm;
    if (act === 'delete' && this.#shown === null) await this.#undisturbed('restore');
    const before = this.#shown;
    const batchId = act === 'load' || act === 'return' ? await this.#send() : this.#chosen(act);
    const after = act === 'delete' ? null : act === 'return' ? before : batchId;
    const verb = act === 'load' || act === 'return' ? 'trigger-etl' : act;
    let runId = await firm.act(verb, batchId);
    if (act === 'return') {
      await this.#reach(runId, 'publication');
      await patiently(() => firm.act('cancel', batchId));
      runId = await this.#followUp(runId);
    }
    await this.#reach(runId, task);
    await firm.kill(target);
    await this.#sawWhole(before, after);
    const ended = await firm.until(batchId, (status) => status !== 'PROCESSING');
    this.#shown = after;
    if (act === 'return') assert.equal(ended, 'FAILED');
    else assert.equal(ended, 'COMPLETED', JSON.stringify((await firm.batches(this.#clientId))[0]));
    await this.#judge();
    if (act === 'return') await this.#retry(batchId);
    const { tasks } = await patiently(() => firm.run(runId));
    const attempts = tasks.find(({ name }) => name === task)?.attempts ?? [];
    return attempts.some(({ state }) => state !== 'succeeded');
  }

  /** What was put back can be loaded after all. */
  async #retry(batchId: string): Promise<void> {
    await this.#firm.act('trigger-etl', batchId);
    assert.equal(await this.#firm.until(batchId, (status) => status !== 'PROCESSING'), 'COMPLETED');
    this.#shown = batchId;
    await this.#judge();
  }

  async #undisturbed(act: 'restore'): Promise<void> {
    const batchId = this.#chosen(act);
    await this.#firm.act(act, batchId);
    assert.equal(await this.#firm.until(batchId, (status) => status !== 'PROCESSING'), 'COMPLETED');
    this.#shown = batchId;
  }

  #chosen(act: 'restore' | 'delete'): string {
    if (act === 'delete') return this.#shown ?? '';
    return [...this.#balances.keys()].findLast((id) => id !== this.#shown) ?? '';
  }

  async #send(): Promise<string> {
    const seed = this.#seed++;
    const period = { start: '2025-01-01', end: '2025-06-30' };
    const books = makeBooks({ seed, company: 'Comptoir du Fleuve', ...period, lines: this.#lines + seed });
    const batchId = await patiently(() => this.#firm.send(this.#clientId, books), 120_000);
    this.#balances.set(batchId, balanceOf(books));
    return batchId;
  }

  /** Waits until a task of a run is under way, or past. */
  async #reach(runId: string, task: string): Promise<void> {
    const end = Date.now() + 120_000;
    for (;;) {
      const { tasks, state } = await patiently(() => this.#firm.run(runId));
      const seen = tasks.find(({ name }) => name === task)?.state ?? '';
      if (['running', 'succeeded'].includes(seen) || ['succeeded', 'failed', 'cancelled'].includes(state)) return;
      assert.ok(Date.now() < end, `${task} of ${runId} is still ${seen}`);
      await wait(5);
    }
  }

  async #followUp(runId: string): Promise<string> {
    return patiently(async () => {
      type Listing = { items: { id: string; startedAt: string | null }[] };
      const { items } = await this.#firm.api.get<Listing>('/api/flows/runs?flow=compta.retour&limit=5');
      const { after } = await this.#firm.api.get<{ after: { runId?: string; id?: string }[] }>(
        `/api/flows/runs/${runId}`,
      );
      const id = after[0]?.runId ?? after[0]?.id;
      assert.ok(id !== undefined && items.length > 0, 'the return has not begun');
      return id;
    });
  }

  /** Readers see one of two slices whole, never both, never a part. */
  async #sawWhole(before: string | null, after: string | null): Promise<void> {
    for (;;) {
      const seen = new Map<string, { generation: number; text: string }>();
      for (const id of new Set([before, after])) if (id !== null) seen.set(id, await this.#firm.balance(id));
      const generations = new Set([...seen.values()].map(({ generation }) => generation));
      // A publication fell between the questions: they are asked again.
      if (generations.size > 1) continue;
      const shown = [...seen].filter(([, { text }]) => text !== '');
      assert.ok(shown.length <= 1, 'both slices were seen at once');
      for (const [id, { text }] of shown) assert.equal(text, this.#balances.get(id), 'a part of a slice was seen');
      if (shown.length === 0) assert.ok(before === null || after === null, 'no slice was seen');
      return;
    }
  }

  /** State, figures and files of the whole client, as they must be now. */
  async #judge(): Promise<void> {
    const firm = this.#firm;
    const batches = await firm.batches(this.#clientId);
    assert.deepEqual(
      batches.filter(({ current }) => current).map(({ batchId }) => batchId),
      this.#shown === null ? [] : [this.#shown],
      'the state says which batch is shown',
    );
    for (const { batchId, current, status } of batches.slice(0, 6)) {
      const { text } = await firm.balance(batchId);
      assert.equal(text, current ? this.#balances.get(batchId) : '', `figures of ${batchId}, ${status}`);
    }
    const base = '2025/periode-20250101-20250630';
    const paths = await firm.files(this.#clientId);
    const below = (folder: string): number => paths.filter((path) => path.startsWith(`${folder}/`)).length;
    const shown = this.#shown === null ? 0 : 1;
    assert.equal(below(`${base}/success/sources`), shown * 5, paths.join('\n'));
    assert.equal(below(`${base}/success/resultats`), shown * 8, paths.join('\n'));
    const kept = batches.filter(({ restorable }) => restorable).length;
    assert.equal(below(`${base}/backup`), kept * 13, paths.join('\n'));
    const waiting = batches.filter(({ current, restorable }) => !current && !restorable).length;
    assert.equal(below('depots'), waiting * 5, paths.join('\n'));
    await this.#sourcesAreThose(batches.filter(({ current, restorable }) => current || restorable).slice(0, 3));
  }

  /** Each batch's files can be had, wherever they lie now. */
  async #sourcesAreThose(batches: readonly { batchId: string }[]): Promise<void> {
    for (const { batchId } of batches) {
      const path = `/api/files/comptable/${batchId}/files`;
      const { items } = await patiently(() => this.#firm.api.get<{ items: { id: string; size: number }[] }>(path));
      assert.equal(items.length, 5);
      for (const { id, size } of items)
        assert.equal((await patiently(() => this.#firm.api.file(`${path}/${id}`))).length, size);
    }
  }
}
