import {
  Card,
  type Column,
  DataTable,
  DayField,
  KpiRow,
  Skeleton,
  StatCard,
  useApi,
  useApiQuery,
  useMessages,
} from '@griot/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { booksMessages } from '../books.messages.ts';
import { accountColumn, BookTable } from '../parts/book-table.tsx';
import {
  BooksHeader,
  type BooksOnPage,
  ExportButton,
  InBooksCurrency,
  NoBooks,
  sameBooks,
  useBooks,
} from '../parts/books.tsx';
import { useEntryColumns } from '../parts/entry-columns.tsx';
import { entryName, PieceDrawer } from '../parts/piece-drawer.tsx';
import type { AccountRow, AccountsAnswer, EntryRow, LedgerAnswer } from '../statement-answers.ts';

const PAGE = 500;

/** The general ledger: the accounts, and the entries of the one that the address names (or of a third party, or a journal). */
export default function LedgerPage() {
  const t = useMessages(booksMessages);
  const books = useBooks();
  const { compte, tiers, journal, du, au } = books.values;
  const of = tiers ?? compte ?? journal;
  const filter = new URLSearchParams({
    ...(tiers ? { tiers } : compte ? { compte } : journal ? { journal } : {}),
    ...(du && { du }),
    ...(au && { au }),
  }).toString();
  const batchId = books.batch?.batchId;
  const file = `/api/compta/livres/export?batchId=${batchId}&livre=grand-livre${filter && `&${filter}`}`;
  return (
    <InBooksCurrency books={books}>
      <BooksHeader
        books={books}
        title={of ? `${t('ledger')}, ${of}` : t('ledger')}
        actions={books.batch && <ExportButton path={file} label={t('excel')} />}
      />
      {books.batch ? (
        <>
          {of ? <Entries key={of} books={books} of={of} /> : <Accounts books={books} />}
          <PieceDrawer books={books} />
        </>
      ) : (
        <NoBooks pending={books.pending} />
      )}
    </InBooksCurrency>
  );
}

function Entries({ books, of }: { books: BooksOnPage; of: string }) {
  const t = useMessages(booksMessages);
  const api = useApi();
  const { compte, tiers, journal, du, au } = books.values;
  const params = {
    batchId: books.batch?.batchId,
    ...(tiers ? { tiers } : compte ? { compte } : { journal }),
    du,
    au,
    limite: PAGE,
  };
  const query = useInfiniteQuery({
    queryKey: ['/api/compta/grand-livre', params],
    queryFn: ({ pageParam, signal }) =>
      api.get<LedgerAnswer>('/api/compta/grand-livre', { ...params, debut: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const seen = pages.reduce((sum, { items }) => sum + items.length, 0);
      return seen < last.total ? seen : undefined;
    },
  });
  const { set } = books;
  const open = useCallback((entry: EntryRow) => set({ ecriture: entryName(entry) }), [set]);
  const columns = useEntryColumns({ account: compte === undefined, onOpen: open });
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const first = query.data?.pages[0];
  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <Link
          to="/grand-livre"
          search={sameBooks(books)}
          className="flex-1 py-2 text-accent underline-offset-2 hover:underline"
        >
          {t('allAccounts')}
        </Link>
        <DayField className="w-44" label={t('from')} value={du ?? null} onChange={(day) => set({ du: day })} />
        <DayField className="w-44" label={t('to')} value={au ?? null} onChange={(day) => set({ au: day })} />
      </div>
      {first ? (
        <>
          {first.name && <h2 className="text-base font-semibold text-ink">{[of, first.name].join(' · ')}</h2>}
          <KpiRow count={4}>
            <StatCard label={t('debit')} value={first.debit} unit="currency" />
            <StatCard label={t('credit')} value={first.credit} unit="currency" />
            <StatCard label={t('balance')} value={first.solde} unit="currency" />
            <StatCard label={t('entries')} value={String(first.total)} unit="count" />
          </KpiRow>
          <Card padded={false}>
            <DataTable
              title={t('entries')}
              columns={columns}
              rows={rows}
              rowKey={entryName}
              total={first.total}
              onReachEnd={() => {
                if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
              }}
              empty={t('noEntries')}
            />
          </Card>
        </>
      ) : (
        <Skeleton className="h-96 w-full" />
      )}
    </>
  );
}

function Accounts({ books }: { books: BooksOnPage }) {
  const t = useMessages(booksMessages);
  const accounts = useApiQuery<AccountsAnswer>('/api/compta/comptes', {
    batchId: books.batch?.batchId,
  });
  const columns = useMemo((): Column<AccountRow>[] => {
    const money = (id: 'debit' | 'credit' | 'solde', heading: string, onPhone = false): Column<AccountRow> => ({
      ...{ id, heading, kind: 'figure', unit: 'currency', value: (row) => row[id], total: true, width: 140, onPhone },
    });
    return [
      accountColumn(books, t('account')),
      { id: 'intitule', heading: t('name'), kind: 'text', value: (row) => row.intitule, width: 260, onPhone: true },
      money('debit', t('debit')),
      money('credit', t('credit')),
      money('solde', t('balance'), true),
      {
        id: 'ecritures',
        heading: t('entries'),
        kind: 'figure',
        unit: 'count',
        value: (row) => row.ecritures,
        width: 90,
      },
    ];
  }, [t, books]);
  return (
    <BookTable
      query={accounts}
      title={t('allAccounts')}
      columns={columns}
      rowKey={(row) => row.compte}
      empty={t('noEntries')}
    />
  );
}
