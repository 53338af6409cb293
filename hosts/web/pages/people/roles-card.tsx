import { Badge, Button, Card, ConfirmDialog, Dialog, notify, TextField, useApi, useMessages } from '@griot/ui';
import { type FormEvent, useState } from 'react';
import { useAct } from '../account/act.ts';
import { Choices } from './choices.tsx';
import { peopleMessages } from './people.messages.ts';
import type { Permission, Role } from './people.ts';

/** Roles that come with the applications, and those of the organisation's own making. */
export function RolesCard(props: { roles: Role[]; permissions: Permission[]; onChanged: () => void }) {
  const t = useMessages(peopleMessages);
  const api = useApi();
  const { act } = useAct();
  const [open, setOpen] = useState<Role | 'new' | null>(null);
  const [removing, setRemoving] = useState<Role | null>(null);
  return (
    <Card
      title={t('roles')}
      actions={
        <Button size="small" tone="primary" onClick={() => setOpen('new')}>
          {t('addRole')}
        </Button>
      }
    >
      <ul className="divide-y divide-line">
        {props.roles.map((role) => (
          <li key={role.name} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
            <div className="min-w-0 flex-1">
              <p className="font-medium">
                {role.label} <span className="text-sm font-normal text-ink-faint">{role.name}</span>{' '}
                <Badge tone={role.builtIn ? 'neutral' : 'accent'}>{t(role.builtIn ? 'builtIn' : 'own')}</Badge>
              </p>
              <p className="text-sm break-words text-ink-soft">{role.permissions.join(', ')}</p>
            </div>
            {!role.builtIn && (
              <span className="flex gap-2">
                <Button size="small" onClick={() => setOpen(role)}>
                  {t('change')}
                </Button>
                <Button size="small" tone="danger" onClick={() => setRemoving(role)}>
                  {t('remove')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {open && (
        <RoleDialog
          role={open === 'new' ? null : open}
          permissions={props.permissions}
          onSaved={props.onChanged}
          onClose={() => setOpen(null)}
        />
      )}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={() => setRemoving(null)}
        title={`${t('remove')} : ${removing?.label ?? ''}`}
        consequence={t('removeWhat', { name: removing?.label ?? '' })}
        verb={t('remove')}
        danger
        onConfirm={() =>
          act(async () => {
            await api.send('DELETE', `/api/roles/${removing?.name}`);
            props.onChanged();
          })
        }
      />
    </Card>
  );
}

function RoleDialog(props: { role: Role | null; permissions: Permission[]; onSaved: () => void; onClose: () => void }) {
  const t = useMessages(peopleMessages);
  const api = useApi();
  const { role } = props;
  const { busy, error, act } = useAct();
  const [name, setName] = useState(role?.name ?? '');
  const [label, setLabel] = useState(role?.label ?? '');
  const [permissions, setPermissions] = useState<string[]>(role?.permissions ?? []);
  const save = (event: FormEvent) => {
    event.preventDefault();
    void act(async () => {
      await api.send('PUT', `/api/roles/${encodeURIComponent(name)}`, { label, permissions });
      notify({ tone: 'ok', title: t('saved') });
      props.onSaved();
      props.onClose();
    });
  };
  return (
    <Dialog open shape="sheet" onOpenChange={(open) => !open && props.onClose()} title={role?.label ?? t('addRole')}>
      <form onSubmit={save} className="flex flex-col gap-3 pb-4">
        <TextField
          label={t('roleName')}
          help={t('roleNameHelp')}
          value={name}
          onChange={setName}
          disabled={role !== null}
          maxLength={63}
          error={error}
        />
        <TextField label={t('roleLabel')} value={label} onChange={setLabel} maxLength={200} />
        <Choices legend={t('permissions')} items={props.permissions} chosen={permissions} onChange={setPermissions} />
        <Button
          type="submit"
          tone="primary"
          busy={busy}
          disabled={!name.trim() || !label.trim()}
          className="self-start"
        >
          {t('save')}
        </Button>
      </form>
    </Dialog>
  );
}
