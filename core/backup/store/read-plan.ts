import type pg from 'pg';

export interface TablePlan {
  /** Quoted as PostgreSQL quotes it: `public.flow_runs`. */
  name: string;
  /** Quoted, without generated ones. */
  columns: string[];
}

/** What a restore must know before the first row. */
export interface StorePlan {
  journal: { set: string; file: string; sha256: string }[];
  /** Referred tables first. */
  tables: TablePlan[];
  partitions: { name: string; parent: string; bound: string }[];
  sequences: { name: string; value: string; called: boolean }[];
}

const TABLES = `
  SELECT c.oid::regclass::text AS name,
         ARRAY(SELECT quote_ident(a.attname) FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence = 'p'
     AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
     AND c.oid <> 'griot.migrations'::regclass
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
   ORDER BY 1`;

const REFERENCES = `
  SELECT DISTINCT conrelid::regclass::text AS "from", confrelid::regclass::text AS "to"
    FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid AND conparentid = 0`;

const PARTITIONS = `
  SELECT c.oid::regclass::text AS name, i.inhparent::regclass::text AS parent, pg_get_expr(c.relpartbound, c.oid) AS bound
    FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid WHERE c.relispartition AND c.relkind = 'r' ORDER BY 1`;

const SEQUENCES = `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'S' AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1`;

/** In the transaction of the dump. */
export async function readPlan(client: pg.Client): Promise<StorePlan> {
  // Names without their schema would depend on the reader's search_path.
  await client.query("SET LOCAL search_path = ''");
  const journal = await client.query<StorePlan['journal'][number]>(
    'SELECT set_name AS set, file, sha256 FROM griot.migrations ORDER BY set_name, file',
  );
  const tables = await client.query<TablePlan>(TABLES);
  const references = await client.query<{ from: string; to: string }>(REFERENCES);
  const partitions = await client.query<StorePlan['partitions'][number]>(PARTITIONS);
  const sequences: StorePlan['sequences'] = [];
  for (const { name } of (await client.query<{ name: string }>(SEQUENCES)).rows) {
    const { rows } = await client.query<{ value: string; called: boolean }>(
      `SELECT last_value::text AS value, is_called AS called FROM ${name}`,
    );
    if (rows[0]) sequences.push({ name, ...rows[0] });
  }
  return {
    journal: journal.rows,
    tables: referredFirst(tables.rows, references.rows),
    partitions: partitions.rows,
    sequences,
  };
}

/** Foreign keys are checked when a table's rows are there: those it refers to come before. Cycles keep their order. */
function referredFirst(tables: TablePlan[], references: { from: string; to: string }[]): TablePlan[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const done = new Set<string>();
  const ordered: TablePlan[] = [];
  const visit = (name: string): void => {
    const table = byName.get(name);
    if (!table || done.has(name)) return;
    done.add(name);
    for (const { from, to } of references) if (from === name) visit(to);
    ordered.push(table);
  };
  for (const { name } of tables) visit(name);
  return ordered;
}
