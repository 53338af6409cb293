import { DomainError } from '@griot/kernel';
import { dataRelation, quoteName, quoteText } from '../engine/identifiers.ts';
import { copyFormer } from './copy-former.ts';
import { columnsOf } from './incremental-columns.ts';
import type { Made, NodeWork } from './node-work.ts';
import {
  checkHistoryColumns,
  hasChanged,
  inRow,
  type SnapshotShape,
  sameKey,
  scdId,
  snapshotShape,
} from './snapshot-sql.ts';

/** The source's rows as they are now, and what is new in the snapshot, while it is made. */
const SOURCE = '"griot_now"';
const STAGED = '"griot_staged"';

/**
 * The history of a table, one record per state (slowly changing dimension, type 2). A changed row closes its current record
 * at the new one's start; a row that is gone is left, closed, or closed and followed by a record that says so
 * (`hard_deletes: ignore | invalidate | new_record`). Duplicate and null keys are refused: which row is current would be chance.
 * https://docs.getdbt.com/docs/build/snapshots
 */
export async function materializeSnapshot(work: NodeWork): Promise<Made> {
  const { session, node, compiled, relation } = work;
  const now = `CAST(${quoteText(new Date().toISOString().replace('Z', ''))} AS TIMESTAMP)`;
  const shape = snapshotShape(node, now);
  const keys = shape.key.map((key, i) => `${inRow('s', key)} AS "griot_key_${i}"`).join(', ');
  await session.run(`CREATE TEMP TABLE ${SOURCE} AS SELECT s.*, ${keys} FROM (\n${compiled.sql}\n) s`);
  await refuseBadKeys(work, shape);
  const columns = (await columnsOf(session, SOURCE)).filter(({ name }) => !name.startsWith('griot_key_'));
  const table = dataRelation(relation);
  if (work.former === null) {
    await session.run(`CREATE TABLE ${table} AS ${freshRecords(shape, 's', 'FROM griot_now s')}`);
  } else {
    await copyFormer(work, work.former.relation);
    const had = new Set((await columnsOf(session, table)).map(({ name }) => name.toLowerCase()));
    checkHistoryColumns(node, had);
    for (const { name, type } of columns) {
      if (!had.has(name.toLowerCase())) await session.run(`ALTER TABLE ${table} ADD COLUMN ${quoteName(name)} ${type}`);
    }
    await change(
      work,
      shape,
      columns.map(({ name }) => name),
      { had, now },
    );
  }
  await session.run(`DROP TABLE temp.${SOURCE}`);
  return { kind: 'table', sql: compiled.sql };
}

/** New records of source rows: their columns, then the ones of the history. */
function freshRecords(shape: SnapshotShape, alias: string, from: string): string {
  const drop = shape.key.map((_, i) => `"griot_key_${i}"`).join(', ');
  const since = shape.since(alias);
  const deleted = shape.config.hard_deletes === 'new_record' ? `, 'False' AS ${shape.isDeleted}` : '';
  return `SELECT ${alias}.* EXCLUDE (${drop}), ${scdId(shape, alias, since)} AS ${shape.scdId}, ${since} AS ${shape.updatedAt},
    ${since} AS ${shape.from}, ${closing(shape, since)} AS ${shape.to}${deleted} ${from}`;
}

/** The end of a current record, of the type of its start. */
function closing(shape: SnapshotShape, since: string): string {
  const none = `nullif(${since}, ${since})`;
  return shape.open === 'NULL' ? none : `coalesce(${none}, ${shape.open})`;
}

async function change(
  work: NodeWork,
  shape: SnapshotShape,
  columns: string[],
  { had, now }: { had: ReadonlySet<string>; now: string },
): Promise<void> {
  const { session, relation } = work;
  const table = dataRelation(relation);
  const keys = shape.key.map((key, i) => `${inRow('t', key)} AS "griot_key_${i}"`).join(', ');
  const tracksDeletion = shape.config.hard_deletes === 'new_record';
  const isDeletion = tracksDeletion ? `c.${shape.isDeleted} = 'True'` : 'false';
  await session.run(
    `CREATE TEMP TABLE "griot_current" AS SELECT t.*, ${keys} FROM ${table} t WHERE ${shape.isCurrent('t')}`,
  );
  const changed = `FROM griot_now s JOIN griot_current c ON ${sameKey(shape, 's', 'c')}
    WHERE ${isDeletion} OR ${hasChanged(shape, columns, had, ['s', 'c'])}`;
  const unknown = `FROM griot_now s WHERE NOT EXISTS (SELECT 1 FROM griot_current c WHERE ${sameKey(shape, 's', 'c')})`;
  const gone = `FROM griot_current c WHERE NOT (${isDeletion})
    AND NOT EXISTS (SELECT 1 FROM griot_now s WHERE ${sameKey(shape, 's', 'c')})`;
  await session.run(
    `CREATE TEMP TABLE ${STAGED} AS ${freshRecords(shape, 's', changed)} UNION ALL BY NAME ${freshRecords(shape, 's', unknown)}`,
  );
  const ends = [`SELECT c.${shape.scdId} AS id, ${shape.since('s')} AS ended ${changed}`];
  if (shape.config.hard_deletes !== 'ignore') ends.push(`SELECT c.${shape.scdId}, ${now} ${gone}`);
  await session.run(`CREATE TEMP TABLE griot_ends AS ${ends.join(' UNION ALL ')}`);
  if (tracksDeletion) {
    const deletedColumns = columns.map((name) => `c.${quoteName(name)}`).join(', ');
    await session.run(
      `INSERT INTO ${STAGED} BY NAME SELECT ${deletedColumns}, ${scdId(shape, 'c', now)} AS ${shape.scdId}, ${now} AS ${shape.updatedAt},
         ${now} AS ${shape.from}, ${closing(shape, now)} AS ${shape.to}, 'True' AS ${shape.isDeleted} ${gone}`,
    );
  }
  await session.run(
    `UPDATE ${table} AS t SET ${shape.to} = e.ended FROM griot_ends e WHERE t.${shape.scdId} = e.id AND ${shape.isCurrent('t')}`,
  );
  await session.run(`INSERT INTO ${table} BY NAME SELECT * FROM ${STAGED}`);
  await session.run(`DROP TABLE temp.griot_ends; DROP TABLE temp.griot_current; DROP TABLE temp.${STAGED}`);
}

async function refuseBadKeys({ session, node }: NodeWork, shape: SnapshotShape): Promise<void> {
  const names = shape.key.map((_, i) => `"griot_key_${i}"`);
  const { rows } = await session.run(
    `SELECT ${names.join(', ')}, count(*) FROM ${SOURCE} GROUP BY ALL
     HAVING count(*) > 1 OR ${names.map((name) => `${name} IS NULL`).join(' OR ')} LIMIT 10`,
  );
  if (rows.length === 0) return;
  throw new DomainError({
    code: 'warehouse.duplicate_key',
    kind: 'invalid',
    details: { node: node.id, key: shape.key, rows },
    message: `the snapshot ${node.name} needs ${shape.key.join(', ')} to be there once in every row`,
  });
}
