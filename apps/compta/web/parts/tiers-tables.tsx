import { Card, type Column, DataTable, QueryView, Skeleton, useApiQuery, useFormat, useMessages } from '@griot/ui';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { booksMessages } from '../books.messages.ts';
import type { AgedAnswer, AgedRow, JournalRow, JournalsAnswer, TiersAnswer, TiersRow } from '../statement-answers.ts';
import { type BooksOnPage, sameBooks } from './books.tsx';

const money = <Row extends object>(id: keyof Row & string, heading: string, onPhone = false): Column<Row> => ({
  ...{ id, heading, kind: 'figure', unit: 'currency', total: true, width: 128, onPhone },
  value: (row) => (Number(row[id]) === 0 ? null : String(row[id])),
});

/** The third party's name leads to its entries. */
function useTiersColumn<Row extends { tiers: string; intitule: string }>(books: BooksOnPage): Column<Row> {
  const t = useMessages(booksMessages);
  return useMemo(
    () => ({
      id: 'tiers',
      heading: t('tiers'),
      kind: 'text',
      value: (row) => `${row.tiers} ${row.intitule}`,
      render: (row) => (
        <Link
          to="/grand-livre"
          search={sameBooks(books, { tiers: row.tiers })}
          className="font-medium text-accent underline-offset-2 hover:underline"
        >
          {[row.tiers, row.intitule].filter(Boolean).join(' · ')}
        </Link>
      ),
      width: 230,
    }),
    [t, books],
  );
}

export function TiersBalance({ books }: { books: BooksOnPage }) {
  const t = useMessages(booksMessages);
  const query = useApiQuery<TiersAnswer>('/api/compta/balance-tiers', { batchId: books.batch?.batchId });
  const tiers = useTiersColumn<TiersRow>(books);
  const columns = useMemo(
    (): Column<TiersRow>[] => [
      tiers,
      { id: 'compte', heading: t('account'), kind: 'text', value: (row) => row.compte, options: true, width: 110 },
      money('ouverture', t('opening')),
      money('debit', t('debit')),
      money('credit', t('credit')),
      money('solde', t('balance'), true),
    ],
    [t, tiers],
  );
  return (
    <QueryView query={query} skeleton={<Skeleton className="h-96 w-full" />}>
      {({ items }) => (
        <Card padded={false}>
          <DataTable
            title={t('byTiers')}
            columns={columns}
            rows={items}
            rowKey={(row) => `${row.compte} ${row.tiers}`}
            empty={t('noTiers')}
          />
        </Card>
      )}
    </QueryView>
  );
}

export function AgedBalance({ books, nature }: { books: BooksOnPage; nature: 'client' | 'fournisseur' }) {
  const t = useMessages(booksMessages);
  const query = useApiQuery<AgedAnswer>('/api/compta/balance-agee', {
    batchId: books.batch?.batchId,
    nature,
  });
  const tiers = useTiersColumn<AgedRow>(books);
  const columns = useMemo(
    (): Column<AgedRow>[] => [
      tiers,
      money('nonEchu', t('notDue')),
      money('j30', t('d30')),
      money('j60', t('d60')),
      money('j90', t('d90')),
      money('plus', t('older'), true),
      money('solde', t('balance'), true),
    ],
    [t, tiers],
  );
  return (
    <QueryView query={query} skeleton={<Skeleton className="h-96 w-full" />}>
      {({ items }) => (
        <Card padded={false}>
          <DataTable
            title={t(nature === 'client' ? 'agedCustomers' : 'agedSuppliers')}
            columns={columns}
            rows={items}
            rowKey={(row) => `${row.compte} ${row.tiers}`}
            empty={t('nothingOpen')}
          />
        </Card>
      )}
    </QueryView>
  );
}

const endOfMonth = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};

export function Journals({ books }: { books: BooksOnPage }) {
  const t = useMessages(booksMessages);
  const format = useFormat();
  const query = useApiQuery<JournalsAnswer>('/api/compta/journaux', { batchId: books.batch?.batchId });
  const columns = useMemo(
    (): Column<JournalRow>[] => [
      {
        id: 'journal',
        heading: t('journal'),
        kind: 'text',
        value: (row) => `${row.journal} ${row.intitule}`,
        render: (row) => (
          <Link
            to="/grand-livre"
            search={sameBooks(books, { journal: row.journal, du: row.mois, au: endOfMonth(row.mois) })}
            className="font-medium text-accent underline-offset-2 hover:underline"
          >
            {[row.journal, row.intitule].filter(Boolean).join(' · ')}
          </Link>
        ),
        options: true,
        width: 200,
      },
      {
        ...{ id: 'mois', heading: t('month'), kind: 'text' as const, value: (row) => row.mois },
        ...{ text: (row: JournalRow) => format.month(row.mois), options: true, width: 130, onPhone: true },
      },
      money('debit', t('debit'), true),
      money('credit', t('credit'), true),
      {
        id: 'pieces',
        heading: t('pieces'),
        kind: 'figure',
        unit: 'count',
        value: (row) => row.pieces,
        total: true,
        width: 90,
      },
      {
        id: 'ecritures',
        heading: t('entries'),
        kind: 'figure',
        unit: 'count',
        value: (row) => row.ecritures,
        total: true,
        width: 90,
      },
    ],
    [t, format, books],
  );
  return (
    <QueryView query={query} skeleton={<Skeleton className="h-96 w-full" />}>
      {({ items }) => (
        <Card padded={false}>
          <DataTable
            title={t('journals')}
            columns={columns}
            rows={items}
            rowKey={(row) => `${row.journal} ${row.mois}`}
            empty={t('noEntries')}
          />
        </Card>
      )}
    </QueryView>
  );
}
