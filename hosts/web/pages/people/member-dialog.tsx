import { Button, Dialog, Field, notify, PasswordField, TextField, useApi, useMessages } from '@griot/ui';
import { type FormEvent, useState } from 'react';
import { useAct } from '../account/act.ts';
import { Choices } from './choices.tsx';
import { peopleMessages } from './people.messages.ts';
import type { Member, Role } from './people.ts';
import { parseScopes, writeScopes } from './scopes-text.ts';

/** Adds somebody, or changes what somebody may do and see. What was typed stays when the server refuses. */
export function MemberDialog(props: {
  member: Member | null;
  roles: Role[];
  onSaved: () => void;
  onClose: () => void;
}) {
  const t = useMessages(peopleMessages);
  const api = useApi();
  const { member } = props;
  const { busy, error, act } = useAct();
  const [name, setName] = useState(member?.name ?? '');
  const [login, setLogin] = useState(member?.login ?? '');
  const [email, setEmail] = useState(member?.email ?? '');
  const [password, setPassword] = useState('');
  const [roles, setRoles] = useState<string[]>(member?.roles ?? []);
  const [scopes, setScopes] = useState(writeScopes(member?.scopes ?? []));
  const [active, setActive] = useState(member?.active ?? true);
  const parsed = parseScopes(scopes);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (parsed.scopes === null) return;
    void act(async () => {
      if (member) {
        await api.send('PUT', `/api/users/${member.userId}`, { roles, scopes: parsed.scopes, active });
        if (password) await api.send('POST', `/api/users/${member.userId}/password`, { password });
      } else {
        const made = { name, login, email: email || null, roles, scopes: parsed.scopes };
        await api.send('POST', '/api/users', password ? { ...made, password } : made);
      }
      notify({ tone: 'ok', title: t('saved') });
      props.onSaved();
      props.onClose();
    });
  };
  return (
    <Dialog
      open
      shape="sheet"
      onOpenChange={(open) => !open && props.onClose()}
      title={member ? member.name : t('add')}
    >
      <form onSubmit={save} className="flex flex-col gap-3 pb-4">
        {!member && (
          <>
            <TextField label={t('name')} value={name} onChange={setName} maxLength={200} />
            <TextField label={t('login')} value={login} onChange={setLogin} maxLength={200} autoCapitalize="none" />
            <TextField label={t('email')} value={email} onChange={setEmail} optional type="email" maxLength={320} />
          </>
        )}
        <PasswordField
          label={t(member ? 'newPassword' : 'password')}
          help={t(member ? 'newPasswordHelp' : 'passwordHelp')}
          value={password}
          onChange={setPassword}
          autoComplete="new-password"
          optional
        />
        <Choices legend={t('roles')} items={props.roles} chosen={roles} onChange={setRoles} />
        <Field label={t('scopes')} help={t('scopesHelp')} error={parsed.wrong ? t('scopeWrong', parsed.wrong) : error}>
          {(control) => (
            <textarea
              {...control}
              rows={3}
              value={scopes}
              onChange={(event) => setScopes(event.target.value)}
              className="w-full rounded-md border border-line-strong bg-surface px-3 py-2"
            />
          )}
        </Field>
        {member && (
          <label className="flex min-h-9 items-center gap-2">
            <input
              type="checkbox"
              className="size-4 accent-(--accent)"
              checked={!active}
              onChange={(event) => setActive(!event.target.checked)}
            />
            {t('suspend')}
          </label>
        )}
        <Button
          type="submit"
          tone="primary"
          busy={busy}
          disabled={!member && (!name.trim() || !login.trim())}
          className="self-start"
        >
          {t(member ? 'save' : 'add')}
        </Button>
      </form>
    </Dialog>
  );
}
