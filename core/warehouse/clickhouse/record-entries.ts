import type { BuildRecords } from '../build/build-records.ts';
import type { Entry } from './journal.ts';

/** Records of a build as lines of the journal. */
export function recordEntries({ buildId, relations = [], nodes = [], tests = [] }: BuildRecords): Entry[] {
  return [
    ...relations.map((document): Entry => ({ kind: 'relation', key: document.relation, document })),
    ...nodes.map((document): Entry => ({ kind: 'node', key: `${buildId}/${document.id}`, document })),
    ...tests.map((document): Entry => ({ kind: 'test', key: `${buildId}/${document.id}`, document })),
  ];
}
