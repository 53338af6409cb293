import type { DocumentModel } from './document.ts';
import { typesetElsewhere } from './process/typeset-process.ts';

export interface Typeset {
  pdf: Buffer;
  pages: number;
}

/**
 * A document as PDF. The same model gives the same bytes: no date and no random id is written into it. The text of a model
 * reaches the typesetter as data (JSON), so nothing in it can be read as its language. A page takes about a third of a second
 * of a processor: it is done in a process of its own, one document after the other. Throws `documents.not_typeset`.
 */
export function typesetPdf(model: DocumentModel): Promise<Typeset> {
  return typesetElsewhere({ kind: 'pdf', model });
}

/** All pages of a document, one under the other, as one SVG. */
export function typesetSvg(model: DocumentModel): Promise<string> {
  return typesetElsewhere({ kind: 'svg', model });
}
