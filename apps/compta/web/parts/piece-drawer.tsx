import { Button, cx, DataTable, Dialog, QueryView, Skeleton, useApiQuery, useFormat, useMessages } from '@griot/ui';
import { useCallback, useState } from 'react';
import { booksMessages } from '../books.messages.ts';
import type { EntryRow, PieceAnswer, SourceAnswer } from '../statement-answers.ts';
import type { BooksOnPage } from './books.tsx';
import { usePieceColumns } from './entry-columns.tsx';

export const entryName = ({ batchId, ligne }: { batchId: string; ligne: number }): string => `${batchId}.${ligne}`;

/** The piece of the entry that the address names, whole, and where in the file each of its lines stands. */
export function PieceDrawer({ books }: { books: BooksOnPage }) {
  const t = useMessages(booksMessages);
  const format = useFormat();
  const [lot, row] = (books.values.ecriture ?? '').split('.');
  const open = books.values.ecriture !== undefined && books.batch !== null;
  const piece = useApiQuery<PieceAnswer>(
    '/api/compta/piece',
    { batchId: books.batch?.batchId, lot, ligne: row },
    { enabled: open },
  );
  const [shown, setShown] = useState<{ of: string; ligne: number } | null>(null);
  const choose = useCallback(
    (entry: EntryRow) => setShown({ of: books.values.ecriture ?? '', ligne: entry.ligne }),
    [books.values.ecriture],
  );
  const columns = usePieceColumns(choose);
  const first = piece.data?.items[0];
  const line = shown && shown.of === books.values.ecriture ? shown.ligne : Number(row);
  return (
    <Dialog
      wide
      shape="sheet"
      open={open}
      onOpenChange={(next) => !next && books.set({ ecriture: null })}
      title={t('pieceTitle', { piece: first?.piece ?? '' })}
      {...(first && { description: t('pieceNote', { journal: first.journal, day: format.day(first.date) }) })}
    >
      <QueryView query={piece} skeleton={<Skeleton className="h-40 w-full" />}>
        {({ items }) => (
          <>
            <DataTable plain title={t('pieceTitle', { piece: '' })} columns={columns} rows={items} rowKey={entryName} />
            <div className="flex flex-wrap gap-2 py-3">
              {items.map((entry) => (
                <Button
                  key={entry.ligne}
                  size="small"
                  tone={entry.ligne === line ? 'primary' : 'secondary'}
                  aria-pressed={entry.ligne === line}
                  onClick={() => choose(entry)}
                >
                  {t('sourceOf', { row: entry.ligne })}
                </Button>
              ))}
            </div>
            <SourceRows batchId={books.batch?.batchId ?? ''} lot={lot ?? ''} ligne={line} />
          </>
        )}
      </QueryView>
    </Dialog>
  );
}

/** The rows of the file as they are, the entry's own marked, and in it the cells that were read. */
function SourceRows({ batchId, lot, ligne }: { batchId: string; lot: string; ligne: number }) {
  const t = useMessages(booksMessages);
  const source = useApiQuery<SourceAnswer>('/api/compta/source', { batchId, lot, ligne });
  return (
    <QueryView query={source} skeleton={<Skeleton className="h-24 w-full" />}>
      {({ file, sheet, row, columns, letters, rows }) => {
        const read = new Set(Object.values(columns));
        const own = rows.find(({ line }) => line === row)?.cells ?? [];
        const used = letters.filter((letter, at) => read.has(letter) || (own[at] ?? '') !== '');
        return (
          <section aria-label={t('source')} className="pb-4">
            <h3 className="text-base font-semibold">{t('source')}</h3>
            <p className="figures pb-2 text-sm text-ink-soft">
              {sheet ? t('sourcePlace', { file, sheet, row }) : t('sourcePlaceText', { file, row })}
            </p>
            {rows.length === 0 && <p className="text-sm text-ink-soft">{t('sourceFar')}</p>}
            {rows.length > 0 && (
              <div className="overflow-x-auto rounded-md border border-line">
                <table className="figures w-full border-collapse text-sm" data-source>
                  <thead>
                    <tr className="bg-sunken text-ink-faint">
                      <th scope="col" className="px-2 py-1 text-left font-normal">
                        <span className="sr-only">{t('row')}</span>
                      </th>
                      {used.map((letter) => (
                        <th key={letter} scope="col" className="px-2 py-1 text-left font-normal">
                          {letter}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map(({ line, cells }) => (
                      <tr
                        key={line}
                        aria-current={line === row || undefined}
                        className={cx('border-t border-line', line === row && 'bg-ochre-soft')}
                      >
                        <th scope="row" className="px-2 py-1 text-left font-normal text-ink-faint">
                          {line}
                        </th>
                        {used.map((letter) => (
                          <td
                            key={letter}
                            className={cx(
                              'px-2 py-1 whitespace-nowrap',
                              line === row && read.has(letter) && 'font-semibold text-ink',
                            )}
                          >
                            {cells[letters.indexOf(letter)]}
                          </td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </section>
        );
      }}
    </QueryView>
  );
}
