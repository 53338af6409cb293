import { currencyLabel } from '@griot/kernel';
import {
  Button,
  Dialog,
  notify,
  Select,
  TextField,
  useApi,
  useApiQuery,
  useLocale,
  useMessages,
  useUrlFilters,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Client } from '../answers.ts';
import { comptaMessages } from '../compta.messages.ts';

const CHECKS = {
  client: (value: string) => /^[0-9a-f-]{36}$/.test(value),
  lot: (value: string) => /^[0-9a-f-]{36}$/.test(value),
};

/** In which books may be kept, the most usual ones first. */
const CURRENCIES: readonly Client['currency'][] = ['XOF', 'XAF', 'EUR', 'USD', 'MAD', 'DZD'];
export const currencyText = (code: string): string =>
  currencyLabel(code) === code ? code : `${code} (${currencyLabel(code)})`;

/** The chosen client and batch, kept in the address. Without a choice: the first client. */
export function useClient() {
  const filters = useUrlFilters(CHECKS);
  const clients = useApiQuery<{ items: Client[] }>('/api/compta/clients');
  const open = clients.data?.items.filter(({ archived }) => !archived) ?? [];
  const client = open.find(({ id }) => id === filters.values.client) ?? open[0] ?? null;
  const choose = (id: string) => filters.set({ client: id, lot: null });
  const lot = filters.values.lot ?? null;
  return { clients, open, client, choose, lot, chooseLot: (id: string | null) => filters.set({ lot: id }) };
}

export function ClientPicker({
  open,
  client,
  choose,
}: Pick<ReturnType<typeof useClient>, 'open' | 'client' | 'choose'>) {
  const t = useMessages(comptaMessages);
  const options = open.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="w-64 max-md:w-[calc(100vw-2rem)]">
      <Select label={t('client')} value={client?.id ?? null} options={options} onChange={(id) => id && choose(id)} />
    </div>
  );
}

export function NewClient({ onAdded }: { onAdded: (id: string) => void }) {
  const t = useMessages(comptaMessages);
  const api = useApi();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [standard, setStandard] = useState<string>('syscohada');
  const own = useLocale().currency;
  const [chosen, setChosen] = useState<string | null>(null);
  // French books are in euros, the others usually in the firm's own currency.
  const currency = chosen ?? (standard === 'pcg' ? 'EUR' : (CURRENCIES.find((one) => one === own) ?? 'XOF'));
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const add = async () => {
    setBusy(true);
    try {
      const client = await api.send<Pick<Client, 'id'>>('POST', '/api/compta/clients', { name, standard, currency });
      await queries.invalidateQueries({ queryKey: ['/api/compta/clients'] });
      setOpen(false);
      setName('');
      setChosen(null);
      setError(null);
      onAdded(client.id);
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : t('actionFailed'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('newClient')}</Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('newClient')}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
            <Button tone="primary" busy={busy} disabled={name.trim() === ''} onClick={() => void add()}>
              {t('add')}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <TextField label={t('clientName')} value={name} onChange={setName} error={error} maxLength={120} />
          <div>
            <p aria-hidden className="pb-1 text-sm font-medium text-ink">
              {t('standard')}
            </p>
            <Select
              label={t('standard')}
              value={standard}
              options={[
                { value: 'syscohada', label: t('syscohada') },
                { value: 'pcg', label: t('pcg') },
              ]}
              onChange={(value) => setStandard(value ?? 'syscohada')}
            />
          </div>
          <div>
            <p aria-hidden className="pb-1 text-sm font-medium text-ink">
              {t('currency')}
            </p>
            <Select
              label={t('currency')}
              value={currency}
              options={CURRENCIES.map((value) => ({ value, label: currencyText(value) }))}
              onChange={setChosen}
            />
            <p className="pt-1 text-xs text-ink-faint">{t('currencyHelp')}</p>
          </div>
        </div>
      </Dialog>
    </>
  );
}

/** What an action could not do, in the server's words. */
export function tellFailure(title: string, cause: unknown): void {
  notify({ tone: 'bad', title, ...(cause instanceof Error && cause.message !== '' && { text: cause.message }) });
}
