import { quoteName } from '../engine/identifiers.ts';
import type { GenerationComparison, RelationDifference } from '../generations/compare-generations.ts';
import type { StatementOptions } from './server.ts';
import type { ClickHouseTenant } from './tenant.ts';

/** What differs between two kept generations, relation by relation. Throws `warehouse.generation_unknown`. */
export async function compareGenerations(
  tenant: ClickHouseTenant,
  from: number,
  to: number,
  o: StatementOptions,
): Promise<GenerationComparison> {
  const before = new Map((await tenant.generation(from)).nodes.map((node) => [node.name, node]));
  const after = new Map((await tenant.generation(to)).nodes.map((node) => [node.name, node]));
  const relations: RelationDifference[] = [];
  for (const name of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const a = before.get(name);
    const b = after.get(name);
    const left = `${quoteName(tenant.databases.generation(from))}.${quoteName(name)}`;
    const right = `${quoteName(tenant.databases.generation(to))}.${quoteName(name)}`;
    const rowsFrom = a === undefined ? null : await number(tenant, `SELECT count() FROM ${left}`, o);
    const rowsTo = b === undefined ? null : await number(tenant, `SELECT count() FROM ${right}`, o);
    if (a === undefined || b === undefined) {
      const change = a === undefined ? 'added' : 'removed';
      relations.push({ name, change, rowsFrom, rowsTo, onlyInFrom: null, onlyInTo: null });
    } else if (a.relation === b.relation) {
      relations.push({ name, change: 'same', rowsFrom, rowsTo, onlyInFrom: 0, onlyInTo: 0 });
    } else if ((await shape(tenant, left, o)) !== (await shape(tenant, right, o))) {
      relations.push({ name, change: 'columns_changed', rowsFrom, rowsTo, onlyInFrom: null, onlyInTo: null });
    } else {
      const onlyInFrom = await surplus(tenant, left, right, o);
      const onlyInTo = await surplus(tenant, right, left, o);
      const change = onlyInFrom === 0 && onlyInTo === 0 ? 'same' : 'changed';
      relations.push({ name, change, rowsFrom, rowsTo, onlyInFrom, onlyInTo });
    }
  }
  return { from, to, relations };
}

/** Rows that one side has more often than the other: there is no EXCEPT ALL on bags, so they are counted. */
function surplus(tenant: ClickHouseTenant, more: string, less: string, o: StatementOptions): Promise<number> {
  const row = 'toString(tuple(*))';
  return number(
    tenant,
    `SELECT sum(greatest(n, 0)) FROM (
       SELECT r, sum(w) AS n FROM (SELECT ${row} AS r, toInt64(1) AS w FROM ${more} UNION ALL SELECT ${row}, toInt64(-1) FROM ${less})
       GROUP BY r)`,
    o,
  );
}

async function number({ server }: ClickHouseTenant, sql: string, o: StatementOptions): Promise<number> {
  return Number((await server.rows(sql, o)).rows[0]?.[0] ?? 0);
}

async function shape({ server }: ClickHouseTenant, relation: string, o: StatementOptions): Promise<string> {
  const { rows } = await server.rows(`DESCRIBE (SELECT * FROM ${relation})`, o);
  return JSON.stringify(rows.map(([name, type]) => [name, type]));
}
