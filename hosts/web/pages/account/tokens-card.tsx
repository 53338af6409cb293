import {
  Button,
  Card,
  ConfirmDialog,
  Dialog,
  EmptyState,
  notify,
  QueryView,
  Select,
  Skeleton,
  TextField,
  useApi,
  useApiQuery,
  useFormat,
  useMessages,
} from '@griot/ui';
import { type FormEvent, useState } from 'react';
import { accountMessages } from './account.messages.ts';
import { useAct } from './act.ts';

interface TokenRow {
  id: string;
  name: string;
  permissions: string[];
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
}
const LASTS = ['7', '30', '90', '365'];
const DAY_MS = 86_400_000;

/** Personal tokens for programs: made with a choice of one's own rights, shown once, revoked at once. */
export function TokensCard({ permissions }: { permissions: readonly string[] }) {
  const t = useMessages(accountMessages);
  const format = useFormat();
  const api = useApi();
  const { act } = useAct();
  const query = useApiQuery<TokenRow[]>('/api/auth/tokens');
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<TokenRow | null>(null);
  return (
    <Card
      title={t('tokens')}
      actions={
        <Button size="small" tone="primary" onClick={() => setMaking(true)}>
          {t('createToken')}
        </Button>
      }
    >
      <QueryView query={query} skeleton={<Skeleton className="h-24" />}>
        {(tokens) =>
          tokens.length === 0 ? (
            <EmptyState sentence={t('noTokens')} small />
          ) : (
            <ul className="divide-y divide-line">
              {tokens.map((token) => (
                <li key={token.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
                  <div className="min-w-0 flex-1">
                    <p className="font-medium">{token.name}</p>
                    <p className="figures text-sm text-ink-soft">
                      {t('expires')} {format.instant(token.expiresAt)} · {t('used')}{' '}
                      {token.lastUsedAt ? format.instant(token.lastUsedAt) : t('never')}
                    </p>
                    <p className="text-sm break-words text-ink-faint">{token.permissions.join(', ')}</p>
                  </div>
                  <Button size="small" onClick={() => setRevoking(token)}>
                    {t('revoke')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
      {making && (
        <MakeToken permissions={permissions} onMade={() => void query.refetch()} onClose={() => setMaking(false)} />
      )}
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={() => setRevoking(null)}
        title={`${t('revoke')} : ${revoking?.name ?? ''}`}
        consequence={t('revokeWhat', { name: revoking?.name ?? '' })}
        verb={t('revoke')}
        danger
        onConfirm={() =>
          act(async () => {
            await api.send('DELETE', `/api/auth/tokens/${revoking?.id}`);
            await query.refetch();
          })
        }
      />
    </Card>
  );
}

function MakeToken(props: { permissions: readonly string[]; onMade: () => void; onClose: () => void }) {
  const t = useMessages(accountMessages);
  const api = useApi();
  const { busy, error, act } = useAct();
  const [name, setName] = useState('');
  const [lasts, setLasts] = useState('30');
  const [rights, setRights] = useState<string[]>(props.permissions.filter((one) => one.endsWith('.read')));
  const [token, setToken] = useState<string | null>(null);
  const make = (event: FormEvent) => {
    event.preventDefault();
    void act(async () => {
      const expiresAt = new Date(Date.now() + Number(lasts) * DAY_MS).toISOString();
      const made = await api.send<{ token: string }>('POST', '/api/auth/tokens', {
        name,
        permissions: rights,
        expiresAt,
      });
      setToken(made.token);
      props.onMade();
    });
  };
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()} title={t('createToken')}>
      {token ? (
        <div className="flex flex-col gap-3 pb-3">
          <p>{t('tokenMade')}</p>
          <code className="rounded-md bg-sunken p-3 break-all select-all">{token}</code>
          <Button
            className="self-start"
            onClick={() =>
              void navigator.clipboard.writeText(token).then(() => notify({ tone: 'ok', title: t('copied') }))
            }
          >
            {t('copy')}
          </Button>
        </div>
      ) : (
        <form onSubmit={make} className="flex flex-col gap-3 pb-3">
          <TextField
            label={t('tokenName')}
            help={t('tokenNameHelp')}
            value={name}
            onChange={setName}
            error={error}
            maxLength={100}
          />
          <Select
            label={t('tokenDays')}
            value={lasts}
            options={LASTS.map((value) => ({ value, label: t('days', { count: value }) }))}
            onChange={(value) => setLasts(value ?? '30')}
          />
          <fieldset className="max-h-56 overflow-y-auto rounded-md border border-line px-3 py-2">
            <legend className="px-1 text-sm font-medium">{t('tokenRights')}</legend>
            {props.permissions.map((permission) => (
              <label key={permission} className="flex min-h-8 items-center gap-2 max-md:min-h-11">
                <input
                  type="checkbox"
                  className="size-4 accent-(--accent)"
                  checked={rights.includes(permission)}
                  onChange={(event) =>
                    setRights(
                      event.target.checked ? [...rights, permission] : rights.filter((one) => one !== permission),
                    )
                  }
                />
                <span>{permission}</span>
              </label>
            ))}
          </fieldset>
          <Button
            type="submit"
            tone="primary"
            busy={busy}
            disabled={name.trim() === '' || rights.length === 0}
            className="self-start"
          >
            {t('createToken')}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
