import { lazy, Suspense } from 'react';
import { Skeleton } from '../basics/skeleton.tsx';

const Pages = lazy(() => import('./pdf-pages.tsx'));

export interface PdfViewProps {
  /** The file's bytes; must be stable between renders. */
  content: Uint8Array;
  /** What it is, for those who cannot see the pages. */
  label: string;
  /** Pages drawn at most; the rest is told. */
  mostPages?: number;
}

/** The pages of a PDF, drawn. Its reader is a chunk of its own, fetched when the first file is shown; nothing in a file can act. */
export function PdfView(props: PdfViewProps) {
  return (
    <Suspense fallback={<Skeleton className="aspect-[210/297] w-full" />}>
      <Pages {...props} />
    </Suspense>
  );
}
