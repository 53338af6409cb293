import { type Column, useApiQuery, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import type { BalanceAnswer, BalanceRow } from '../answers.ts';
import { comptaMessages } from '../compta.messages.ts';
import { accountColumn, amountColumn, BookTable } from './book-table.tsx';
import type { BooksOnPage } from './books.tsx';

/** The trial balance of a period; an account leads to its entries. */
export function GeneralBalance({ books }: { books: BooksOnPage }) {
  const t = useMessages(comptaMessages);
  const balance = useApiQuery<BalanceAnswer>('/api/compta/balance', { batchId: books.batch?.batchId });
  const columns = useMemo((): Column<BalanceRow>[] => {
    const money = amountColumn<BalanceRow>;
    return [
      accountColumn(books, t('account'), 90),
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
    <BookTable
      query={balance}
      title={t('balance')}
      columns={columns}
      rowKey={(row) => row.compte}
      empty={t('balanceEmpty')}
    />
  );
}
