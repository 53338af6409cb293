import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { DomainError, errorMessage, type Logger } from '@griot/kernel';
import type { CallOptions } from '../client/channel.ts';
import type { EngineConnection } from '../client/engine-connection.ts';
import { checkTenantId } from '../engine/identifiers.ts';
import { stagingFolder } from '../engine/staging-folder.ts';
import { ONE_GO } from '../generations/one-go.ts';
import type { OperationName, Operations } from '../process/protocol.ts';
import { Beats } from './beats.ts';
import { closeBuild, openBuild, readBuild, readBuildReport, readBuilds, readProjectState } from './builds.ts';
import { compareGenerations } from './compare.ts';
import { loadSource } from './load-source.ts';
import { publishGeneration } from './publish.ts';
import { readQuery } from './read-query.ts';
import { Readers } from './readers.ts';
import { recordEntries } from './record-entries.ts';
import { collectGarbage } from './retention.ts';
import { ClickHouseServer } from './server.ts';
import { ClickHouseTenant, generationInfo } from './tenant.ts';

export interface ClickHouseOptions {
  /** `http://user:password@host:8123`; `clickhouse://` means http. Never logged. */
  url: string;
  /** `$GRIOT_DATA/warehouse`: files wait there to be loaded. */
  folder: string;
  log: Logger;
}

type Handlers = {
  [Name in OperationName]: (ask: Operations[Name]['ask'], o: CallOptions) => Promise<Operations[Name]['answer']>;
};

interface Session {
  tenantId: string;
  buildId: string | null;
}

/** Rows of one answer to a build: more is a mistake of the macro that asked. */
const ROW_BOUND = 100_000;

/** The operations of a warehouse, answered by a ClickHouse server. Every process of ours has its own way to it. */
export class ClickHouseConnection implements EngineConnection {
  readonly engine = 'clickhouse';
  readonly #o: ClickHouseOptions;
  readonly #server: ClickHouseServer;
  readonly #readers: Readers;
  readonly #tenants = new Map<string, ClickHouseTenant>();
  readonly #sessions = new Map<string, Session>();
  readonly #beats = new Beats();
  readonly #handlers: Handlers = this.#operations();

  constructor(o: ClickHouseOptions) {
    this.#o = o;
    this.#server = new ClickHouseServer({ url: o.url });
    this.#readers = new Readers(o.url, this.#server);
  }

  async call<Name extends OperationName>(
    op: Name,
    ask: Operations[Name]['ask'],
    o: CallOptions = {},
  ): Promise<Operations[Name]['answer']> {
    if (o.signal?.aborted) throw new DomainError({ code: 'warehouse.cancelled', kind: 'cancelled' });
    return this.#handlers[op](ask, o);
  }

  close(): void {
    this.#beats.close();
    this.#readers.close();
    this.#server.close();
  }

  async #tenant(tenantId: string): Promise<ClickHouseTenant> {
    const id = checkTenantId(tenantId);
    let tenant = this.#tenants.get(id);
    if (tenant === undefined) {
      tenant = new ClickHouseTenant(this.#server, id);
      this.#tenants.set(id, tenant);
    }
    const { databases } = tenant;
    await tenant.ready(() => this.#readers.prepare(databases));
    return tenant;
  }

  #sessionOf(id: string): Session {
    const session = this.#sessions.get(id);
    if (session !== undefined) return session;
    throw new DomainError({ code: 'warehouse.session_unknown', kind: 'not_found', details: { session: id } });
  }

  /** After the answer: nobody waits for it. */
  #tidy(tenant: ClickHouseTenant, keep: number): void {
    void collectGarbage(tenant, keep).catch((error: unknown) =>
      this.#o.log.warn(
        { tenantId: tenant.tenantId, error: errorMessage(error) },
        'collecting warehouse tables was put off',
      ),
    );
  }

  async #refuseBusy(tenant: ClickHouseTenant): Promise<void> {
    const open = (await readBuilds(tenant, null, 1000)).filter((build) => build.state === 'open');
    if (open.length === 0) return;
    throw new DomainError({
      code: 'warehouse.build_in_progress',
      kind: 'conflict',
      details: { tenantId: tenant.tenantId },
    });
  }

  #operations(): Handlers {
    const on = (ask: { tenantId: string }): Promise<ClickHouseTenant> => this.#tenant(ask.tenantId);
    return {
      hello: async (_, o) => {
        await this.#server.rows('SELECT 1', { timeoutMs: 5000, signal: o.signal });
        return { pid: process.pid, folder: this.#o.folder };
      },
      query: async (ask, o) => readQuery(await on(ask), this.#readers, ask, o),
      'source.load': async (ask, { signal }) =>
        loadSource(await on(ask), stagingFolder(this.#o.folder, ask.tenantId), ask, {
          timeoutMs: ask.timeoutMs,
          signal,
        }),
      'source.list': async (ask) => (await on(ask)).sources(),
      'session.open': async ({ tenantId, buildId }) => {
        const tenant = await this.#tenant(tenantId);
        const session = randomUUID();
        this.#sessions.set(session, { tenantId: tenant.tenantId, buildId });
        if (buildId !== null) await this.#beats.hold(tenant, buildId, session);
        return { session };
      },
      'session.run': async (ask, o) => {
        const tenant = await this.#tenant(this.#sessionOf(ask.session).tenantId);
        const limits = { timeoutMs: ask.timeoutMs, signal: o.signal };
        if (!/^\s*(\(|select\b|with\b|describe\b|show\b|explain\b|--|\/\*)/i.test(ask.sql)) {
          await tenant.server.run(ask.sql, limits);
          return { columns: [], changed: 0 };
        }
        const { columns, rows } = await tenant.server.rows(ask.sql, limits);
        if (ask.maxRows === undefined && rows.length > ROW_BOUND) {
          throw new DomainError({ code: 'warehouse.too_many_rows', kind: 'too_large', details: { bound: ROW_BOUND } });
        }
        o.onRows?.(ask.maxRows === undefined ? rows : rows.slice(0, ask.maxRows));
        return { columns, changed: 0 };
      },
      'session.close': async ({ session }) => {
        const { buildId } = this.#sessionOf(session);
        this.#sessions.delete(session);
        if (buildId !== null) await this.#beats.release(buildId, session);
        return null;
      },
      'build.open': async (ask) => {
        const tenant = await on(ask);
        const opened = await openBuild(tenant, ask);
        if (ask.key.startsWith(ONE_GO)) await this.#beats.hold(tenant, opened.buildId, 'one go');
        else if (!opened.resumed) await this.#beats.forget(tenant, opened.buildId);
        return opened;
      },
      'build.read': async (ask) => readBuild(await on(ask), ask.buildId),
      'build.record': async (ask) => {
        await (await on(ask)).journal.write(recordEntries(ask.records));
        return null;
      },
      'build.publish': async (ask) => {
        const tenant = await on(ask);
        const info = await publishGeneration(tenant, ask, (database) =>
          this.#readers.grant(tenant.databases.meta, database),
        );
        this.#beats.end(ask.buildId);
        this.#tidy(tenant, ask.keep);
        return info;
      },
      'build.abandon': async (ask) => {
        const tenant = await on(ask);
        this.#beats.end(ask.buildId);
        await tenant.change(() => closeBuild(tenant, ask.buildId, ask.reason));
        return null;
      },
      'generation.list': async (ask) => {
        const tenant = await on(ask);
        const [current, generations] = await Promise.all([tenant.current(), tenant.generations()]);
        return { current, generations: generations.map(generationInfo) };
      },
      'generation.rollback': async (ask) => {
        const tenant = await on(ask);
        return tenant.change(async () => {
          const generation = await tenant.generation(ask.generation);
          await tenant.journal.write([{ kind: 'pointer', key: '', document: { generation: generation.id } }]);
          return generationInfo(generation);
        });
      },
      'generation.compare': async (ask, { signal }) =>
        compareGenerations(await on(ask), ask.from, ask.to, { timeoutMs: ask.timeoutMs, signal }),
      'build.list': async (ask) => readBuilds(await on(ask), ask.project, ask.limit),
      'build.report': async (ask) => readBuildReport(await on(ask), ask.buildId),
      'project.state': async (ask) => readProjectState(await on(ask), ask.project),
      // ClickHouse merges and gives space back by itself.
      'tenant.compact': async (ask) => {
        await this.#refuseBusy(await on(ask));
        return { bytesBefore: 0, bytesAfter: 0 };
      },
      'tenant.copy': async () => {
        throw new DomainError({
          code: 'warehouse.copy_unsupported',
          kind: 'unsupported',
          details: { engine: 'clickhouse' },
        });
      },
      'tenant.size': async (ask) => {
        const { meta, data, generation } = (await on(ask)).databases;
        const { rows } = await this.#server.rows(
          `SELECT sum(bytes_on_disk) FROM system.parts
            WHERE active AND (database IN ({m:String}, {d:String}) OR startsWith(database, {p:String}))`,
          { params: { m: meta, d: data, p: generation(0).slice(0, -1) } },
        );
        return { bytes: Number(rows[0]?.[0] ?? 0) };
      },
      'tenant.drop': async (ask) => {
        const tenant = await on(ask);
        await this.#refuseBusy(tenant);
        const { meta, data, generation } = tenant.databases;
        const { rows } = await this.#server.rows(
          'SELECT name FROM system.databases WHERE startsWith(name, {p:String})',
          {
            params: { p: generation(0).slice(0, -1) },
          },
        );
        for (const name of [...rows.map(([database]) => String(database)), data, meta]) {
          await this.#server.run(`DROP DATABASE IF EXISTS "${name}" SYNC`);
        }
        await this.#readers.drop(meta);
        this.#tenants.delete(tenant.tenantId);
        await rm(stagingFolder(this.#o.folder, tenant.tenantId), { recursive: true, force: true });
        return null;
      },
    };
  }
}
