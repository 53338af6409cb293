import type { Platform } from '@griot/application';
import type { UploadedFile } from '@griot/http';
import type { Actor } from '@griot/identity';
import { dayInZone, errorMessage, newId } from '@griot/kernel';
import { createMetrics, type GenerationFacts, type Metrics } from '@griot/metrics';
import { openScratch, type Scratch } from '@griot/warehouse';
import { type Knowledge, makeKnowledge } from '../knowledge.ts';
import {
  type Attachment,
  dropAttachment,
  findAttachment,
  keepAttachment,
  listAttachments,
  sweepAttachments,
} from '../store/attachments.ts';
import { columnTypes, describeFile, TABLE } from './describe-file.ts';
import { FileFolder } from './file-folder.ts';
import { LIMITS } from './limits.ts';
import { readElsewhere } from './read-elsewhere.ts';

/** Sessions open at a time, and how long one waits for the next question. */
const OPEN = 4;
const IDLE_MS = 300_000;
const SWEEP_MS = 600_000;
const QUERY_MS = 10_000;
const MEMORY = '256MB';

/** How a conversation about a file calls what it asks: in the place of an application. */
const PREFIX = 'attachment:';
export const attachmentOf = (application: string | undefined): string | null =>
  application?.startsWith(PREFIX) ? application.slice(PREFIX.length) : null;

interface Session {
  scratch: Promise<Scratch>;
  usedAt: number;
}

/** Files that people attach: read in a process of their own, asked in a session of their own, gone with their conversation. */
export class Attachments {
  readonly #platform: Platform;
  readonly #folder: FileFolder;
  readonly #sessions = new Map<string, Session>();
  readonly #knowledge = new Map<string, Promise<Knowledge>>();
  #reading: Promise<unknown> = Promise.resolve();

  constructor(platform: Platform) {
    this.#platform = platform;
    this.#folder = new FileFolder(platform.dataDir);
  }

  /** Reads a file and begins a conversation about it. Throws `assistant.file_…` for what is not a table within the limits. */
  async add(actor: Actor, file: UploadedFile): Promise<Attachment> {
    const { store, clock } = this.#platform;
    const now = clock.now();
    const id = newId(now.getTime());
    const { tenantId } = actor;
    try {
      const { path, size } = await this.#folder.receive(tenantId, id, file.stream);
      const profile = await this.#read(path, this.#folder.rows(tenantId, id));
      const one: Attachment = {
        ...{ id, conversationId: newId(now.getTime()), name: shownName(file.filename), size, profile },
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + LIMITS.livesMs).toISOString(),
      };
      const older = await store.withTenant(tenantId, async (tx) => {
        await keepAttachment(tx, actor, one);
        const surplus = (await listAttachments(tx, actor)).slice(LIMITS.perPerson);
        for (const { id: old } of surplus) await dropAttachment(tx, tenantId, old);
        return surplus;
      });
      for (const { id: old } of older) await this.remove(tenantId, old);
      return one;
    } catch (error) {
      await this.#folder.remove(tenantId, id);
      throw error;
    } finally {
      await this.#folder.removeReceived(tenantId, id);
    }
  }

  /** One file at a time: each may take the memory that it is allowed. */
  #read(from: string, to: string) {
    const turn = this.#reading.then(() => readElsewhere({ from, to }));
    this.#reading = turn.catch(() => {});
    return turn;
  }

  find(actor: Actor, id: string): Promise<Attachment> {
    const { store, clock } = this.#platform;
    return store.withTenant(actor.tenantId, (tx) => findAttachment(tx, actor, id, clock.now()), { readOnly: true });
  }

  /** What can be asked of one's own file. Throws `assistant.attachment_gone`. */
  async knowledge(actor: Actor, id: string): Promise<Knowledge> {
    const one = await this.find(actor, id);
    const key = JSON.stringify([actor.tenantId, id, actor.locale, actor.currency, actor.timeZone]);
    const known = this.#knowledge.get(key);
    if (known) return known;
    const made = this.#learn(actor, one);
    this.#knowledge.set(key, made);
    made.catch(() => this.#knowledge.delete(key));
    for (const old of [...this.#knowledge.keys()].slice(0, -2 * OPEN)) this.#knowledge.delete(old);
    return made;
  }

  #learn(actor: Actor, one: Attachment): Promise<Knowledge> {
    const { tenantId, locale, currency, timeZone } = actor;
    const application = `${PREFIX}${one.id}`;
    return makeKnowledge({
      metrics: this.#metrics(tenantId, one),
      context: { tenantId, application, locale, currency, timeZone },
      today: dayInZone(this.#platform.clock.now(), timeZone),
      generation: 1,
      timeless: !one.profile.columns.some(({ type }) => type === 'day'),
    });
  }

  /** The figures of a file, measured as those of any application are, over its own session. */
  #metrics(tenantId: string, one: Attachment): Metrics {
    const { clock, log } = this.#platform;
    const { name, createdAt: loadedAt, profile } = one;
    const facts: GenerationFacts = {
      ...{ id: 1, publishedAt: loadedAt, tests: { passed: 0, warned: 0, failed: 0 } },
      sources: [{ name, loadedAt, rows: profile.rows }],
    };
    const manifest = describeFile(profile);
    return createMetrics({
      ...{ manifest: () => manifest, clock, log, cacheCells: 100_000, queryTimeoutMs: QUERY_MS },
      warehouse: {
        tenant: () => ({
          query: async (sql, params = [], o = {}) => {
            const scratch = await this.#session(tenantId, one);
            const { maxRows, signal } = o;
            const limits = { timeoutMs: QUERY_MS, maxRows: maxRows ?? 100_000, ...(signal ? { signal } : {}) };
            const { columns, rows } = await scratch.query(sql, params, limits);
            return { columns, rows, generation: facts.id };
          },
          current: async () => facts,
          generations: async () => [facts],
        }),
      },
    });
  }

  async #session(tenantId: string, one: Attachment): Promise<Scratch> {
    const known = this.#sessions.get(one.id);
    if (known) {
      known.usedAt = Date.now();
      const scratch = await known.scratch;
      if (scratch.alive) return scratch;
      if (this.#sessions.get(one.id) === known) this.#sessions.delete(one.id);
    }
    const table = { name: TABLE, columns: columnTypes(one.profile), file: this.#folder.rows(tenantId, one.id) };
    const opened: Session = { scratch: openScratch({ tables: [table], memoryLimit: MEMORY }), usedAt: Date.now() };
    this.#sessions.set(one.id, opened);
    opened.scratch.catch(() => this.#sessions.delete(one.id));
    const idle = [...this.#sessions].sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [id] of idle.slice(0, Math.max(0, idle.length - OPEN))) this.#end(id);
    return opened.scratch;
  }

  #end(id: string): void {
    const session = this.#sessions.get(id);
    this.#sessions.delete(id);
    session?.scratch.then((scratch) => scratch.close()).catch(() => {});
  }

  /** Ends the session of a file and takes its rows away; its row goes with the conversation. */
  async remove(tenantId: string, id: string): Promise<void> {
    this.#end(id);
    for (const key of this.#knowledge.keys()) if (key.includes(`"${id}"`)) this.#knowledge.delete(key);
    await this.#folder.remove(tenantId, id);
  }

  /** Files whose time is over, whose conversation is gone, and sessions that nobody asks any more. */
  async sweep(): Promise<void> {
    const { store, clock } = this.#platform;
    for (const [id, { usedAt }] of this.#sessions) if (Date.now() - usedAt > IDLE_MS) this.#end(id);
    for (const tenantId of await this.#folder.tenants()) {
      const known = await store.withTenant(tenantId, (tx) => sweepAttachments(tx, tenantId, clock.now()));
      await this.#folder.sweep(tenantId, known, Date.now());
    }
  }

  /** Sweeps now and then; resolves with how to stop, which ends all sessions. */
  start(): () => Promise<void> {
    const { log } = this.#platform;
    const turn = () =>
      this.sweep().catch((error: unknown) =>
        log.error({ error: errorMessage(error) }, 'Attached files were not swept'),
      );
    let running = turn();
    const timer = setInterval(() => {
      running = running.then(turn);
    }, SWEEP_MS);
    timer.unref();
    return async () => {
      clearInterval(timer);
      await running;
      for (const id of [...this.#sessions.keys()]) this.#end(id);
    };
  }
}

/** The last part of a name, without what one does not see. */
function shownName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const shown = base.replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '').trim();
  return shown.slice(0, 200) || 'fichier';
}
