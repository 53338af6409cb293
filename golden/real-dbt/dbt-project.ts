import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';

/** A source as our import left it: clean CSV, every cell quoted. */
export interface CleanSource {
  table: string;
  file: string;
  columns: { name: string; type: string }[];
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** The file as a table of SQL, the values as they are. */
export function readClean({ file, columns }: CleanSource): string {
  const types = columns.map(({ name, type }) => `${text(name)}: ${text(type)}`).join(', ');
  return `read_csv(${text(file)}, columns = {${types}}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
    nullstr = '', allow_quoted_nulls = false)`;
}

/** A dbt project run by real dbt on a DuckDB file of its own, outside of the project's folder. */
export class DbtProject {
  readonly #dbt: string;
  readonly #folder: string;
  readonly #projectDir: string;
  readonly database: string;

  constructor(o: { python: string; folder: string; projectDir: string }) {
    this.#dbt = join(dirname(o.python), 'dbt');
    this.#folder = o.folder;
    this.#projectDir = o.projectDir;
    this.database = join(o.folder, 'dbt.duckdb');
  }

  async version(): Promise<string> {
    const { stdout } = await promisify(execFile)(this.#dbt, ['--version'], { cwd: dirname(this.#dbt) });
    const version = (of: string): string => new RegExp(`- ${of}: *([\\d.]+)`).exec(stdout)?.[1] ?? 'unknown';
    return `dbt-core ${version('installed')}, dbt-duckdb ${version('duckdb')}`;
  }

  /** Sources stand in the schema that the project's YAML names, the same rows with the same types as in our warehouse. */
  async load(schema: string, sources: readonly CleanSource[]): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await this.read(async (run) => {
      await run(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
      for (const source of sources) {
        await run(`CREATE OR REPLACE TABLE ${schema}.${source.table} AS SELECT * FROM ${readClean(source)}`);
      }
    });
  }

  /** `dbt build`; each test's `status failures` by its name. */
  async build(vars: Record<string, unknown>): Promise<Map<string, string>> {
    const profile = { type: 'duckdb', path: this.database, threads: 2, schema: 'main' };
    await writeFile(
      join(this.#folder, 'profiles.yml'),
      JSON.stringify({ griot: { target: 'dev', outputs: { dev: profile } } }),
    );
    await this.command('build', '--vars', JSON.stringify(vars));
    const results = JSON.parse(await readFile(join(this.#folder, 'target/run_results.json'), 'utf8')) as {
      results: { unique_id: string; status: string; failures: number | null; message: string | null }[];
    };
    const manifest = JSON.parse(await readFile(join(this.#folder, 'target/manifest.json'), 'utf8')) as {
      nodes: Record<string, { name: string }>;
      unit_tests: Record<string, { name: string }>;
    };
    const verdicts = new Map<string, string>();
    for (const { unique_id: id, status, failures, message } of results.results) {
      const name = (manifest.nodes[id] ?? manifest.unit_tests[id])?.name ?? id;
      if (/^(unit_)?test\./.test(id)) verdicts.set(name, `${status} ${failures ?? 0}`);
      else if (status !== 'success') throw new Error(`dbt: ${name} ${status}: ${message}`);
    }
    return verdicts;
  }

  /** A dbt command on the project. Failing tests end it with 1, which its results tell better. */
  async command(...line: string[]): Promise<void> {
    const args = [...line, '--project-dir', this.#projectDir, '--profiles-dir', this.#folder];
    args.push(
      '--target-path',
      join(this.#folder, 'target'),
      '--log-path',
      join(this.#folder, 'logs'),
      '--no-use-colors',
    );
    const env = { ...process.env, DBT_SEND_ANONYMOUS_USAGE_STATS: 'false', DO_NOT_TRACK: '1' };
    await promisify(execFile)(this.#dbt, args, { env, maxBuffer: 1e8 }).catch(
      (error: { code?: number; stdout?: string }) => {
        if (error.code !== 1) throw new Error(`dbt ${line[0]}: ${error.stdout ?? ''}`);
      },
    );
  }

  /** SQL on dbt's database while dbt does not run. */
  async read<T>(work: (run: (sql: string) => Promise<(string | null)[][]>) => Promise<T>): Promise<T> {
    const instance = await DuckDBInstance.create(this.database);
    const connection = await instance.connect();
    try {
      return await work(async (sql) => (await connection.runAndReadAll(sql)).getRowsJson() as (string | null)[][]);
    } finally {
      connection.disconnectSync();
      instance.closeSync();
    }
  }
}
