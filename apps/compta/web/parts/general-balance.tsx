import { Card, type Column, DataTable, QueryView, Skeleton, useApiQuery, useMessages } from '@griot/ui';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { BalanceAnswer, BalanceRow } from '../answers.ts';
import { comptaMessages } from '../compta.messages.ts';
import { type BooksOnPage, sameBooks } from './books.tsx';

/** The trial balance of a period; an account leads to its entries. */
export function GeneralBalance({ books }: { books: BooksOnPage }) {
  const t = useMessages(comptaMessages);
  const balance = useApiQuery<BalanceAnswer>('/api/compta/balance', { batchId: books.batch?.batchId });
  const columns = useMemo((): Column<BalanceRow>[] => {
    const money = (id: keyof BalanceRow & string, heading: string, onPhone = false): Column<BalanceRow> => ({
      ...{ id, heading, kind: 'figure', unit: 'currency', total: true, width: 128, onPhone },
      // Nothing on a side is an empty cell, as accountants print it.
      value: (row) => (Number(row[id]) === 0 ? null : (row[id] as string)),
    });
    return [
      {
        id: 'compte',
        heading: t('account'),
        kind: 'text',
        value: (row) => row.compte,
        render: (row) => (
          <Link
            to="/grand-livre"
            search={sameBooks(books, { compte: row.compte })}
            className="font-medium text-accent underline-offset-2 hover:underline"
          >
            {row.compte}
          </Link>
        ),
        width: 90,
      },
      { id: 'intitule', heading: t('name'), kind: 'text', value: (row) => row.intitule, width: 150, onPhone: true },
      money('debitOuverture', t('openingDebit')),
      money('creditOuverture', t('openingCredit')),
      money('debitMouvement', t('movementDebit')),
      money('creditMouvement', t('movementCredit')),
      money('soldeDebiteur', t('closingDebit'), true),
      money('soldeCrediteur', t('closingCredit'), true),
      {
        ...{ id: 'ecritures', heading: t('lines'), kind: 'figure' as const, unit: 'count' as const },
        ...{ value: (row) => row.ecritures, total: true, hidden: true, width: 110 },
      },
    ];
  }, [t, books]);
  return (
    <QueryView query={balance} skeleton={<Skeleton className="h-96 w-full" />}>
      {({ items }) => (
        <Card padded={false}>
          <DataTable
            title={t('balance')}
            columns={columns}
            rows={items}
            rowKey={(row) => row.compte}
            empty={t('balanceEmpty')}
          />
        </Card>
      )}
    </QueryView>
  );
}
