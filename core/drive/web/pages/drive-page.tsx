import {
  Breadcrumb,
  Button,
  Card,
  cx,
  EmptyState,
  PageHeader,
  ProgressBar,
  QueryView,
  Skeleton,
  Tabs,
  TextField,
  useApiQuery,
  useFormat,
  useMessages,
  useUrlFilters,
} from '@griot/ui';
import { FolderPlus, Upload, X } from 'lucide-react';
import { type DragEvent, useDeferredValue, useEffect, useRef, useState } from 'react';
import { type DriveFile, type Listing, parentOf } from '../answers.ts';
import { driveMessages } from '../drive.messages.ts';
import { Entries } from '../parts/entries.tsx';
import { NameDialog } from '../parts/name-dialog.tsx';
import { PreviewDialog } from '../parts/preview-dialog.tsx';
import { TrashTab } from '../parts/trash-tab.tsx';
import { useAct } from '../state/use-act.ts';
import { type FolderPages, useFolder } from '../state/use-folder.ts';
import { useUploads } from '../state/use-uploads.ts';

/** As many as the search answers. */
const MOST_FOUND = 200;
const short = (value: string) => value.length <= 1100;
const CHECKS = {
  dossier: short,
  fichier: short,
  onglet: (value: string) => value === 'corbeille',
};

export default function DrivePage() {
  const t = useMessages(driveMessages);
  const { values, set } = useUrlFilters(CHECKS);
  return (
    <>
      <PageHeader title={t('files')} note={t('filesNote')} />
      <Card padded={false}>
        <Tabs
          label={t('files')}
          value={values.onglet ?? 'fichiers'}
          onChange={(onglet) => set({ onglet: onglet === 'corbeille' ? onglet : null, fichier: null })}
          items={[
            {
              id: 'fichiers',
              label: t('files'),
              content: (
                <Folder
                  folder={values.dossier ?? ''}
                  onOpen={(dossier) => set({ dossier: dossier === '' ? null : dossier, fichier: null })}
                  onShow={(fichier) => set({ fichier })}
                />
              ),
            },
            { id: 'corbeille', label: t('trash'), content: <TrashTab /> },
          ]}
        />
      </Card>
      {values.fichier && <PreviewDialog path={values.fichier} onClose={() => set({ fichier: null })} />}
    </>
  );
}

interface FolderProps {
  folder: string;
  onOpen: (folder: string) => void;
  onShow: (path: string) => void;
}

/** One folder: drop files anywhere on it. */
function Folder({ folder, onOpen, onShow }: FolderProps) {
  const t = useMessages(driveMessages);
  const act = useAct();
  const uploads = useUploads();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [naming, setNaming] = useState(false);
  const [typed, setTyped] = useState('');
  const query = useFolder(folder);
  const words = useDeferredValue(typed.trim());
  const found = useApiQuery<{ items: DriveFile[] }>('/api/files/search', { q: words }, { enabled: words !== '' });
  const listing = query.view.data;
  /** Who may not put files here puts them in their own folder. */
  const target = listing && !listing.mayEdit ? (folder === '' ? listing.home : null) : folder;
  const send = (files: FileList | null) => {
    if (files && files.length > 0 && target !== null) void uploads.send([...files], target);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button beside does the same by keyboard
    <div
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cx('flex min-h-80 flex-col', over && target !== null && 'bg-accent-soft')}
    >
      <div className="flex flex-wrap items-end gap-2 px-4 pt-3">
        <div className="min-w-40 flex-1">
          <Path folder={folder} onOpen={onOpen} />
        </div>
        <TextField
          label={t('search')}
          type="search"
          value={typed}
          onChange={setTyped}
          maxLength={200}
          className="w-56 max-md:w-full"
        />
        {listing?.mayEdit && (
          <Button icon={FolderPlus} onClick={() => setNaming(true)}>
            {t('newFolder')}
          </Button>
        )}
        {target !== null && (
          <Button tone="primary" icon={Upload} onClick={() => input.current?.click()}>
            {t('send')}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          multiple
          tabIndex={-1}
          aria-label={t('send')}
          className="sr-only"
          onChange={(event) => {
            send(event.target.files);
            event.target.value = '';
          }}
        />
      </div>
      <Sendings uploads={uploads} />
      {over && target !== null && <p className="px-4 py-2 font-medium text-accent">{t('dropHere')}</p>}
      <QueryView query={query.view} skeleton={<Skeleton className="m-4 h-64" />}>
        {(data) => {
          const searching = words !== '';
          const files = searching ? (found.data?.items ?? []) : data.files;
          const folders = searching ? [] : data.folders;
          const empty = files.length === 0 && folders.length === 0;
          return (
            <>
              {empty ? (
                <EmptyState sentence={searching ? t('nothingFound') : t('emptyFolder')} />
              ) : (
                <Entries folders={folders} files={files} withPath={searching} onOpen={onOpen} onShow={onShow} />
              )}
              {!searching && query.hasMore && <More shown={files.length} folder={query} />}
              {searching && files.length >= MOST_FOUND && (
                <p className="px-4 pt-2 text-sm text-ink-faint">{t('firstFound', { count: MOST_FOUND })}</p>
              )}
              <Used usage={data.usage} />
            </>
          );
        }}
      </QueryView>
      {naming && (
        <NameDialog
          title={t('newFolder')}
          verb={t('create')}
          name=""
          onClose={() => setNaming(false)}
          onName={(name) =>
            act('POST', '/api/files/folders', { path: folder === '' ? name : `${folder}/${name}` }, t('created'))
          }
        />
      )}
    </div>
  );
}

/** The next files come by themselves when one has scrolled so far; the button does the same by keyboard. */
function More({ shown, folder }: { shown: number; folder: FolderPages }) {
  const t = useMessages(driveMessages);
  const format = useFormat();
  const { more, loadingMore } = folder;
  const seen = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = seen;
    if (!current) return;
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && more(), { rootMargin: '600px' });
    watch.observe(current);
    return () => watch.disconnect();
  }, [more]);
  return (
    <div ref={seen} className="flex items-center gap-3 px-4 pt-3">
      <Button size="small" busy={loadingMore} onClick={more}>
        {t('more')}
      </Button>
      <span className="figures text-sm text-ink-faint">{t('shownSoFar', { count: format.count(shown) })}</span>
    </div>
  );
}

function Path({ folder, onOpen }: { folder: string; onOpen: (folder: string) => void }) {
  const t = useMessages(driveMessages);
  const parts = folder === '' ? [] : folder.split('/');
  const to = (count: number) => {
    const path = parts.slice(0, count).join('/');
    return path === '' ? '/drive' : `/drive?dossier=${encodeURIComponent(path)}`;
  };
  return (
    <div className="flex items-center gap-2">
      {folder !== '' && (
        <Button size="small" onClick={() => onOpen(parentOf(folder))}>
          {t('up')}
        </Button>
      )}
      <Breadcrumb
        items={[
          ...(parts.length > 0 ? [{ label: t('root'), to: '/drive' }] : [{ label: t('root') }]),
          ...parts.map((label, at) => (at + 1 < parts.length ? { label, to: to(at + 1) } : { label })),
        ]}
      />
    </div>
  );
}

function Sendings({ uploads }: { uploads: ReturnType<typeof useUploads> }) {
  const t = useMessages(driveMessages);
  if (uploads.sendings.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2 px-4 pt-3" aria-live="polite">
      {uploads.sendings.map((one) => (
        <li key={one.key} className="flex items-center gap-3">
          <div className="min-w-0 flex-1">
            <ProgressBar
              percent={one.percent}
              tone={one.state === 'failed' ? 'bad' : one.state === 'done' ? 'ok' : 'accent'}
              label={one.state === 'done' ? t('sent', { name: one.name }) : one.name}
            />
            {one.state === 'failed' && <p className="text-sm text-bad">{one.message || t('stopped')}</p>}
          </div>
          {one.state === 'sending' && (
            <Button size="small" icon={X} onClick={() => uploads.stop(one.key)}>
              {t('stop')}
            </Button>
          )}
        </li>
      ))}
      {uploads.sendings.every(({ state }) => state !== 'sending') && (
        <li>
          <Button size="small" tone="quiet" onClick={uploads.clear}>
            {t('clearList')}
          </Button>
        </li>
      )}
    </ul>
  );
}

function Used({ usage }: { usage: Listing['usage'] }) {
  const t = useMessages(driveMessages);
  const format = useFormat();
  const mega = (bytes: number) => format.number(String(bytes / 1_000_000), 1);
  return (
    <p className="figures mt-auto px-4 py-3 text-xs text-ink-faint">
      {usage.quotaBytes === null
        ? t('used', { used: mega(usage.bytes), files: format.count(usage.files) })
        : t('usedOf', { used: mega(usage.bytes), quota: mega(usage.quotaBytes), files: format.count(usage.files) })}
    </p>
  );
}
