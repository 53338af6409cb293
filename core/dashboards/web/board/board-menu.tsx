import { Button, ConfirmDialog, Menu, notify, saveFile, useApi, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Copy, Download, Share2, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Dashboard, Saved } from '../answers.ts';
import { dashboardsMessages } from '../dashboards.messages.ts';
import { ShareDialog } from './share-dialog.tsx';

/** What is done with a dashboard as a whole: copy, share, take away, remove. */
export function BoardMenu({ dashboard }: { dashboard: Dashboard }) {
  const t = useMessages(dashboardsMessages);
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [sharing, setSharing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const { id, title, access } = dashboard;
  const path = `/api/dashboards/${encodeURIComponent(id)}`;
  const failed = (what: string) => (error: unknown) =>
    notify({ title: what, text: error instanceof Error ? error.message : String(error), tone: 'bad' });

  const copy = async () => {
    const own = await api.send<Saved>('POST', `${path}/copy`, { title: t('copyName', { title }).slice(0, 120) });
    await queries.invalidateQueries({ queryKey: ['/api/dashboards'] });
    notify({ title: t('copied', { title: t('copyName', { title }) }), tone: 'ok' });
    await navigate({ to: '/dashboards/$id', params: { id: own.id }, search: true } as never);
  };
  const remove = async () => {
    await api.send('DELETE', path);
    await queries.invalidateQueries({ queryKey: ['/api/dashboards'] });
    notify({ title: t('removed', { title }), tone: 'ok' });
    await navigate({ to: '/dashboards' });
  };
  const yaml = async () => {
    const { name, content } = await api.file('GET', `${path}/yaml`);
    saveFile(name, content);
  };
  return (
    <>
      <Menu
        trigger={<Button icon={Download}>{t('export')}</Button>}
        groups={[
          {
            id: 'export',
            choices: [
              { id: 'yaml', label: t('exportYaml'), onSelect: () => void yaml().catch(failed(t('exportFailed'))) },
            ],
          },
        ]}
      />
      <Button icon={Copy} onClick={() => void copy().catch(failed(t('saveFailed')))}>
        {t('copy')}
      </Button>
      {access === 'own' && (
        <>
          <Button icon={Share2} onClick={() => setSharing(true)}>
            {t('share')}
          </Button>
          <Button icon={Trash2} tone="danger" onClick={() => setRemoving(true)}>
            {t('removeBoard')}
          </Button>
          {sharing && <ShareDialog id={id} title={title} onClose={() => setSharing(false)} />}
          <ConfirmDialog
            open={removing}
            onOpenChange={setRemoving}
            title={t('removeTitle', { title })}
            consequence={t('removeConsequence')}
            verb={t('removeBoard')}
            danger
            onConfirm={() => remove().catch(failed(t('saveFailed')))}
          />
        </>
      )}
    </>
  );
}
