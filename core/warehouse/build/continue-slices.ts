import { dataRelation } from '../engine/identifiers.ts';
import { ownSegment, putSlices } from '../slices/segments.ts';
import type { ChangedSlices, Made, NodeWork } from './node-work.ts';

/** A view of the former tables without the slices that changed, and of one table with these: nothing else is written. */
export async function continueSlices(
  { session, relation }: NodeWork,
  { segments, column, values, sql }: ChangedSlices,
): Promise<Made> {
  const ask = async (statement: string) => (await session.run(statement)).rows;
  const [made] = await ask(`CREATE TABLE ${dataRelation(ownSegment(relation))} AS (\n${sql}\n)`);
  const fresh = Number(made?.[0] ?? 0);
  const rows = await putSlices(ask, { relation, former: segments, column, values, fresh });
  return { kind: 'table', sql, rows };
}
