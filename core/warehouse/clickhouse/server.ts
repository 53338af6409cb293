import type { Readable } from 'node:stream';
import { type ClickHouseClient, createClient } from '@clickhouse/client';
import { newId } from '@griot/kernel';
import type { Cell } from '../engine/result-values.ts';
import { clickhouseError } from './errors.ts';
import { SESSION_SETTINGS } from './settings.ts';
import { cellReader } from './types.ts';

export interface Answer {
  /** Types in ClickHouse's words. */
  columns: { name: string; type: string }[];
  rows: Cell[][];
}

export interface StatementOptions {
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
  settings?: Record<string, string | number> | undefined;
  /** Values of `{name:Type}`. */
  params?: Record<string, unknown> | undefined;
}

interface JsonCompact {
  meta: { name: string; type: string }[];
  data: unknown[][];
}

const DEFAULT_TIMEOUT_MS = 60_000;

/** One ClickHouse server, as one user, with one default database. Statements are sent over HTTP, each for itself. */
export class ClickHouseServer {
  readonly #client: ClickHouseClient;

  constructor(o: { url: string; database?: string; user?: { username: string; password: string } }) {
    const url = new URL(o.url);
    url.protocol = url.protocol === 'https:' ? 'https:' : 'http:';
    if (o.user !== undefined) {
      url.username = '';
      url.password = '';
    }
    url.pathname = '/';
    this.#client = createClient({
      url: url.href,
      application: 'griot',
      // Limits are the statement's own; this one is of a connection that says nothing.
      request_timeout: 3_700_000,
      max_open_connections: 32,
      compression: { request: false, response: false },
      ...(o.database === undefined ? {} : { database: o.database }),
      ...(o.user === undefined ? {} : o.user),
      log: { LoggerClass: SilentLogger },
    });
  }

  /** A statement with rows. */
  async rows(sql: string, o: StatementOptions = {}): Promise<Answer> {
    return this.#sent(o, async (sent) => {
      const result = await this.#client.query({ query: sql, format: 'JSONCompact', ...sent });
      const { meta, data } = (await result.json()) as unknown as JsonCompact;
      const readers = meta.map(({ type }) => cellReader(type));
      return {
        columns: meta,
        rows: data.map((row) => row.map((value, i) => readers[i]?.(value) ?? null)),
      };
    });
  }

  /** A statement without rows. */
  async run(sql: string, o: StatementOptions = {}): Promise<void> {
    await this.#sent(o, (sent) => this.#client.command({ query: sql, ...sent }));
  }

  async insertRows(table: string, values: readonly Record<string, unknown>[], o: StatementOptions = {}): Promise<void> {
    if (values.length === 0) return;
    await this.#sent(o, (sent) => this.#client.insert({ table, values: [...values], format: 'JSONEachRow', ...sent }));
  }

  async insertCsv(table: string, csv: Readable, o: StatementOptions = {}): Promise<void> {
    await this.#sent(o, (sent) => this.#client.insert({ table, values: csv, format: 'CSVWithNames', ...sent }));
  }

  close(): void {
    void this.#client.close();
  }

  /** The limit holds on both sides; what is given up here is ended there, by the id of the query. */
  async #sent<T>(
    { timeoutMs = DEFAULT_TIMEOUT_MS, signal, settings, params }: StatementOptions,
    work: (sent: {
      query_id: string;
      abort_signal: AbortSignal;
      clickhouse_settings: Record<string, string | number>;
      query_params?: Record<string, unknown>;
    }) => Promise<T>,
  ): Promise<T> {
    const late = AbortSignal.timeout(Math.min(Math.max(1, Math.ceil(timeoutMs)), 2 ** 31 - 1));
    const query_id = newId();
    try {
      return await work({
        query_id,
        abort_signal: signal === undefined ? late : AbortSignal.any([signal, late]),
        clickhouse_settings: {
          ...SESSION_SETTINGS,
          max_execution_time: Math.max(1, Math.ceil(timeoutMs / 1000)),
          ...settings,
        },
        ...(params === undefined ? {} : { query_params: params }),
      });
    } catch (error) {
      if (late.aborted || signal?.aborted) this.#kill(query_id);
      throw clickhouseError(error, signal, late.aborted);
    }
  }

  #kill(id: string): void {
    void this.#client.command({ query: `KILL QUERY WHERE query_id = '${id}' ASYNC` }).catch(() => undefined);
  }
}

/** The library's own logger writes to the console, with what was sent. */
class SilentLogger {
  trace(): void {}
  debug(): void {}
  info(): void {}
  warn(): void {}
  error(): void {}
}
