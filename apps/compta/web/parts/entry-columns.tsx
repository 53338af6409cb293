import { type Column, useFormat, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import { booksMessages } from '../books.messages.ts';
import type { EntryRow } from '../statement-answers.ts';

/** Nothing on a side is an empty cell, as accountants print it. */
const side = (value: string) => (Number(value) === 0 ? null : value);

/** Columns of entries; the first one opens the piece. */
export function useEntryColumns(o: { account: boolean; onOpen: (entry: EntryRow) => void }): Column<EntryRow>[] {
  const t = useMessages(booksMessages);
  const format = useFormat();
  const { account, onOpen } = o;
  return useMemo(
    () => [
      {
        id: 'date',
        heading: t('date'),
        kind: 'day',
        value: (row) => row.date,
        text: (row) => format.day(row.date),
        render: (row) => (
          <button
            type="button"
            aria-label={`${format.day(row.date)}, ${t('openPiece', { piece: row.piece })}`}
            onClick={() => onOpen(row)}
            className="font-medium text-accent underline-offset-2 hover:underline max-md:min-h-11"
          >
            {format.day(row.date)}
          </button>
        ),
        width: 105,
      },
      { id: 'journal', heading: t('journal'), kind: 'text', value: (row) => row.journal, options: true, width: 85 },
      { id: 'piece', heading: t('piece'), kind: 'text', value: (row) => row.piece, width: 110 },
      ...(account
        ? [
            {
              id: 'compte',
              heading: t('account'),
              kind: 'text' as const,
              value: (row: EntryRow) => row.compte,
              width: 100,
            },
          ]
        : []),
      { id: 'libelle', heading: t('label'), kind: 'text', value: (row) => row.libelle, width: 220, onPhone: true },
      { id: 'tiers', heading: t('tiers'), kind: 'text', value: (row) => row.tiers, width: 90, hidden: account },
      { id: 'lettrage', heading: t('lettrage'), kind: 'text', value: (row) => row.lettrage, width: 85 },
      {
        ...{ id: 'debit', heading: t('debit'), kind: 'figure' as const, unit: 'currency' as const, total: true },
        ...{ value: (row) => side(row.debit), width: 120, onPhone: true },
      },
      {
        ...{ id: 'credit', heading: t('credit'), kind: 'figure' as const, unit: 'currency' as const, total: true },
        ...{ value: (row) => side(row.credit), width: 120, onPhone: true },
      },
      {
        ...{ id: 'solde', heading: t('running'), kind: 'figure' as const, unit: 'currency' as const },
        ...{ value: (row: EntryRow) => row.solde, width: 130 },
      },
    ],
    [t, format, account, onOpen],
  );
}

/** Columns of one piece: its day and journal stand above it. The account chooses the row of the file that is shown. */
export function usePieceColumns(onChoose: (entry: EntryRow) => void): Column<EntryRow>[] {
  const t = useMessages(booksMessages);
  return useMemo(
    () => [
      {
        id: 'compte',
        heading: t('account'),
        kind: 'text',
        value: (row) => row.compte,
        render: (row) => (
          <button
            type="button"
            aria-label={`${row.compte}, ${t('sourceOf', { row: row.ligne })}`}
            onClick={() => onChoose(row)}
            className="font-medium text-accent underline-offset-2 hover:underline max-md:min-h-11"
          >
            {row.compte}
          </button>
        ),
        width: 110,
      },
      { id: 'libelle', heading: t('label'), kind: 'text', value: (row) => row.libelle, width: 220, onPhone: true },
      { id: 'tiers', heading: t('tiers'), kind: 'text', value: (row) => row.tiers, width: 90 },
      { id: 'lettrage', heading: t('lettrage'), kind: 'text', value: (row) => row.lettrage, width: 80 },
      {
        ...{ id: 'debit', heading: t('debit'), kind: 'figure' as const, unit: 'currency' as const, total: true },
        ...{ value: (row) => side(row.debit), width: 120, onPhone: true },
      },
      {
        ...{ id: 'credit', heading: t('credit'), kind: 'figure' as const, unit: 'currency' as const, total: true },
        ...{ value: (row) => side(row.credit), width: 120, onPhone: true },
      },
    ],
    [t, onChoose],
  );
}
