import { dataRelation } from '../engine/identifiers.ts';
import type { NodeWork } from './node-work.ts';

/** The former table under the new name, to be changed there: whoever reads the former one keeps it as it is. */
export async function copyFormer({ session, relation }: NodeWork, former: string): Promise<void> {
  await session.run(`CREATE TABLE ${dataRelation(relation)} AS FROM ${dataRelation(former)}`);
}
