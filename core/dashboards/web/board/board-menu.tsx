import { Button, ConfirmDialog, Menu, notify, ShareDialog, saveFile, useApi, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Copy, Download, Share2, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Dashboard, Saved } from '../answers.ts';
import { dashboardsMessages } from '../dashboards.messages.ts';
import { drawn } from '../state/draw-svg.ts';
import { useReading } from '../state/use-reading.ts';

/** What is done with a dashboard as a whole: copy, share, take away, remove. */
export function BoardMenu({ dashboard }: { dashboard: Dashboard }) {
  const reading = useReading(dashboard.spec.filters);
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
  const take = async (format: 'pdf' | 'xlsx' | 'csv' | 'svg') => {
    const { spec } = dashboard;
    const { period, filters } = reading;
    return api.file('POST', '/api/dashboards/export', { format, spec, period, filters });
  };
  const save = async (format: 'pdf' | 'xlsx' | 'csv' | 'png') => {
    const { name, content } = await take(format === 'png' ? 'svg' : format);
    saveFile(name.replace(/\.svg$/, '.png'), format === 'png' ? await drawn(content) : content);
  };
  const choice = (format: 'pdf' | 'xlsx' | 'csv' | 'png', label: string) => ({
    id: format,
    label,
    onSelect: () => void save(format).catch(failed(t('exportFailed'))),
  });
  return (
    <>
      <Menu
        trigger={<Button icon={Download}>{t('export')}</Button>}
        groups={[
          {
            id: 'export',
            choices: [
              choice('pdf', t('exportPdf')),
              choice('png', t('exportPng')),
              choice('xlsx', t('exportXlsx')),
              choice('csv', t('exportCsv')),
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
          {sharing && (
            <ShareDialog
              name={title}
              note={t('shareNote')}
              address={`/api/dashboards/${id}/shares`}
              changes="/api/dashboards"
              onClose={() => setSharing(false)}
            />
          )}
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
