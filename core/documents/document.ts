/** A document as data: what it says, never how it is typeset. Every text is shown as it is, nothing in it is markup. */
export interface DocumentModel {
  locale: 'fr' | 'en';
  title: string;
  /** Under the title: whose, over which days. */
  subtitle: string;
  /** At the foot of each page: where the figures come from. */
  source: string;
  landscape?: boolean;
  blocks: DocumentBlock[];
}

export interface DocumentSpan {
  text: string;
  strong: boolean;
}

export type DocumentBlock =
  | { kind: 'figures'; items: DocumentFigure[] }
  | { kind: 'chart'; title: string; note: string /** A whole SVG. */; svg: string }
  | {
      kind: 'table';
      title: string;
      note: string;
      columns: {
        label: string;
        /** Under the label; empty: none. */
        unit?: string;
        right: boolean;
        /** As wide as what it holds, though it is a text: codes, dates. */
        narrow?: boolean;
      }[];
      rows: string[][];
      /** Rows that sum others, counted from 0: set in bold on a tint. */
      strong?: number[];
      total: string[];
    }
  | { kind: 'page_break' }
  | { kind: 'heading'; spans: DocumentSpan[] }
  | { kind: 'paragraph'; spans: DocumentSpan[] }
  | { kind: 'list'; items: DocumentSpan[][] };

export interface DocumentFigure {
  label: string;
  value: string;
  /** `▲ +4,2 %`; empty when nothing is compared. */
  change: string;
  /** Against what: `vs 01/10/2025 – 31/10/2025`. */
  against?: string;
  mood: 'good' | 'bad' | 'neutral';
}
