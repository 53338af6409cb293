import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { ArchiveEntry } from '../archive/frames.ts';
import { readPlan, type StorePlan } from './read-plan.ts';

export interface StoredObjectRow {
  tenantId: string;
  objectId: string;
  /** Of a content whose place an application chose. */
  objectKey: string | null;
  sha256: string;
}

export interface StoreDump {
  plan: StorePlan;
  tenants: string[];
  /** Contents that rows of this moment refer to. */
  objects: StoredObjectRow[];
  /** One entry a table. `rows` has its count once it was read. */
  tables(rows: Record<string, number>): AsyncGenerator<ArchiveEntry>;
  close(): Promise<void>;
}

/**
 * Every row of one moment: a single repeatable-read transaction, while everybody goes on writing. Our own COPY and not
 * pg_dump: the embedded PostgreSQL ships without it, and the schema is what the migrations say anyway.
 */
export async function openDump(ownerUrl: string): Promise<StoreDump> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'griot backup', statement_timeout: 0 });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query("SET idle_in_transaction_session_timeout = 0; SET griot.maintenance = 'on'");
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const tenants = await client.query<{ id: string }>('SELECT id FROM identity_tenants ORDER BY id');
    const objects = await client.query<StoredObjectRow>(
      'SELECT tenant_id AS "tenantId", object_id AS "objectId", object_key AS "objectKey", sha256 FROM files_versions ORDER BY 1, 2',
    );
    const plan = await readPlan(client);
    return {
      plan,
      tenants: tenants.rows.map(({ id }) => id),
      objects: objects.rows,
      async *tables(rows) {
        for (const { name, columns } of plan.tables) {
          const stream = client.query(copyTo(`COPY (SELECT ${columns.join(', ')} FROM ${name}) TO STDOUT`));
          yield { name: `store/${name}`, content: stream };
          rows[name] = stream.rowCount;
        }
      },
      close: () => client.end(),
    };
  } catch (error) {
    await client.end();
    throw error;
  }
}
