import {
  Badge,
  Card,
  type Column,
  cx,
  DataTable,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useMessages,
} from '@griot/ui';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { booksMessages } from '../books.messages.ts';
import { BooksHeader, type BooksOnPage, InBooksCurrency, NoBooks, sameBooks, useBooks } from '../parts/books.tsx';
import { entryName, PieceDrawer } from '../parts/piece-drawer.tsx';
import type { ControlFinding, ControlsAnswer } from '../statement-answers.ts';

/** What the controls found in a client's books, and the entries behind each finding. */
export default function ControlsPage() {
  const t = useMessages(booksMessages);
  const books = useBooks();
  const { batch } = books;
  const controls = useApiQuery<ControlsAnswer>(
    '/api/compta/controles',
    { batchId: batch?.batchId },
    { enabled: batch !== null },
  );
  return (
    <InBooksCurrency books={books}>
      <BooksHeader books={books} title={t('controls')} />
      {batch ? (
        <QueryView query={controls} skeleton={<Skeleton className="h-96 w-full" />}>
          {(answer) => <Found answer={answer} books={books} />}
        </QueryView>
      ) : (
        <NoBooks pending={books.pending} />
      )}
      <PieceDrawer books={books} />
    </InBooksCurrency>
  );
}

function Found({ answer, books }: { answer: ControlsAnswer; books: BooksOnPage }) {
  const t = useMessages(booksMessages);
  const format = useFormat();
  const chosen = answer.counts.find(({ controle }) => controle === books.values.controle)?.controle ?? null;
  const items = useMemo(
    () => (chosen ? answer.items.filter(({ controle }) => controle === chosen) : answer.items),
    [answer, chosen],
  );
  const columns = useFindingColumns(books);
  return (
    <>
      <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2 xl:grid-cols-4">
        {answer.counts.map(({ controle, count }) => (
          <li key={controle}>
            <button
              type="button"
              aria-pressed={chosen === controle}
              onClick={() => books.set({ controle: chosen === controle ? null : controle })}
              className={cx(
                'flex h-full w-full flex-col items-start gap-1.5 rounded-lg border p-3 text-left hover:border-line-strong',
                chosen === controle ? 'border-accent bg-accent-soft' : 'border-line bg-surface',
              )}
            >
              <span className="font-semibold text-ink">{t(controle)}</span>
              <span className="text-xs text-ink-soft">{t(`${controle}Text` as const)}</span>
              <span className="mt-auto pt-1">
                <Badge tone={count > 0 ? 'warn' : 'ok'}>
                  {count > 0 ? t('found', { count, shown: format.count(count) }) : t('nothing')}
                </Badge>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Card padded={false} {...(answer.truncated && { note: t('truncated') })}>
        <DataTable
          title={chosen ? t(chosen) : t('controls')}
          columns={columns}
          rows={items}
          rowKey={(row) => [row.controle, row.batchId, row.ligne, row.compte, row.piece].join(' ')}
          empty={t('noFinding')}
        />
      </Card>
      {(chosen === 'benford' || answer.counts.some(({ controle, count }) => controle === 'benford' && count > 0)) && (
        <Benford answer={answer.benford} />
      )}
    </>
  );
}

function useFindingColumns(books: BooksOnPage): Column<ControlFinding>[] {
  const t = useMessages(booksMessages);
  const format = useFormat();
  return useMemo(() => {
    const link = 'font-medium text-accent underline-offset-2 hover:underline max-md:min-h-11';
    const detail = ({ controle, detail: text }: ControlFinding) =>
      controle === 'non_lettre' ? t('daysLate', { days: text }) : text;
    return [
      {
        id: 'controle',
        heading: t('control'),
        kind: 'text',
        value: (row) => row.controle,
        text: (row) => t(row.controle),
        render: (row) =>
          row.ligne !== null ? (
            <button
              type="button"
              className={link}
              onClick={() => books.set({ ecriture: entryName({ batchId: row.batchId, ligne: row.ligne ?? 0 }) })}
            >
              {t(row.controle)}
            </button>
          ) : row.compte !== '' ? (
            <Link to="/grand-livre" search={sameBooks(books, { compte: row.compte })} className={link}>
              {t(row.controle)}
            </Link>
          ) : (
            t(row.controle)
          ),
        options: true,
        width: 220,
      },
      { id: 'date', heading: t('date'), kind: 'day', value: (row) => row.date, width: 105, onPhone: true },
      { id: 'piece', heading: t('piece'), kind: 'text', value: (row) => row.piece, width: 120, onPhone: true },
      { id: 'compte', heading: t('account'), kind: 'text', value: (row) => row.compte, width: 100 },
      { id: 'tiers', heading: t('tiers'), kind: 'text', value: (row) => row.tiers, width: 90 },
      {
        ...{
          id: 'montant',
          heading: t('amount'),
          kind: 'figure' as const,
          unit: 'currency' as const,
          width: 130,
          onPhone: true,
        },
        value: (row) => (row.controle === 'benford' || row.controle === 'rupture_numerotation' ? null : row.montant),
      },
      { id: 'detail', heading: t('detail'), kind: 'text', value: detail, width: 240 },
      {
        id: 'mois',
        heading: t('month'),
        kind: 'text',
        value: (row) => format.month(row.date),
        options: true,
        hidden: true,
        width: 110,
      },
    ];
  }, [t, format, books]);
}

/** Shares of first digits as bars, the law as a mark on each. */
function Benford({ answer }: { answer: ControlsAnswer['benford'] }) {
  const t = useMessages(booksMessages);
  const format = useFormat();
  const most = Math.max(0.35, ...answer.digits.map(({ partObservee }) => partObservee));
  const width = (share: number) => `${((share / most) * 100).toFixed(2)}%`;
  const few = answer.total < 300;
  return (
    <Card
      title={t('benfordTitle')}
      note={
        few
          ? t('benfordFew', { total: format.count(answer.total) })
          : t('benfordNote', {
              total: format.count(answer.total),
              chi2: format.number(String(answer.chi2?.toFixed(1) ?? ''), 1),
              mad: format.number(String(answer.mad?.toFixed(4) ?? ''), 4),
            })
      }
    >
      <table className="figures w-full max-w-3xl text-sm">
        <thead>
          <tr className="text-left text-xs text-ink-faint">
            <th scope="col" className="w-16 py-1 font-normal">
              {t('digit')}
            </th>
            <th scope="col" className="py-1 font-normal">
              <span className="sr-only">{t('observed')}</span>
            </th>
            <th scope="col" className="w-20 py-1 text-right font-normal">
              {t('observed')}
            </th>
            <th scope="col" className="w-20 py-1 text-right font-normal">
              {t('expected')}
            </th>
          </tr>
        </thead>
        <tbody>
          {answer.digits.map(({ chiffre, partObservee, partAttendue }) => (
            <tr key={chiffre}>
              <th scope="row" className="py-1 text-left font-semibold">
                {chiffre}
              </th>
              <td className="py-1 pr-3">
                <div aria-hidden className="relative h-4 rounded-sm bg-sunken">
                  <div className="h-4 rounded-sm bg-accent" style={{ width: width(partObservee) }} />
                  <div className="absolute inset-y-[-2px] w-0.5 bg-ochre" style={{ left: width(partAttendue) }} />
                </div>
              </td>
              <td className="py-1 text-right">{format.percent((partObservee * 100).toFixed(1))}</td>
              <td className="py-1 text-right text-ink-soft">{format.percent((partAttendue * 100).toFixed(1))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
