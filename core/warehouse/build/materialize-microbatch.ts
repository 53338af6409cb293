import { DomainError } from '@griot/kernel';
import type { Made, NodeWork } from './node-work.ts';

/** Not there yet. */
export async function materializeMicrobatch({ node }: NodeWork): Promise<Made> {
  throw new DomainError({ code: 'warehouse.strategy_unknown', kind: 'unsupported', details: { node: node.id } });
}
