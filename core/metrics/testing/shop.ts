import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'yaml';
import { compileMetricQuery } from '../compile.ts';
import { loadSemanticModels } from '../manifest/load.ts';
import type { SemanticManifest } from '../manifest/model.ts';
import type { QueryRequest } from '../query/request.ts';
import type { GenerationFacts, MetricsWarehouse } from '../runtime/ports.ts';

const here = (file: string): URL => new URL(file, import.meta.url);

/** The shops' semantic models, through the reader that projects use. */
export function shopManifest(): SemanticManifest {
  return loadSemanticModels([{ file: 'shop.yml', doc: parse(readFileSync(here('shop.yml'), 'utf8')) }]);
}

export type Row = (string | number | boolean | null)[];

export interface Shop {
  readonly manifest: SemanticManifest;
  /** Rows as plain values: decimals as numbers, days as texts. */
  ask(request: QueryRequest): Promise<Row[]>;
  sql(text: string): Promise<Row[]>;
  /** The same database behind the port of the runtime. */
  readonly warehouse: MetricsWarehouse & { generation: GenerationFacts; queries: number };
  close(): void;
}

/** A DuckDB in memory with the shops' tables. */
export async function openShop(): Promise<Shop> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(readFileSync(here('shop.sql'), 'utf8'));
  const manifest = shopManifest();
  const run = async (sql: string, params: readonly unknown[]) => {
    const statement = await connection.prepare(sql);
    statement.bind(params.map((value) => value as string | number | boolean));
    const reader = await statement.runAndReadAll();
    const columns = reader.columnNames().map((name, at) => ({ name, type: String(reader.columnType(at)) }));
    return { columns, rows: reader.getRowsJson() as Row[] };
  };
  const plain = ({ columns, rows }: Awaited<ReturnType<typeof run>>): Row[] =>
    rows.map((row) =>
      row.map((value, at) =>
        typeof value === 'string' && /^(DECIMAL|BIGINT|HUGEINT)/.test(columns[at]?.type ?? '') ? Number(value) : value,
      ),
    );
  const warehouse = {
    queries: 0,
    generation: {
      id: 1,
      publishedAt: '2024-05-01T00:00:00Z',
      tests: { passed: 3, warned: 0, failed: 0 },
      sources: [{ name: 'sales', loadedAt: '2024-05-01T00:00:00Z', rows: 8 }],
    },
    tenant: () => ({
      async query(sql: string, params: readonly unknown[] = []) {
        warehouse.queries += 1;
        return { ...(await run(sql, params)), generation: warehouse.generation.id };
      },
      current: async () => warehouse.generation,
      generations: async () => [warehouse.generation],
    }),
  };
  return {
    manifest,
    warehouse,
    async ask(request) {
      const { sql, params } = compileMetricQuery(manifest, request);
      return plain(await run(sql, params));
    },
    sql: async (text) => plain(await run(text, [])),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
