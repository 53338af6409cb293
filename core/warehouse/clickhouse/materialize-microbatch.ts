import { reconcileColumns } from '../build/incremental-columns.ts';
import { batchesOf, instantOf } from '../build/microbatch-window.ts';
import type { Made, NodeWork } from '../build/node-work.ts';
import { quoteName } from '../engine/identifiers.ts';
import { clickhouseRelation, clickhouseText } from './names.ts';
import { withPlainNames } from './plain-names.ts';
import { countRows, freshTable, withScratch } from './table-sql.ts';

/** A table built by periods of its event time: each period is compiled for itself and replaces its own rows. */
export async function continueMicrobatch(
  work: NodeWork,
  create: (work: NodeWork, sql: string) => Promise<number>,
): Promise<Made> {
  const { session, node, context, former } = work;
  const time = quoteName(node.config.event_time ?? '');
  const before = former === null ? null : clickhouseRelation(context.tenantId, former.relation);
  const batches = batchesOf(
    node,
    new Date(context.state.openedAt),
    before === null ? null : await newest(work, before, time),
  );
  const table = clickhouseRelation(context.tenantId, work.relation);
  if (before !== null) {
    await freshTable(work);
    const replaced = batches.map((b) => inBatch(time, b)).join(' OR ') || 'false';
    await session.run(`CREATE TABLE ${table} AS ${before}`);
    await session.run(`INSERT INTO ${table} SELECT * FROM ${before} WHERE NOT coalesce(${replaced}, false)`);
  }
  let sql = work.compiled.sql;
  let exists = before !== null;
  for (const [index, batch] of batches.entries()) {
    sql = await withPlainNames(session, (await work.compileIncremental(batch)).sql);
    if (!exists) {
      await create(work, sql);
      exists = true;
    } else {
      await withScratch(work, sql, async (fresh) => {
        const columns = await reconcileColumns(session, node, {
          table,
          fresh,
          retype: ({ name, type }) => `MODIFY COLUMN ${name} ${type}`,
        });
        const list = columns.map(quoteName).join(', ');
        await session.run(`INSERT INTO ${table} (${list}) SELECT ${list} FROM ${fresh}`);
      });
    }
    context.emit({ type: 'log', id: node.id, message: `batch ${index + 1} of ${batches.length}: ${batch.start}` });
  }
  return { kind: 'table', sql, rows: await countRows(session, table) };
}

function inBatch(time: string, { start, end }: { start: string; end: string }): string {
  const instant = (text: string): string => `CAST(${clickhouseText(text.replace('Z', ''))} AS DateTime64(6))`;
  return `(${time} >= ${instant(start)} AND ${time} < ${instant(end)})`;
}

async function newest({ session }: NodeWork, former: string, time: string): Promise<Date | null> {
  const { rows } = await session.run(`SELECT CAST(max(${time}) AS Nullable(DateTime64(6))) FROM ${former}`);
  const [value] = rows[0] ?? [null];
  return typeof value === 'string' ? instantOf(value) : null;
}
