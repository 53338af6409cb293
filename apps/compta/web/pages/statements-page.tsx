import { Badge, Card, Checkbox, QueryView, Skeleton, Tabs, useApiQuery, useFormat, useMessages } from '@griot/ui';
import { booksMessages } from '../books.messages.ts';
import { BooksHeader, type BooksOnPage, ExportButton, InBooksCurrency, NoBooks, useBooks } from '../parts/books.tsx';
import { BooksOverview } from '../parts/books-overview.tsx';
import { LineDrawer } from '../parts/line-drawer.tsx';
import { StatementLines } from '../parts/statement-lines.tsx';
import type { IndicatorsAnswer, StatementsAnswer } from '../statement-answers.ts';

const TABS = ['synthese', 'bilan', 'resultat'] as const;

const YEAR_MS = 366 * 86_400_000;
const isLong = ({ booksStart, date }: StatementsAnswer): boolean => Date.parse(date) - Date.parse(booksStart) > YEAR_MS;

/** How a client is, its bilan and its compte de résultat, beside those of another period. */
export default function StatementsPage() {
  const t = useMessages(booksMessages);
  const format = useFormat();
  const books = useBooks();
  const { batch, comparison } = books;
  const params = { batchId: batch?.batchId, comparaison: comparison };
  const tab = TABS.find((one) => one === books.values.onglet) ?? 'synthese';
  const enabled = batch !== null;
  const statements = useApiQuery<StatementsAnswer>('/api/compta/etats', params, { enabled });
  const indicators = useApiQuery<IndicatorsAnswer>('/api/compta/indicateurs', params, {
    enabled: enabled && tab === 'synthese',
  });
  const file = (format: string) =>
    `/api/compta/etats/export?batchId=${batch?.batchId}&comparaison=${comparison}&format=${format}`;
  const content = (name: (typeof TABS)[number]) =>
    name === 'synthese' ? (
      <QueryView query={indicators} skeleton={<Skeleton className="h-72 w-full" />}>
        {(answer) => (
          <div className="flex flex-col gap-4 pt-4">
            <BooksOverview answer={answer} />
          </div>
        )}
      </QueryView>
    ) : (
      <QueryView query={statements} skeleton={<Skeleton className="h-96 w-full" />}>
        {(answer) => <Statement answer={answer} books={books} name={name} />}
      </QueryView>
    );
  return (
    <InBooksCurrency books={books}>
      <BooksHeader
        compare
        books={books}
        title={t('statements')}
        {...(statements.data && batch && { head: statements.data })}
        actions={
          batch && (
            <>
              <ExportButton path={file('pdf')} label={t('pdf')} />
              <ExportButton path={file('xlsx')} label={t('excel')} />
            </>
          )
        }
      />
      {batch ? (
        <>
          {statements.data && <Agreement answer={statements.data} />}
          {statements.data && isLong(statements.data) && (
            <p className="rounded-md bg-warn-soft px-3 py-2 text-warn">
              {t('longBooks', { start: format.day(statements.data.booksStart) })}
            </p>
          )}
          <Tabs
            label={t('tabs')}
            value={tab}
            onChange={(id) => books.set({ onglet: id === 'synthese' ? null : id })}
            items={TABS.map((id) => ({ id, label: t(id), content: content(id) }))}
          />
          <LineDrawer books={books} />
        </>
      ) : (
        <NoBooks pending={books.pending} />
      )}
    </InBooksCurrency>
  );
}

function Statement({
  answer,
  books,
  name,
}: {
  answer: StatementsAnswer;
  books: BooksOnPage;
  name: 'bilan' | 'resultat';
}) {
  const t = useMessages(booksMessages);
  const showEmpty = books.values.vides === '1';
  const parts = name === 'bilan' ? (['actif', 'passif'] as const) : (['resultat'] as const);
  return (
    <div className="flex flex-col gap-4 pt-2">
      <Checkbox label={t('showEmpty')} checked={showEmpty} onChange={(on) => books.set({ vides: on ? '1' : null })} />
      <div className={name === 'bilan' ? 'grid items-start gap-4 xl:grid-cols-[7fr_5fr]' : 'max-w-5xl'}>
        {parts.map((part) => (
          <Card
            key={part}
            title={t(part)}
            note={
              // The forms' own French names.
              <span lang="fr" data-own-words>
                {answer.sources[part]}
              </span>
            }
            padded={false}
          >
            <StatementLines
              lines={answer[part]}
              caption={t(part)}
              date={answer.date}
              comparedDate={answer.compared?.date ?? null}
              gross={part === 'actif'}
              change={part === 'resultat'}
              showEmpty={showEmpty}
              onOpen={({ reference, accounts }) =>
                // The result of the year is made in the other statement.
                books.set(accounts > 0 ? { ligne: reference } : { onglet: 'resultat' })
              }
            />
          </Card>
        ))}
      </div>
    </div>
  );
}

/** Whether both sides are the same; and if not, why. */
function Agreement({ answer }: { answer: StatementsAnswer }) {
  const t = useMessages(booksMessages);
  const format = useFormat();
  const { agreement, unplaced } = answer;
  if (agreement.holds && unplaced.length === 0)
    return (
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone="ok">{t(agreement.closed ? 'sidesAgree' : 'holds')}</Badge>
        {agreement.closed && <span className="text-sm text-ink-soft">{t('closedBooks')}</span>}
      </p>
    );
  const money = (value: string) => format.money(value);
  return (
    <Card title={t('differs')} actions={<Badge tone="warn">{t('unplaced')}</Badge>}>
      {!agreement.holds && (
        <p className="figures">
          {t('differsText', {
            assets: money(agreement.assets),
            liabilities: money(agreement.liabilities),
            result: money(agreement.result),
            resultInBalance: money(agreement.resultInBalance),
          })}
        </p>
      )}
      {unplaced.length > 0 && (
        <>
          <p className="pt-2 text-sm text-ink-soft">{t('unplacedNote')}</p>
          <ul className="figures pt-1">
            {unplaced.map((one) => (
              <li key={one.compte}>{[one.compte, one.intitule, money(one.solde)].filter(Boolean).join(' · ')}</li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
