import { lazy, Suspense } from 'react';
import { Skeleton } from '../basics/skeleton.tsx';
import type { PdfViewProps } from './pdf-pages.tsx';

const Pages = lazy(() => import('./pdf-pages.tsx'));

/** The pages of a PDF, drawn. Its reader is a chunk of its own, fetched when the first file is shown; nothing in a file can act. */
export function PdfView(props: PdfViewProps) {
  return (
    <Suspense fallback={<Skeleton className="aspect-[210/297] w-full" />}>
      <Pages {...props} />
    </Suspense>
  );
}
