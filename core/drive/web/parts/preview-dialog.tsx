import {
  Button,
  Dialog,
  ErrorState,
  PdfView,
  Skeleton,
  saveFile,
  Tabs,
  useApi,
  useApiQuery,
  useMessages,
} from '@griot/ui';
import { useQuery } from '@tanstack/react-query';
import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { nameOf, type TablePreview } from '../answers.ts';
import { driveMessages } from '../drive.messages.ts';

const LARGEST = 50 * 1024 * 1024;
const IMAGES = new Set(['png', 'jpg', 'jpeg', 'gif', 'webp']);
const TABLES = new Set(['csv', 'tsv', 'txt', 'xlsx', 'xls', 'xlsm', 'log', 'md']);

/** What a file holds, without saving it: an image, the pages of a PDF, the first rows of a table. */
export function PreviewDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const t = useMessages(driveMessages);
  const api = useApi();
  const name = nameOf(path);
  const kind = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const address = `/api/files/content?path=${encodeURIComponent(path)}`;
  const download = async () => saveFile(name, (await api.file('GET', address)).content);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      shape="sheet"
      wide
      title={name}
      footer={
        <Button icon={FileDown} onClick={() => void download()}>
          {t('download')}
        </Button>
      }
    >
      {IMAGES.has(kind) || kind === 'pdf' ? (
        <Drawn address={address} name={name} pdf={kind === 'pdf'} />
      ) : TABLES.has(kind) ? (
        <Table path={path} />
      ) : (
        <p className="text-ink-soft">{t('noPreview')}</p>
      )}
    </Dialog>
  );
}

function Drawn({ address, name, pdf }: { address: string; name: string; pdf: boolean }) {
  const t = useMessages(driveMessages);
  const api = useApi();
  const query = useQuery({
    queryKey: ['/api/files/content', address],
    queryFn: async () => {
      const { content } = await api.file('GET', address);
      return { type: content.type, bytes: new Uint8Array(await content.arrayBuffer()) };
    },
    gcTime: 0,
  });
  const { data } = query;
  const [image, setImage] = useState<string | null>(null);
  useEffect(() => {
    // By what the server found in the content, not by the name.
    if (!data || pdf || !/^image\/(png|jpeg|gif|webp)/.test(data.type)) return;
    const made = URL.createObjectURL(new Blob([data.bytes], { type: data.type }));
    setImage(made);
    return () => URL.revokeObjectURL(made);
  }, [data, pdf]);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!data) return <Skeleton className="h-96 w-full" />;
  if (data.bytes.length > LARGEST) return <p className="text-ink-soft">{t('noPreview')}</p>;
  if (pdf && data.type.startsWith('application/pdf')) return <PdfView content={data.bytes} label={name} />;
  if (image) return <img src={image} alt={name} className="max-w-full rounded-md border border-line" />;
  return <p className="text-ink-soft">{t('otherKindNote', { kind: data.type })}</p>;
}

function Table({ path }: { path: string }) {
  const t = useMessages(driveMessages);
  const query = useApiQuery<TablePreview>('/api/files/preview', { path });
  const [shown, setShown] = useState('0');
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton className="h-96 w-full" />;
  const { sheets, cut } = query.data;
  return (
    <div className="flex flex-col gap-2">
      {sheets.length > 1 ? (
        <Tabs
          label={t('sheets')}
          value={shown}
          onChange={setShown}
          items={sheets.map(({ name, rows }, at) => ({ id: String(at), label: name, content: <Rows rows={rows} /> }))}
        />
      ) : (
        <Rows rows={sheets[0]?.rows ?? []} />
      )}
      {cut && <p className="text-sm text-ink-faint">{t('firstRows')}</p>}
    </div>
  );
}

function Rows({ rows }: { rows: readonly string[][] }) {
  const t = useMessages(driveMessages);
  const [head = [], ...rest] = rows;
  if (rows.length === 0) return <p className="text-ink-soft">{t('emptyTable')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('sheets')}>
      <table className="text-sm">
        <thead>
          <tr className="border-b border-line-strong text-left">
            {head.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns of a file have no other name
              <th key={at} className="px-2 py-1.5 font-semibold whitespace-nowrap">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="figures">
          {rest.map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: nor have its rows
            <tr key={line} className="border-b border-line">
              {row.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={at} className="max-w-72 truncate px-2 py-1 whitespace-nowrap" title={cell}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
