export type { DocumentBlock, DocumentFigure, DocumentModel, DocumentSpan } from './document.ts';
export { type Typeset, typesetPdf, typesetSvg } from './typeset.ts';
