import { dataRelation, quoteName, quoteText } from '../engine/identifiers.ts';
import { copyFormer } from './copy-former.ts';
import { reconcileColumns } from './incremental-columns.ts';
import { createTable } from './materialize-select.ts';
import { batchesOf, instantOf } from './microbatch-window.ts';
import type { Made, NodeWork } from './node-work.ts';

const FRESH = '"griot_batch"';

/** A table built by periods of its event time: each period is compiled for itself and replaces its own rows. */
export async function materializeMicrobatch(work: NodeWork): Promise<Made> {
  const { session, node, relation, context } = work;
  const table = dataRelation(relation);
  const time = quoteName(node.config.event_time ?? '');
  const newest = work.former === null ? null : await newestEvent(work, work.former.relation, time);
  const batches = batchesOf(node, new Date(context.state.openedAt), newest);
  if (work.former !== null) await copyFormer(work, work.former.relation);
  let sql = work.compiled.sql;
  let exists = work.former !== null;
  for (const [index, batch] of batches.entries()) {
    ({ sql } = await work.compileIncremental(batch));
    if (!exists) {
      await createTable(work, sql);
      exists = true;
    } else {
      await session.run(`CREATE TEMP TABLE ${FRESH} AS (\n${sql}\n)`);
      const columns = await reconcileColumns(session, node, { table, fresh: FRESH });
      const list = columns.map(quoteName).join(', ');
      const inBatch = `${time} >= CAST(${utc(batch.start)} AS TIMESTAMP) AND ${time} < CAST(${utc(batch.end)} AS TIMESTAMP)`;
      await session.run(
        `DELETE FROM ${table} WHERE ${inBatch};
         INSERT INTO ${table} (${list}) SELECT ${list} FROM ${FRESH};
         DROP TABLE temp.${FRESH}`,
      );
    }
    context.emit({ type: 'log', id: node.id, message: `batch ${index + 1} of ${batches.length}: ${batch.start}` });
  }
  return { kind: 'table', sql };
}

function utc(instant: string): string {
  return quoteText(instant.replace('Z', ''));
}

async function newestEvent({ session }: NodeWork, former: string, time: string): Promise<Date | null> {
  const { rows } = await session.run(`SELECT CAST(max(${time}) AS TIMESTAMP) FROM ${dataRelation(former)}`);
  const [newest] = rows[0] ?? [null];
  return typeof newest === 'string' ? instantOf(newest) : null;
}
