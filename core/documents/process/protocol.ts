import type { DocumentModel } from '../document.ts';

export interface TypesetJob {
  kind: 'pdf' | 'svg';
  model: DocumentModel;
}

/** One answer to each job, in their order. */
export type TypesetAnswer = { ok: true; result: unknown } | { ok: false; faults: unknown };
