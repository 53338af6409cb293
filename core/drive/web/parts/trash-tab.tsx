import { Button, ConfirmDialog, EmptyState, QueryView, Skeleton, useApiQuery, useFormat, useMessages } from '@griot/ui';
import { RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Listing, Trash } from '../answers.ts';
import { driveMessages } from '../drive.messages.ts';
import { useAct } from '../state/use-act.ts';

export function TrashTab() {
  const t = useMessages(driveMessages);
  const format = useFormat();
  const act = useAct();
  const query = useApiQuery<Trash>('/api/files/trash');
  const listing = useApiQuery<Listing>('/api/files', { folder: '' });
  const [purging, setPurging] = useState(false);
  return (
    <QueryView query={query} skeleton={<Skeleton className="m-4 h-48" />}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState sentence={t('emptyTrash')} />
        ) : (
          <>
            <ul className="divide-y divide-line">
              {items.map((one) => (
                <li key={one.id} className="flex flex-wrap items-center gap-3 px-4 py-2">
                  <span className="min-w-0 flex-1 basis-52">
                    <span className="block truncate">{one.path}</span>
                    <span className="figures block text-xs text-ink-faint">
                      {t('thrownAt', { at: format.instant(one.deletedAt), name: one.deletedByName })}
                    </span>
                  </span>
                  <Button
                    size="small"
                    icon={RotateCcw}
                    aria-label={t('restoreName', { name: one.name })}
                    onClick={() => void act('POST', `/api/files/trash/${one.id}/restore`, {}, t('restored'))}
                  >
                    {t('restore')}
                  </Button>
                </li>
              ))}
            </ul>
            {listing.data?.manages && (
              <div className="p-4">
                <Button tone="danger" icon={Trash2} onClick={() => setPurging(true)}>
                  {t('purge')}
                </Button>
              </div>
            )}
            <ConfirmDialog
              open={purging}
              onOpenChange={setPurging}
              danger
              title={t('purgeTitle')}
              consequence={t('purgeNote')}
              verb={t('purge')}
              onConfirm={() => act('POST', '/api/files/trash/purge', {}, t('purged'))}
            />
          </>
        )
      }
    </QueryView>
  );
}
