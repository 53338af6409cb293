import { type Column, useApiQuery, useFormat, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import { booksMessages } from '../books.messages.ts';
import type { AgedAnswer, AgedRow, JournalRow, JournalsAnswer, TiersAnswer, TiersRow } from '../statement-answers.ts';
import { amountColumn, BookTable, LedgerLink } from './book-table.tsx';
import type { BooksOnPage } from './books.tsx';

const money = amountColumn;

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
        <LedgerLink books={books} search={{ tiers: row.tiers }}>
          {[row.tiers, row.intitule].filter(Boolean).join(' · ')}
        </LedgerLink>
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
    <BookTable
      query={query}
      title={t('byTiers')}
      columns={columns}
      rowKey={(row) => `${row.compte} ${row.tiers}`}
      empty={t('noTiers')}
    />
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
    <BookTable
      query={query}
      title={t(nature === 'client' ? 'agedCustomers' : 'agedSuppliers')}
      columns={columns}
      rowKey={(row) => `${row.compte} ${row.tiers}`}
      empty={t('nothingOpen')}
    />
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
          <LedgerLink books={books} search={{ journal: row.journal, du: row.mois, au: endOfMonth(row.mois) }}>
            {[row.journal, row.intitule].filter(Boolean).join(' · ')}
          </LedgerLink>
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
    <BookTable
      query={query}
      title={t('journals')}
      columns={columns}
      rowKey={(row) => `${row.journal} ${row.mois}`}
      empty={t('noEntries')}
    />
  );
}
