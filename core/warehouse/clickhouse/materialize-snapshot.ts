import { DomainError } from '@griot/kernel';
import { columnsOf } from '../build/incremental-columns.ts';
import type { Made, NodeWork } from '../build/node-work.ts';
import {
  checkHistoryColumns,
  hasChanged,
  inRow,
  type SnapshotShape,
  sameKey,
  snapshotShape,
} from '../build/snapshot-sql.ts';
import { quoteName } from '../engine/identifiers.ts';
import { clickhouseRelation, clickhouseText } from './names.ts';
import { withPlainNames } from './plain-names.ts';
import { countRows, engineOf, freshTable, withScratch } from './table-sql.ts';

/** Aliases of the tables that the history is made from: source rows now, current records before. */
interface Tables {
  table: string;
  now: string;
  current: string;
  former: string;
}

/**
 * The history of a table, one record per state: the same records, with the same ids, as on the other engine. Written anew
 * from the former table: its records with the ends that this run gives them, then the new records.
 */
export async function materializeSnapshot(work: NodeWork): Promise<Made> {
  const { session, node, compiled, context, former } = work;
  const now = `CAST(${clickhouseText(new Date().toISOString().replace('Z', ''))} AS DateTime64(6))`;
  const shape = snapshotShape(node, now);
  const select = await withPlainNames(session, compiled.sql);
  return withScratch(work, `SELECT s.*, ${keysOf(shape, 's')} FROM (\n${select}\n) AS s`, async (source) => {
    await refuseBadKeys(work, shape, source);
    const columns = (await columnsOf(session, source)).filter(({ name }) => !name.startsWith('griot_key_'));
    const names = columns.map(({ name }) => name);
    const table = await freshTable(work);
    const records = fresh(shape, names, 's', `FROM ${source} AS s`);
    if (former === null) {
      await session.run(`CREATE TABLE ${table} ${engineOf([])} AS ${records}`);
    } else {
      const before = clickhouseRelation(context.tenantId, former.relation);
      await session.run(`CREATE TABLE ${table} AS ${before}`);
      const had = new Set((await columnsOf(session, table)).map(({ name }) => name.toLowerCase()));
      checkHistoryColumns(node, had);
      const open = `SELECT t.*, ${keysOf(shape, 't')} FROM ${before} AS t WHERE ${shape.isCurrent('t')}`;
      await withScratch(work, open, async (current) => {
        const added = columns.filter(({ name }) => !had.has(name.toLowerCase()));
        for (const { name, type } of added) {
          await session.run(`ALTER TABLE ${table} ADD COLUMN ${quoteName(name)} ${nullable(type)}`);
          await session.run(`ALTER TABLE ${current} ADD COLUMN ${quoteName(name)} ${nullable(type)}`);
        }
        await change(work, shape, { table, now: source, current, former: before }, { names, had, now });
      });
    }
    return { kind: 'table', sql: compiled.sql, rows: await countRows(session, table) };
  });
}

async function change(
  { session }: NodeWork,
  shape: SnapshotShape,
  { table, now: source, current, former }: Tables,
  { names, had, now }: { names: string[]; had: ReadonlySet<string>; now: string },
): Promise<void> {
  const tracksDeletion = shape.config.hard_deletes === 'new_record';
  const isDeletion = tracksDeletion ? `c.${shape.isDeleted} = 'True'` : 'false';
  const keys = shape.key.map((_, i) => `"griot_key_${i}"`).join(', ');
  const changed = `FROM ${source} AS s INNER JOIN ${current} AS c ON ${sameKey(shape, 's', 'c')}
    WHERE ${isDeletion} OR ${hasChanged(shape, names, had, ['s', 'c'])}`;
  const unknown = `FROM ${source} AS s WHERE (${keys}) NOT IN (SELECT ${keys} FROM ${current})`;
  const gone = `FROM ${current} AS c WHERE NOT (${isDeletion}) AND (${keys}) NOT IN (SELECT ${keys} FROM ${source})`;
  const ends = [`SELECT c.${shape.scdId} AS id, ${shape.since('s')} AS ended ${changed}`];
  if (shape.config.hard_deletes !== 'ignore') ends.push(`SELECT c.${shape.scdId} AS id, ${now} AS ended ${gone}`);
  const columns = await columnsOf(session, former);
  const kept = columns.map(({ name }) =>
    quoteName(name) === shape.to
      ? `if(e.id IS NOT NULL AND ${shape.isCurrent('t')}, e.ended, t.${shape.to})`
      : `t.${quoteName(name)}`,
  );
  const list = columns.map(({ name }) => quoteName(name)).join(', ');
  await session.run(
    `INSERT INTO ${table} (${list}) SELECT ${kept.join(', ')} FROM ${former} AS t
     LEFT JOIN (${ends.join(' UNION ALL ')}) AS e ON t.${shape.scdId} = e.id`,
  );
  const target = [...names.map(quoteName), ...historyColumns(shape)].join(', ');
  const insert = async (select: string): Promise<unknown> => session.run(`INSERT INTO ${table} (${target}) ${select}`);
  await insert(fresh(shape, names, 's', changed));
  await insert(fresh(shape, names, 's', unknown));
  if (tracksDeletion) await insert(fresh(shape, names, 'c', gone, { since: now, deleted: 'True' }));
}

function historyColumns(shape: SnapshotShape): string[] {
  const { scdId, updatedAt, from, to, isDeleted } = shape;
  return [scdId, updatedAt, from, to, ...(shape.config.hard_deletes === 'new_record' ? [isDeleted] : [])];
}

/** Records of rows: their columns, then the ones of the history. */
function fresh(
  shape: SnapshotShape,
  names: string[],
  alias: string,
  from: string,
  o: { since?: string; deleted?: string } = {},
): string {
  const since = o.since ?? shape.since(alias);
  const none = `nullIf(${since}, ${since})`;
  const end = shape.open === 'NULL' ? none : `coalesce(${none}, ${shape.open})`;
  const values = [recordId(shape, alias, since), since, since, end, clickhouseText(o.deleted ?? 'False')];
  const history = historyColumns(shape).map((name, i) => `${values[i]} AS ${name}`);
  return `SELECT ${[...names.map((name) => `${alias}.${quoteName(name)} AS ${quoteName(name)}`), ...history].join(', ')} ${from}`;
}

/** Digest of key and time. A time's text is that of the other engine (no zeros that say nothing), so that ids are equal. */
function recordId(shape: SnapshotShape, alias: string, since: string): string {
  const time = `replaceRegexpOne(replaceRegexpOne(toString(${since}), '^(.*\\\\.[0-9]*?)0+$', '\\\\1'), '\\\\.$', '')`;
  const keys = shape.key.map((_, i) => `toString(${alias}."griot_key_${i}")`);
  const parts = [...keys, time].map((part) => `coalesce(${part}, '')`).join(", '|', ");
  return `lower(hex(MD5(concat(${parts}))))`;
}

function keysOf(shape: SnapshotShape, alias: string): string {
  return shape.key.map((key, i) => `${inRow(alias, key)} AS "griot_key_${i}"`).join(', ');
}

function nullable(type: string): string {
  return /^(Nullable|Array|Map|Tuple)\(/.test(type) ? type : `Nullable(${type})`;
}

async function refuseBadKeys({ session, node }: NodeWork, shape: SnapshotShape, source: string): Promise<void> {
  const names = shape.key.map((_, i) => `"griot_key_${i}"`);
  const { rows } = await session.run(
    `SELECT ${names.join(', ')}, count() AS times FROM ${source} GROUP BY ALL
     HAVING times > 1 OR ${names.map((name) => `${name} IS NULL`).join(' OR ')} LIMIT 10`,
  );
  if (rows.length === 0) return;
  throw new DomainError({
    code: 'warehouse.duplicate_key',
    kind: 'invalid',
    details: { node: node.id, key: shape.key, rows },
    message: `the snapshot ${node.name} needs ${shape.key.join(', ')} to be there once in every row`,
  });
}
