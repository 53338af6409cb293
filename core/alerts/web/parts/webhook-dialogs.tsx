import { ApiError, Button, Dialog, notify, TextField, useApi, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import type { Webhook } from '../answers.ts';
import { deliveryMessages } from '../delivery.messages.ts';

/** A webhook's name and address, new or known. */
export function WebhookDialog(props: {
  webhook: Webhook | null;
  onClose: () => void;
  onSecret: (secret: string) => void;
}) {
  const t = useMessages(deliveryMessages);
  const api = useApi();
  const queries = useQueryClient();
  const { webhook, onClose } = props;
  const [name, setName] = useState(webhook?.name ?? '');
  const [url, setUrl] = useState(webhook?.url ?? 'https://');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    setFault(null);
    try {
      if (webhook)
        await api.send('PATCH', `/api/alert-webhooks/${webhook.id}`, { name, url, version: webhook.version });
      else props.onSecret((await api.send<{ secret: string }>('POST', '/api/alert-webhooks', { name, url })).secret);
      await queries.invalidateQueries({ queryKey: ['/api/alert-webhooks'] });
      onClose();
    } catch (error) {
      setFault(error instanceof ApiError ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t(webhook ? 'editWebhook' : 'addWebhook')}
      onOpenChange={(open) => !open && onClose()}
      footer={
        <Button tone="primary" busy={busy} disabled={name.trim() === ''} onClick={() => void save()}>
          {t(webhook ? 'save' : 'add')}
        </Button>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField label={t('name')} value={name} maxLength={120} onChange={setName} />
        <TextField
          label={t('address')}
          help={t('addressHelp')}
          error={fault}
          type="url"
          value={url}
          spellCheck={false}
          onChange={setUrl}
        />
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

/** The one time that a secret is seen. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useMessages(deliveryMessages);
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => notify({ title: t('copied'), tone: 'ok' }),
      () => notify({ title: t('copyFailed'), tone: 'bad' }),
    );
  return (
    <Dialog
      open
      title={t('secret')}
      description={t('secretOnce')}
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button icon={Copy} onClick={() => void copy()}>
            {t('copy')}
          </Button>
          <Button tone="primary" onClick={onClose}>
            {t('done')}
          </Button>
        </>
      }
    >
      <p className="rounded-md bg-sunken px-3 py-2 font-mono text-sm break-all select-all">{secret}</p>
    </Dialog>
  );
}
