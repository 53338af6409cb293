import { Button, Dialog, notify, QueryView, Select, Skeleton, useApi, useApiQuery, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Share, Sharing } from '../answers.ts';
import { dashboardsMessages } from '../dashboards.messages.ts';

/** With whom it is shared, and how far. */
export function ShareDialog({ id, title, onClose }: { id: string; title: string; onClose: () => void }) {
  const t = useMessages(dashboardsMessages);
  const query = useApiQuery<Sharing>(`/api/dashboards/${id}/shares`);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('shareWith', { title })}
      description={t('shareNote')}
    >
      <QueryView query={query} skeleton={<Skeleton className="h-40" />}>
        {(sharing) => <ShareForm id={id} sharing={sharing} onClose={onClose} />}
      </QueryView>
    </Dialog>
  );
}

const keyOf = ({ kind, grantee }: Pick<Share, 'kind' | 'grantee'>) => `${kind}:${grantee}`;

function ShareForm({ id, sharing, onClose }: { id: string; sharing: Sharing; onClose: () => void }) {
  const t = useMessages(dashboardsMessages);
  const api = useApi();
  const queries = useQueryClient();
  const [shares, setShares] = useState<Share[]>(sharing.shares);
  const [busy, setBusy] = useState(false);
  const everybody: Share = shares.find((one) => one.kind === 'tenant') ?? {
    kind: 'tenant',
    grantee: '',
    access: 'view',
  };
  const choices = [
    ...sharing.roles.map(({ name, label }) => ({
      kind: 'role' as const,
      grantee: name,
      label: t('role', { name: label }),
    })),
    ...sharing.people.map((one) => ({ kind: 'user' as const, grantee: one.id, label: one.name })),
  ];
  const set = (share: Pick<Share, 'kind' | 'grantee'>, access: string | null) => {
    const others = shares.filter((one) => keyOf(one) !== keyOf(share));
    setShares(access === null ? others : [...others, { ...share, access: access as Share['access'] }]);
  };
  const rows = [
    { ...everybody, label: t('everybody') },
    ...choices.filter((one) => shares.some((share) => keyOf(share) === keyOf(one))),
  ];
  const free = choices.filter((one) => !shares.some((share) => keyOf(share) === keyOf(one)));
  const save = async () => {
    setBusy(true);
    try {
      await api.send('PUT', `/api/dashboards/${id}/shares`, { shares });
      await queries.invalidateQueries({ queryKey: [`/api/dashboards/${id}/shares`] });
      await queries.invalidateQueries({ queryKey: ['/api/dashboards'] });
      notify({ title: t('sharedOk'), tone: 'ok' });
      onClose();
    } catch (error) {
      notify({ title: t('saveFailed'), text: error instanceof Error ? error.message : String(error), tone: 'bad' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-col gap-3 pb-3">
      <ul className="flex flex-col gap-2">
        {rows.map((row) => (
          <li key={keyOf(row)} className="flex items-center gap-3">
            <span className="min-w-0 flex-1 truncate">{row.label}</span>
            <Select
              size="small"
              className="w-40"
              label={row.label}
              all={t('notShared')}
              value={shares.find((share) => keyOf(share) === keyOf(row))?.access ?? null}
              options={[
                { value: 'view', label: t('mayView') },
                { value: 'edit', label: t('mayEdit') },
              ]}
              onChange={(access) => set({ kind: row.kind, grantee: row.grantee }, access)}
            />
          </li>
        ))}
      </ul>
      <Select
        label={t('addGrantee')}
        value={null}
        all={t('addGrantee')}
        options={free.map((one) => ({ value: keyOf(one), label: one.label }))}
        onChange={(key) => {
          const found = free.find((one) => keyOf(one) === key);
          if (found) set({ kind: found.kind, grantee: found.grantee }, 'view');
        }}
      />
      <Button tone="primary" busy={busy} onClick={() => void save()} className="self-end">
        {t('save')}
      </Button>
    </div>
  );
}
