import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi, useApiQuery } from '../api/api-provider.tsx';
import { QueryView } from '../api/query-view.tsx';
import { Button } from '../basics/button.tsx';
import { Dialog } from '../basics/dialog.tsx';
import { Skeleton } from '../basics/skeleton.tsx';
import { notify } from '../basics/toast.tsx';
import { Select } from '../forms/select.tsx';
import { useMessages } from '../i18n/locale-provider.tsx';
import { sharingMessages } from './sharing.messages.ts';

/** To whom (`grantee` is empty for the whole organisation), and how far. */
export interface Share {
  kind: 'tenant' | 'role' | 'user';
  grantee: string;
  access: 'view' | 'edit';
}

/** With whom something is shared, and with whom it could be. */
export interface Sharing {
  shares: Share[];
  roles: { name: string; label: string }[];
  people: { id: string; name: string }[];
}

export interface ShareDialogProps {
  /** Of the thing that is shared. */
  name: string;
  /** What sharing means here. */
  note: string;
  /** Answers a `Sharing` to `GET`, takes `{ …target, shares }` with `PUT`. */
  address: string;
  /** Which thing, where the address does not say it. */
  target?: Record<string, string>;
  /** Beginnings of the addresses that are read again afterwards. */
  changes: string;
  onClose: () => void;
}

/** With whom a thing is shared, and how far. */
export function ShareDialog(props: ShareDialogProps) {
  const { name, note, address, target, onClose } = props;
  const t = useMessages(sharingMessages);
  const query = useApiQuery<Sharing>(address, target);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title', { name })} description={note}>
      <QueryView query={query} skeleton={<Skeleton className="h-40" />}>
        {(sharing) => <ShareForm {...props} sharing={sharing} />}
      </QueryView>
    </Dialog>
  );
}

const keyOf = ({ kind, grantee }: Pick<Share, 'kind' | 'grantee'>) => `${kind}:${grantee}`;

function ShareForm({ address, target, changes, sharing, onClose }: ShareDialogProps & { sharing: Sharing }) {
  const t = useMessages(sharingMessages);
  const api = useApi();
  const queries = useQueryClient();
  const [shares, setShares] = useState(sharing.shares);
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
    try {
      await api.send('PUT', address, { ...target, shares });
      await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith(changes) });
      notify({ title: t('saved'), tone: 'ok' });
      onClose();
    } catch (error) {
      notify({ title: t('failed'), text: error instanceof Error ? error.message : String(error), tone: 'bad' });
    } finally {
      setBusy(false);
    }
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
        label={t('add')}
        value={null}
        all={t('add')}
        options={choices.filter((one) => !shown.includes(one)).map((one) => ({ value: keyOf(one), label: one.label }))}
        onChange={(key) => key !== null && set(key, 'view')}
      />
      <Button tone="primary" busy={busy} onClick={() => void save()} className="self-end">
        {t('save')}
      </Button>
    </div>
  );
}
