import {
  ApiError,
  Badge,
  Button,
  Card,
  ConfirmDialog,
  Dialog,
  IconButton,
  Menu,
  notify,
  QueryView,
  Skeleton,
  useApi,
  useApiQuery,
  useMessages,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Ellipsis, Plus } from 'lucide-react';
import { useState } from 'react';
import type { Delivery, Webhook } from '../answers.ts';
import { deliveryMessages } from '../delivery.messages.ts';
import { DeliveriesList } from './deliveries-list.tsx';
import { SecretDialog, WebhookDialog } from './webhook-dialogs.tsx';

type Asked = { what: 'edit' | 'renew' | 'remove' | 'calls'; webhook: Webhook } | { what: 'new' };

/** Programs that are called, with what can be done to each. */
export function WebhooksCard() {
  const t = useMessages(deliveryMessages);
  const query = useApiQuery<{ items: Webhook[] }>('/api/alert-webhooks');
  const [asked, setAsked] = useState<Asked | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const act = useWebhookAct();
  const close = () => setAsked(null);
  return (
    <Card
      className="self-start"
      title={t('webhooks')}
      note={t('webhooksNote')}
      actions={
        <Button size="small" icon={Plus} onClick={() => setAsked({ what: 'new' })}>
          {t('addWebhook')}
        </Button>
      }
    >
      <QueryView query={query} skeleton={<Skeleton className="h-24" />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-ink-soft">{t('noWebhook')}</p>
          ) : (
            <ul className="divide-y divide-line">
              {items.map((webhook) => (
                <WebhookRow key={webhook.id} webhook={webhook} act={act} ask={setAsked} />
              ))}
            </ul>
          )
        }
      </QueryView>
      {asked?.what === 'new' && <WebhookDialog webhook={null} onClose={close} onSecret={setSecret} />}
      {asked?.what === 'edit' && <WebhookDialog webhook={asked.webhook} onClose={close} onSecret={setSecret} />}
      {asked?.what === 'calls' && <CallsDialog webhook={asked.webhook} onClose={close} />}
      {asked?.what === 'renew' && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && close()}
          title={t('renewTitle', { name: asked.webhook.name })}
          consequence={t('renewConsequence')}
          verb={t('renew')}
          onConfirm={async () => {
            const { id, version } = asked.webhook;
            const answer = await act<{ secret: string }>('POST', `/${id}/secret`, { version });
            if (answer) setSecret(answer.secret);
          }}
        />
      )}
      {asked?.what === 'remove' && (
        <ConfirmDialog
          open
          danger
          onOpenChange={(open) => !open && close()}
          title={t('removeTitle', { name: asked.webhook.name })}
          consequence={t('removeConsequence')}
          verb={t('remove')}
          onConfirm={() => act('DELETE', `/${asked.webhook.id}`)}
        />
      )}
      {secret !== null && <SecretDialog secret={secret} onClose={() => setSecret(null)} />}
    </Card>
  );
}

type WebhookAct = <T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) => Promise<T | null>;

function useWebhookAct(): WebhookAct {
  const t = useMessages(deliveryMessages);
  const api = useApi();
  const queries = useQueryClient();
  return async <T,>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) => {
    try {
      return await api.send<T>(method, `/api/alert-webhooks${path}`, body);
    } catch (error) {
      const text = error instanceof ApiError ? error.message : String(error);
      notify({ title: `${t('failed')} : ${text}`, tone: 'bad' });
      return null;
    } finally {
      await queries.invalidateQueries({ queryKey: ['/api/alert-webhooks'] });
    }
  };
}

function WebhookRow({ webhook, act, ask }: { webhook: Webhook; act: WebhookAct; ask: (asked: Asked) => void }) {
  const t = useMessages(deliveryMessages);
  const { id, version, active } = webhook;
  const choice = (key: 'edit' | 'renew' | 'remove') => ({
    ...{ id: key, label: t(key), onSelect: () => ask({ what: key, webhook }) },
  });
  const trial = async () => {
    if (await act('POST', `/${id}/test`)) {
      notify({ title: t('trialSent'), tone: 'ok' });
      ask({ what: 'calls', webhook });
    }
  };
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {webhook.name} <Badge tone={active ? 'ok' : 'neutral'}>{t(active ? 'on' : 'off')}</Badge>
        </p>
        <p className="truncate text-sm text-ink-faint" title={webhook.url}>
          {webhook.url}
        </p>
      </div>
      <Button size="small" onClick={() => void trial()} disabled={!active}>
        {t('trial')}
      </Button>
      <Button size="small" tone="quiet" onClick={() => ask({ what: 'calls', webhook })}>
        {t('calls')}
      </Button>
      <Menu
        trigger={<IconButton icon={Ellipsis} label={t('more')} />}
        groups={[
          {
            id: 'acts',
            choices: [
              choice('edit'),
              {
                id: 'switch',
                label: t(active ? 'switchOff' : 'switchOn'),
                onSelect: () => void act('PATCH', `/${id}`, { active: !active, version }),
              },
              choice('renew'),
              choice('remove'),
            ],
          },
        ]}
      />
    </li>
  );
}

function CallsDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const t = useMessages(deliveryMessages);
  const query = useApiQuery<{ items: Delivery[] }>(`/api/alert-webhooks/${webhook.id}/deliveries`);
  return (
    <Dialog
      open
      shape="sheet"
      title={`${t('calls')} : ${webhook.name}`}
      onOpenChange={(open) => !open && onClose()}
      footer={<Button onClick={() => void query.refetch()}>{t('refresh')}</Button>}
    >
      <QueryView query={query} skeleton={<Skeleton className="h-48" />}>
        {({ items }) => <DeliveriesList items={[...items].reverse()} empty={t('noCall')} />}
      </QueryView>
    </Dialog>
  );
}
