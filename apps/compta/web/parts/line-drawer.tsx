import { type Column, DataTable, Dialog, QueryView, Skeleton, useApiQuery, useFormat, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import { booksMessages } from '../books.messages.ts';
import type { LineAccount, LineAccountsAnswer } from '../statement-answers.ts';
import { accountColumn } from './book-table.tsx';
import type { BooksOnPage } from './books.tsx';

/** The accounts of the line that the address names; each leads to its entries. */
export function LineDrawer({ books }: { books: BooksOnPage }) {
  const t = useMessages(booksMessages);
  const format = useFormat();
  const reference = books.values.ligne;
  const batchId = books.batch?.batchId;
  const accounts = useApiQuery<LineAccountsAnswer>(
    '/api/compta/etats/comptes',
    { batchId, reference, comparaison: books.comparison },
    { enabled: reference !== undefined && batchId !== undefined },
  );
  const compared = accounts.data?.compared?.date;
  const columns = useMemo(
    (): Column<LineAccount>[] => [
      accountColumn(books, t('account')),
      { id: 'intitule', heading: t('name'), kind: 'text', value: (row) => row.intitule, width: 220, onPhone: true },
      {
        ...{ id: 'montant', heading: t('amount'), kind: 'figure' as const, unit: 'currency' as const },
        ...{ value: (row) => row.montant, total: true, width: 140, onPhone: true },
      },
      ...(compared
        ? [
            {
              ...{ id: 'previous', heading: t('before', { day: format.day(compared) }) },
              ...{ kind: 'figure' as const, unit: 'currency' as const, total: true, width: 140 },
              value: (row: LineAccount) => row.previous,
            },
          ]
        : []),
      {
        id: 'ecritures',
        heading: t('entries'),
        kind: 'figure',
        unit: 'count',
        value: (row) => row.ecritures,
        width: 90,
      },
    ],
    [t, books, compared, format],
  );
  return (
    <Dialog
      wide
      shape="sheet"
      open={reference !== undefined}
      onOpenChange={(open) => !open && books.set({ ligne: null })}
      title={t('accountsOf', { reference: reference ?? '' })}
    >
      <QueryView query={accounts} skeleton={<Skeleton className="h-40 w-full" />}>
        {({ items }) => (
          <DataTable
            plain
            title={t('accountsOf', { reference: reference ?? '' })}
            columns={columns}
            rows={items}
            rowKey={(row) => row.compte}
          />
        )}
      </QueryView>
    </Dialog>
  );
}
