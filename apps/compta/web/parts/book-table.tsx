import { type ApiResult, Card, type Column, DataTable, QueryView, Skeleton } from '@griot/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type BooksOnPage, sameBooks } from './books.tsx';

/** Leads to the entries of these books that the search names. */
export function LedgerLink(props: { books: BooksOnPage; search: Record<string, string>; children: ReactNode }) {
  return (
    <Link
      to="/grand-livre"
      search={sameBooks(props.books, props.search)}
      className="font-medium text-accent underline-offset-2 hover:underline"
    >
      {props.children}
    </Link>
  );
}

/** An account, which leads to its entries. */
export const accountColumn = <Row extends { compte: string }>(
  books: BooksOnPage,
  heading: string,
  width = 110,
): Column<Row> => ({
  ...{ id: 'compte', heading, kind: 'text', width },
  value: (row) => row.compte,
  render: (row) => (
    <LedgerLink books={books} search={{ compte: row.compte }}>
      {row.compte}
    </LedgerLink>
  ),
});

/** An amount with its total; nothing on a side is an empty cell, as accountants print it. */
export const amountColumn = <Row extends object>(
  id: keyof Row & string,
  heading: string,
  onPhone = false,
): Column<Row> => ({
  ...{ id, heading, kind: 'figure', unit: 'currency', total: true, width: 128, onPhone },
  value: (row) => (Number(row[id]) === 0 ? null : String(row[id])),
});

/** A list of books once it is read. */
export function BookTable<Row extends object>(props: {
  query: ApiResult<{ items: Row[] }>;
  title: string;
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  empty: string;
}) {
  const { query, ...table } = props;
  return (
    <QueryView query={query} skeleton={<Skeleton className="h-96 w-full" />}>
      {({ items }) => (
        <Card padded={false}>
          <DataTable {...table} rows={items} />
        </Card>
      )}
    </QueryView>
  );
}
