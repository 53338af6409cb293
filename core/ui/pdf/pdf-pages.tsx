import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist';
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { useEffect, useRef, useState } from 'react';
import { Skeleton } from '../basics/skeleton.tsx';
import { useMessages } from '../i18n/locale-provider.tsx';
import { pdfMessages } from './pdf.messages.ts';

GlobalWorkerOptions.workerSrc = worker;
const MOST_PAGES = 30;

export interface PdfViewProps {
  /** The file's bytes; must be stable between renders. */
  content: Uint8Array;
  /** What it is, for those who cannot see the pages. */
  label: string;
  /** Pages drawn at most; the rest is told. */
  mostPages?: number;
}

export default function PdfPages({ content, label, mostPages = MOST_PAGES }: PdfViewProps) {
  const t = useMessages(pdfMessages);
  const [file, setFile] = useState<PDFDocumentProxy | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    setFailed(false);
    // The reader takes the bytes away: it gets a copy.
    const loading = getDocument({ data: content.slice(), useWasm: false, enableXfa: false });
    let gone = false;
    loading.promise.then(
      (opened) => !gone && setFile(opened),
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
      void loading.destroy();
    };
  }, [content]);
  if (failed) return <p className="text-ink-soft">{t('unreadable')}</p>;
  if (!file) return <Skeleton className="aspect-[210/297] w-full" />;
  const shown = Math.min(file.numPages, mostPages);
  return (
    <div className="flex flex-col gap-3">
      {Array.from({ length: shown }, (_, at) => at + 1).map((number) => (
        <Page
          key={`${file.fingerprints[0]} ${number}`}
          file={file}
          number={number}
          label={t('page', { label, number, of: file.numPages })}
        />
      ))}
      {file.numPages > shown && <p className="text-sm text-ink-faint">{t('more', { count: file.numPages - shown })}</p>}
    </div>
  );
}

function Page({ file, number, label }: { file: PDFDocumentProxy; number: number; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [shape, setShape] = useState('210 / 297');
  useEffect(() => {
    let gone = false;
    let stop = () => {};
    void file
      .getPage(number)
      .then(async (page) => {
        const target = canvas.current;
        if (gone || !target) return;
        const own = page.getViewport({ scale: 1 });
        setShape(`${own.width} / ${own.height}`);
        const scale = (target.parentElement?.clientWidth ?? own.width) / own.width;
        const viewport = page.getViewport({ scale: scale * Math.max(1.5, devicePixelRatio) });
        target.width = Math.round(viewport.width);
        target.height = Math.round(viewport.height);
        const task = page.render({ canvas: target, viewport });
        stop = () => task.cancel();
        await task.promise;
      })
      .catch(() => {}); // cancelled, or closed with its file
    return () => {
      gone = true;
      stop();
    };
  }, [file, number]);
  return (
    <div className="overflow-hidden rounded-md border border-line" style={{ aspectRatio: shape, background: '#fff' }}>
      <canvas ref={canvas} role="img" aria-label={label} className="block w-full" />
    </div>
  );
}
