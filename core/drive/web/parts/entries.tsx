import {
  Badge,
  ConfirmDialog,
  IconButton,
  Menu,
  type MenuChoice,
  notify,
  ShareDialog,
  saveFile,
  useApi,
  useFormat,
  useMessages,
} from '@griot/ui';
import {
  DatabaseZap,
  EllipsisVertical,
  FileDown,
  File as FileIcon,
  FileImage,
  FileSpreadsheet,
  FileText,
  Folder,
  FolderInput,
  History,
  type LucideIcon,
  Pencil,
  Trash2,
  Users,
} from 'lucide-react';
import { useState } from 'react';
import { type DriveFile, type DriveFolder, nameOf, parentOf } from '../answers.ts';
import { driveMessages } from '../drive.messages.ts';
import { useAct } from '../state/use-act.ts';
import { ImportDialog } from './import-dialog.tsx';
import { NameDialog } from './name-dialog.tsx';
import { VersionsDialog } from './versions-dialog.tsx';

const IMPORTABLE = /\.(csv|tsv|txt|xlsx|xlsm|geojson|json)$/i;

type Target = { path: string; file: DriveFile | null };
type Open = { what: 'import' | 'rename' | 'move' | 'remove' | 'share' | 'versions'; target: Target };

/** Folders, then files; every act is in the menu of its row. */
export function Entries(props: {
  folders: readonly DriveFolder[];
  files: readonly DriveFile[];
  withPath: boolean;
  onOpen: (folder: string) => void;
  onShow: (path: string) => void;
}) {
  const t = useMessages(driveMessages);
  const format = useFormat();
  const act = useAct();
  const api = useApi();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const download = async ({ path, name }: DriveFile) => {
    try {
      const { content } = await api.file('GET', `/api/files/content?path=${encodeURIComponent(path)}`);
      saveFile(name, content);
    } catch (error) {
      notify({ title: t('failed'), text: error instanceof Error ? error.message : String(error), tone: 'bad' });
    }
  };
  const choices = (target: Target, mayEdit: boolean): MenuChoice[] => {
    const choice = (what: Open['what'], label: string, icon: LucideIcon): MenuChoice => ({
      ...{ id: what, label, icon },
      onSelect: () => setOpen({ what, target }),
    });
    const { file } = target;
    return [
      ...(file
        ? [
            { id: 'get', label: t('download'), icon: FileDown, onSelect: () => void download(file) },
            ...(IMPORTABLE.test(file.name) ? [choice('import', t('importFile'), DatabaseZap)] : []),
            choice('versions', t('versions'), History),
          ]
        : []),
      ...(mayEdit
        ? [
            choice('rename', t('rename'), Pencil),
            choice('move', t('move'), FolderInput),
            choice('share', t('share'), Users),
            choice('remove', t('remove'), Trash2),
          ]
        : []),
    ];
  };
  const menu = (target: Target, mayEdit: boolean) => {
    const all = choices(target, mayEdit);
    if (all.length === 0) return <span className="w-9" />;
    return (
      <Menu
        trigger={
          <IconButton size="small" icon={EllipsisVertical} label={t('actionsOf', { name: nameOf(target.path) })} />
        }
        groups={[{ id: 'acts', choices: all }]}
      />
    );
  };
  return (
    <>
      <ul className="mt-2 divide-y divide-line border-y border-line">
        {props.folders.map((one) => (
          <li key={one.path} className="flex items-center gap-3 px-4 py-1.5 hover:bg-sunken">
            <Folder aria-hidden className="size-5 shrink-0 text-ochre-ink" strokeWidth={1.75} />
            <button
              type="button"
              className="min-h-9 min-w-0 flex-1 truncate text-left font-medium max-md:min-h-12"
              onClick={() => props.onOpen(one.path)}
            >
              {one.name}
            </button>
            {menu({ path: one.path, file: null }, one.mayEdit)}
          </li>
        ))}
        {props.files.map((one) => {
          const Icon = iconOf(one.contentType);
          return (
            <li
              key={one.id}
              className="flex items-center gap-3 px-4 py-1.5 [contain-intrinsic-size:auto_3rem] [content-visibility:auto] hover:bg-sunken"
            >
              <Icon aria-hidden className="size-5 shrink-0 text-ink-faint" strokeWidth={1.75} />
              <span className="min-w-0 flex-1">
                <button
                  type="button"
                  className="block min-h-9 w-full truncate text-left hover:text-accent max-md:min-h-12"
                  onClick={() => props.onShow(one.path)}
                >
                  {one.name}
                </button>
                {props.withPath && parentOf(one.path) !== '' && (
                  <span className="block truncate text-xs text-ink-faint">{parentOf(one.path)}</span>
                )}
              </span>
              {!one.extensionFits && (
                <Badge tone="warn" title={one.contentType}>
                  {t('otherKind')}
                </Badge>
              )}
              <span className="figures w-24 text-right text-sm text-ink-soft max-md:hidden">
                {t('kilobytes', { size: format.count(Math.ceil(one.size / 1000)) })}
              </span>
              <span className="figures w-40 text-sm text-ink-soft max-md:hidden">{format.instant(one.updatedAt)}</span>
              <span className="w-36 truncate text-sm text-ink-soft max-lg:hidden">{one.updatedByName}</span>
              {menu({ path: one.path, file: one }, one.mayEdit)}
            </li>
          );
        })}
      </ul>
      {open?.what === 'rename' && (
        <NameDialog
          title={t('renameTitle', { name: nameOf(open.target.path) })}
          verb={t('rename')}
          name={nameOf(open.target.path)}
          onClose={close}
          onName={(name) => {
            const parent = parentOf(open.target.path);
            const to = parent === '' ? name : `${parent}/${name}`;
            return act('POST', '/api/files/move', { from: open.target.path, to }, t('renamed'));
          }}
        />
      )}
      {open?.what === 'move' && (
        <NameDialog
          title={t('moveTitle', { name: nameOf(open.target.path) })}
          verb={t('move')}
          label={t('moveTo')}
          help={t('moveHelp')}
          name={parentOf(open.target.path)}
          mayBeEmpty
          onClose={close}
          onName={(folder) => {
            const name = nameOf(open.target.path);
            const to = folder === '' ? name : `${folder}/${name}`;
            return act('POST', '/api/files/move', { from: open.target.path, to }, t('moved'));
          }}
        />
      )}
      {open?.what === 'remove' && (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={t('removeTitle', { name: nameOf(open.target.path) })}
          consequence={open.target.file ? t('removeFileNote') : t('removeFolderNote')}
          verb={t('remove')}
          onConfirm={() => act('POST', '/api/files/remove', { path: open.target.path }, t('removed'))}
        />
      )}
      {open?.what === 'import' && <ImportDialog path={open.target.path} onClose={close} />}
      {open?.what === 'share' && (
        <ShareDialog
          name={nameOf(open.target.path)}
          note={t('shareNote')}
          address="/api/files/shares"
          target={{ path: open.target.path }}
          changes="/api/files"
          onClose={close}
        />
      )}
      {open?.what === 'versions' && open.target.file && <VersionsDialog file={open.target.file} onClose={close} />}
    </>
  );
}

function iconOf(contentType: string): LucideIcon {
  if (contentType.startsWith('image/')) return FileImage;
  if (/spreadsheet|ms-excel|csv|parquet/.test(contentType)) return FileSpreadsheet;
  return /pdf|text|word|json|xml/.test(contentType) ? FileText : FileIcon;
}
