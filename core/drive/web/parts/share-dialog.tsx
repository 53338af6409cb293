import { Button, Dialog, QueryView, Select, Skeleton, useApiQuery, useMessages } from '@griot/ui';
import { useState } from 'react';
import { nameOf, type Share, type Sharing } from '../answers.ts';
import { driveMessages } from '../drive.messages.ts';
import { useAct } from '../state/use-act.ts';

/** With whom a file or a folder is shared, and how far. */
export function ShareDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const t = useMessages(driveMessages);
  const query = useApiQuery<Sharing>('/api/files/shares', { path });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('shareTitle', { name: nameOf(path) })}
      description={t('shareNote')}
    >
      <QueryView query={query} skeleton={<Skeleton className="h-40" />}>
        {(sharing) => <ShareForm path={path} sharing={sharing} onClose={onClose} />}
      </QueryView>
    </Dialog>
  );
}

const keyOf = ({ kind, grantee }: Pick<Share, 'kind' | 'grantee'>) => `${kind}:${grantee}`;

function ShareForm({ path, sharing, onClose }: { path: string; sharing: Sharing; onClose: () => void }) {
  const t = useMessages(driveMessages);
  const act = useAct();
  const [shares, setShares] = useState<Share[]>(sharing.shares);
  const [busy, setBusy] = useState(false);
  const choices = [
    { kind: 'tenant' as const, grantee: '', label: t('everybody') },
    ...sharing.roles.map(({ name, label }) => ({
      ...{ kind: 'role' as const, grantee: name, label: t('role', { name: label }) },
    })),
    ...sharing.people.map(({ id, name }) => ({ kind: 'user' as const, grantee: id, label: name })),
  ];
  const set = (key: string, access: string | null) => {
    const choice = choices.find((one) => keyOf(one) === key);
    if (!choice) return;
    const { kind, grantee } = choice;
    const others = shares.filter((one) => keyOf(one) !== key);
    setShares(access === null ? others : [...others, { kind, grantee, access: access as Share['access'] }]);
  };
  const accessOf = (key: string) => shares.find((one) => keyOf(one) === key)?.access ?? null;
  const shown = choices.filter((one) => one.kind === 'tenant' || accessOf(keyOf(one)) !== null);
  const save = async () => {
    setBusy(true);
    const done = await act('PUT', '/api/files/shares', { path, shares }, t('shared'));
    setBusy(false);
    if (done) onClose();
  };
  return (
    <div className="flex flex-col gap-3 pb-3">
      <ul className="flex flex-col gap-2">
        {shown.map((one) => (
          <li key={keyOf(one)} className="flex items-center gap-3">
            <span className="min-w-0 flex-1 truncate">{one.label}</span>
            <Select
              size="small"
              className="w-40"
              label={one.label}
              all={t('notShared')}
              value={accessOf(keyOf(one))}
              options={[
                { value: 'view', label: t('mayView') },
                { value: 'edit', label: t('mayEdit') },
              ]}
              onChange={(access) => set(keyOf(one), access)}
            />
          </li>
        ))}
      </ul>
      <Select
        label={t('addGrantee')}
        value={null}
        all={t('addGrantee')}
        options={choices.filter((one) => !shown.includes(one)).map((one) => ({ value: keyOf(one), label: one.label }))}
        onChange={(key) => key !== null && set(key, 'view')}
      />
      <Button tone="primary" busy={busy} onClick={() => void save()} className="self-end">
        {t('save')}
      </Button>
    </div>
  );
}
