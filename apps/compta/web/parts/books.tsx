import {
  Button,
  buttonClasses,
  Card,
  EmptyState,
  InCurrency,
  PageHeader,
  Select,
  Skeleton,
  saveFile,
  useApi,
  useApiQuery,
  useFormat,
  useMay,
  useMessages,
  useUrlFilters,
} from '@griot/ui';
import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Batch } from '../answers.ts';
import { booksMessages } from '../books.messages.ts';
import type { BooksHead } from '../statement-answers.ts';
import { usePeriodText } from './checked-batch.tsx';
import { ClientPicker, tellFailure, useClient } from './client-picker.tsx';

const COMPARISONS = ['an', 'precedent', 'aucune'] as const;
type Comparison = (typeof COMPARISONS)[number];
const like = (pattern: RegExp) => (value: string) => pattern.test(value);
const short = (most: number) => (value: string) => value.length <= most;

/** What the pages of a client's books keep in the address. */
const CHECKS = {
  comparaison: (value: string) => (COMPARISONS as readonly string[]).includes(value),
  onglet: like(/^[a-z-]{1,20}$/),
  ligne: like(/^[A-Z]{2}$/),
  compte: short(40),
  tiers: short(60),
  journal: short(20),
  du: like(/^\d{4}-\d{2}-\d{2}$/),
  au: like(/^\d{4}-\d{2}-\d{2}$/),
  ecriture: like(/^[0-9a-f-]{36}\.\d{1,9}$/),
  controle: like(/^[a-z_]{1,30}$/),
  vides: (value: string) => value === '1',
};

/** The client, period and comparison that the address says; without a choice the first client and its newest period. */
export function useBooks() {
  const chosen = useClient();
  const filters = useUrlFilters(CHECKS);
  const { client } = chosen;
  const periods = useApiQuery<{ items: Batch[] }>(
    `/api/compta/clients/${client?.id}/periodes`,
    {},
    { enabled: client !== null },
  );
  const loaded = periods.data?.items.filter(({ current, clientId }) => current && clientId === client?.id) ?? [];
  const batch = loaded.find(({ batchId }) => batchId === chosen.lot) ?? loaded[0] ?? null;
  const comparison = (filters.values.comparaison ?? 'an') as Comparison;
  return {
    ...{ chosen, client, loaded, batch, comparison },
    ...{ values: filters.values, set: filters.set },
    pending: chosen.clients.isPending || (client !== null && periods.isPending),
  };
}
export type BooksOnPage = ReturnType<typeof useBooks>;

/** The address of another page with the same client and period. */
export const sameBooks = ({ client, batch }: BooksOnPage, more: Record<string, string> = {}) =>
  ({ ...(client && { client: client.id }), ...(batch && { lot: batch.batchId }), ...more }) as never;

/** Amounts of the page are in the currency of the client's books. */
export function InBooksCurrency({ books, children }: { books: BooksOnPage; children: ReactNode }) {
  return <InCurrency currency={books.client?.currency}>{children}</InCurrency>;
}

export function BooksHeader(props: {
  books: BooksOnPage;
  title: string;
  compare?: boolean;
  head?: BooksHead;
  actions?: ReactNode;
}) {
  const t = useMessages(booksMessages);
  const format = useFormat();
  const periodText = usePeriodText();
  const { books, head } = props;
  const { chosen, client, loaded, batch } = books;
  const note = head
    ? t('asAt', { day: format.day(head.date), start: format.day(head.booksStart) })
    : batch && periodText(batch);
  return (
    <PageHeader
      title={props.title}
      note={[client?.name, note].filter(Boolean).join(' · ')}
      actions={
        <>
          {chosen.open.length > 1 && <ClientPicker {...chosen} />}
          {loaded.length > 1 && (
            <div className="w-60 max-md:w-[calc(100vw-2rem)]">
              <Select
                label={t('period')}
                value={batch?.batchId ?? null}
                options={loaded.map((one) => ({ value: one.batchId, label: periodText(one) ?? '' }))}
                onChange={chosen.chooseLot}
              />
            </div>
          )}
          {props.compare && batch && (
            <div className="w-48 max-md:w-[calc(100vw-2rem)]">
              <Select
                label={t('comparison')}
                value={books.comparison}
                options={COMPARISONS.map((value) => ({ value, label: t(value) }))}
                onChange={(value) => books.set({ comparaison: value === 'an' ? null : value })}
              />
            </div>
          )}
          {props.actions}
        </>
      }
    />
  );
}

/** Until there is a period to read: grey, or why there is nothing and what fills it. */
export function NoBooks({ pending }: { pending: boolean }) {
  const t = useMessages(booksMessages);
  const mayUpload = useMay('compta.files.upload');
  if (pending) return <Skeleton className="h-72 w-full" />;
  return (
    <Card>
      <EmptyState
        sentence={t('noPeriod')}
        action={
          mayUpload && (
            <Link to="/declaration-comptable" search={true} className={buttonClasses('primary')}>
              {t('sendFiles')}
            </Link>
          )
        }
      />
    </Card>
  );
}

/** A file from the server. */
export function ExportButton({ path, label }: { path: string; label: string }) {
  const t = useMessages(booksMessages);
  const api = useApi();
  const take = () =>
    api.file('GET', path).then(
      ({ name, content }) => saveFile(name, content),
      (cause: unknown) => tellFailure(t('exportFailed'), cause),
    );
  return (
    <Button icon={Download} onClick={() => void take()}>
      {label}
    </Button>
  );
}
