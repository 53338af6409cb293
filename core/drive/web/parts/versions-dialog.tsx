import { Button, Dialog, QueryView, Skeleton, saveFile, useApi, useApiQuery, useFormat, useMessages } from '@griot/ui';
import { FileDown, RotateCcw } from 'lucide-react';
import type { DriveFile, Versions } from '../answers.ts';
import { driveMessages } from '../drive.messages.ts';
import { useAct } from '../state/use-act.ts';

/** Every content of a file that is kept. */
export function VersionsDialog({ file, onClose }: { file: DriveFile; onClose: () => void }) {
  const t = useMessages(driveMessages);
  const format = useFormat();
  const api = useApi();
  const act = useAct();
  const query = useApiQuery<Versions>('/api/files/versions', { path: file.path });
  const download = async (version: number) => {
    const path = `/api/files/content?path=${encodeURIComponent(file.path)}&version=${version}`;
    const { content } = await api.file('GET', path);
    saveFile(file.name, content);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      shape="sheet"
      title={t('versionsTitle', { name: file.name })}
    >
      <QueryView query={query} skeleton={<Skeleton className="h-40" />}>
        {({ items }) => (
          <ol className="flex flex-col divide-y divide-line">
            {items.map((one) => (
              <li key={one.version} className="flex flex-col gap-1 py-3">
                <p className="font-medium">{t('version', { number: one.version })}</p>
                <p className="figures text-sm text-ink-soft">
                  {format.instant(one.createdAt)} · {one.createdByName} ·{' '}
                  {t('kilobytes', { size: format.count(Math.ceil(one.size / 1000)) })}
                </p>
                <p className="truncate font-mono text-xs text-ink-faint" title={one.sha256}>
                  sha256 {one.sha256.slice(0, 16)}…
                </p>
                <div className="flex gap-2">
                  <Button size="small" icon={FileDown} onClick={() => void download(one.version)}>
                    {t('download')}
                  </Button>
                  {file.mayEdit && one.version !== items[0]?.version && (
                    <Button
                      size="small"
                      icon={RotateCcw}
                      onClick={() =>
                        void act(
                          'POST',
                          '/api/files/versions/restore',
                          { path: file.path, version: one.version },
                          t('versionRestored'),
                        )
                      }
                    >
                      {t('restoreVersion')}
                    </Button>
                  )}
                </div>
              </li>
            ))}
          </ol>
        )}
      </QueryView>
    </Dialog>
  );
}
