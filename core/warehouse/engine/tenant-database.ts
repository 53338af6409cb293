import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { DomainError } from '@griot/kernel';
import type { GenerationInfo } from '../generations/generation-info.ts';
import { METADATA_SQL, METADATA_VERSION } from '../generations/metadata.ts';
import { engineError } from './engine-errors.ts';
import { generationSchema, META_SCHEMA, quoteName, quoteText } from './identifiers.ts';
import { PreparedStatements } from './prepared-statements.ts';
import { stagingFolder } from './staging-folder.ts';

export interface EngineSettings {
  /** `$GRIOT_DATA/warehouse`, absolute. */
  folder: string;
  /** Per open tenant, in DuckDB's form: `2GB`. */
  memoryLimit: string;
  threads: number;
}

interface Pooled {
  connection: DuckDBConnection;
  /** What its search path is set to; null: nothing yet. */
  schema: string | null;
  /** Readers' statements, bound to the tables of `schema`. */
  prepared: PreparedStatements;
}

const pooledOf = (connection: DuckDBConnection): Pooled => ({
  connection,
  schema: null,
  prepared: new PreparedStatements(),
});

/**
 * The one database of one tenant, in its own DuckDB instance: no name of another tenant's database exists in it, and after
 * opening it cannot reach any file but those of the tenant's staging folder.
 */
export class TenantDatabase {
  readonly tenantId: string;
  readonly staging: string;
  readonly path: string;
  /** The generation readers get: kept in step with the pointer table by the only process that writes it. */
  current: number | null = null;
  /** Goes up after every change of the bookkeeping; what was read of it before is then out of date. */
  changes = 0;
  /** The generations, as bookkeeping stood after `changes` changes: asked for by every reader, changed by few. */
  generations: { readonly changes: number; readonly list: readonly GenerationInfo[] } | null = null;
  #instance: DuckDBInstance;
  #idle: Pooled[] = [];

  private constructor(tenantId: string, path: string, staging: string, instance: DuckDBInstance) {
    this.tenantId = tenantId;
    this.path = path;
    this.staging = staging;
    this.#instance = instance;
  }

  static async open(tenantId: string, settings: EngineSettings): Promise<TenantDatabase> {
    const staging = stagingFolder(settings.folder, tenantId);
    const spill = join(settings.folder, 'spill', tenantId);
    await mkdir(staging, { recursive: true, mode: 0o700 });
    const path = join(settings.folder, `${tenantId}.duckdb`);
    // What a killed process left: its temporary rows, a compaction that was not finished.
    await rm(spill, { recursive: true, force: true });
    await rm(`${path}.compact`, { force: true });
    await mkdir(spill, { recursive: true, mode: 0o700 });
    let instance: DuckDBInstance;
    try {
      instance = await DuckDBInstance.create(path, {
        memory_limit: settings.memoryLimit,
        threads: String(settings.threads),
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
        allow_community_extensions: 'false',
        // Rows have no order unless a query asks for one; loads and copies need less memory so.
        preserve_insertion_order: 'false',
      });
    } catch (error) {
      throw new DomainError({
        code: 'warehouse.open_failed',
        kind: 'unavailable',
        details: { tenantId, engine: engineError(error).message },
        cause: error,
      });
    }
    const database = new TenantDatabase(tenantId, path, staging, instance);
    await database.#prepare(spill);
    return database;
  }

  async #prepare(spill: string): Promise<void> {
    const { connection } = await this.acquire();
    await connection.run(`
      SET temp_directory = ${quoteText(spill)};
      SET TimeZone = 'UTC';
      SET allowed_directories = [${quoteText(this.staging)}];
      SET enable_external_access = false;
      SET lock_configuration = true;
      ${METADATA_SQL}`);
    const [version] = await this.#column(connection, `SELECT version FROM ${META_SCHEMA}.format`);
    if (version === undefined) await connection.run(`INSERT INTO ${META_SCHEMA}.format VALUES (${METADATA_VERSION})`);
    else if (version !== METADATA_VERSION) {
      throw new DomainError({ code: 'warehouse.format_unknown', kind: 'unavailable', details: { version } });
    }
    const [current] = await this.#column(connection, `SELECT generation FROM ${META_SCHEMA}.pointer`);
    this.current = typeof current === 'number' ? current : null;
    this.release(pooledOf(connection));
  }

  async #column(connection: DuckDBConnection, sql: string): Promise<unknown[]> {
    return (await connection.runAndReadAll(sql)).getColumns()[0] ?? [];
  }

  /** A connection of the pool; give it back with `release`, or throw it away with `discard` when its state is unknown. */
  async acquire(): Promise<Pooled> {
    return this.#idle.pop() ?? pooledOf(await this.#instance.connect());
  }

  /** A connection whose unqualified names mean one generation; null: nothing published, no names. */
  async acquireReader(generation: number | null): Promise<Pooled> {
    const schema = generation === null ? 'main' : generationSchema(generation);
    const at = this.#idle.findLastIndex((pooled) => pooled.schema === schema);
    const pooled = at >= 0 ? this.#idle.splice(at, 1)[0] : await this.acquire();
    if (pooled === undefined) return this.acquireReader(generation);
    if (pooled.schema !== schema) {
      pooled.prepared.clear();
      try {
        await pooled.connection.run(`SET search_path = ${quoteText(quoteName(schema))}`);
      } catch {
        this.discard(pooled);
        throw new DomainError({ code: 'warehouse.generation_unknown', kind: 'not_found', details: { generation } });
      }
      pooled.schema = schema;
    }
    return pooled;
  }

  release(pooled: Pooled): void {
    if (this.#idle.length < 16) this.#idle.push(pooled);
    else this.discard(pooled);
  }

  discard(pooled: Pooled): void {
    pooled.prepared.clear();
    pooled.connection.disconnectSync();
  }

  /** Writes what is in the log into the file; put off when something else is writing. */
  async checkpoint(): Promise<void> {
    const pooled = await this.acquire();
    try {
      await pooled.connection.run('CHECKPOINT');
      this.release(pooled);
    } catch {
      this.discard(pooled);
    }
  }

  /** Writes what is in the log into the file and gives the lock back. No connection may be in use. */
  close(): void {
    for (const pooled of this.#idle) this.discard(pooled);
    this.#idle = [];
    this.#instance.closeSync();
  }
}
