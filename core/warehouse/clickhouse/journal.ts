import { clickhouseText } from './names.ts';
import type { ClickHouseServer, StatementOptions } from './server.ts';

export type DocumentKind =
  | 'build'
  | 'node'
  | 'test'
  | 'relation'
  | 'load'
  | 'generation'
  | 'state'
  | 'pointer'
  | 'beat';

export interface Entry {
  kind: DocumentKind;
  key: string;
  /** Null: it is no more. */
  document: unknown;
}

/**
 * Our bookkeeping of one tenant as an append-only table of JSON documents; the newest line of a kind and key counts.
 * ClickHouse has no transactions over tables, but one INSERT of one block is there whole or not at all: what belongs
 * together (a generation, its pointer, the end of its build) is written in one.
 */
export class Journal {
  readonly #server: ClickHouseServer;
  readonly #table: string;

  constructor(server: ClickHouseServer, metaDatabase: string) {
    this.#server = server;
    this.#table = `"${metaDatabase}"."journal"`;
  }

  async prepare(): Promise<void> {
    await this.#server.run(
      `CREATE TABLE IF NOT EXISTS ${this.#table} (
         kind LowCardinality(String), key String, seq UInt64 DEFAULT generateSnowflakeID(), at DateTime64(3) DEFAULT now64(3),
         doc String) ENGINE = MergeTree ORDER BY (kind, key, seq)`,
      { settings: { data_type_default_nullable: 0 } },
    );
  }

  async write(entries: readonly Entry[], o: StatementOptions = {}): Promise<void> {
    const lines = entries.map(({ kind, key, document }) => ({
      kind,
      key,
      doc: document === null ? '' : JSON.stringify(document),
    }));
    await this.#server.insertRows(this.#table, lines, o);
  }

  /** Documents of a kind by key, in the order of their last change; only those whose key begins so. */
  async read<T>(kind: DocumentKind, prefix = '', o: StatementOptions = {}): Promise<Map<string, T & { at: string }>> {
    const { rows } = await this.#server.rows(
      `SELECT key, argMax(doc, seq) AS d, max(seq) AS s, argMax(at, seq) AS t FROM ${this.#table}
       WHERE kind = '${kind}'${prefix === '' ? '' : ` AND startsWith(key, ${clickhouseText(prefix)})`}
       GROUP BY key HAVING d <> '' ORDER BY s`,
      o,
    );
    return new Map(rows.map(([key, doc, , at]) => [String(key), { ...JSON.parse(String(doc)), at: `${at}Z` }]));
  }

  async one<T>(kind: DocumentKind, key: string, o: StatementOptions = {}): Promise<(T & { at: string }) | null> {
    const { rows } = await this.#server.rows(
      `SELECT doc, at FROM ${this.#table} WHERE kind = '${kind}' AND key = ${clickhouseText(key)} ORDER BY seq DESC LIMIT 1`,
      o,
    );
    const [doc, at] = rows[0] ?? ['', ''];
    return doc === '' ? null : { ...JSON.parse(String(doc)), at: `${at}Z` };
  }
}
