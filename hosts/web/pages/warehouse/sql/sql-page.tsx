import {
  Button,
  Card,
  EmptyState,
  Loading,
  PageHeader,
  Select,
  Skeleton,
  useApiQuery,
  useFormat,
  useMessages,
  useUrlFilters,
} from '@griot/ui';
import { Play, Square } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Generation, SqlAnswer, SqlTable } from '../../../api/warehouse.ts';
import { ResultTable } from '../result-table.tsx';
import { WarehouseTabs } from '../warehouse-tabs.tsx';
import { sqlMessages } from './sql.messages.ts';
import { SqlEditor } from './sql-editor.tsx';
import { SqlFailure, useFailureText } from './sql-failure.tsx';
import { History, ModelList } from './sql-side.tsx';
import { type SqlState, useSqlQuery } from './use-sql-query.ts';

const checks = {
  sql: (value: string) => value.length <= 20_000,
  generation: (value: string) => /^\d{1,9}$/.test(value),
};
const LIMITS = ['100', '1000', '5000'];
const NONE: SqlTable[] = [];

/** A query of one's own over published models: run, stop, read, take away. */
export default function SqlPage() {
  const t = useMessages(sqlMessages);
  const { values, set } = useUrlFilters(checks);
  const [sql, setSql] = useState(values.sql ?? '');
  const [limit, setLimit] = useState('1000');
  const tables = useApiQuery<{ tables: SqlTable[] }>('/api/warehouse/explorer/tables');
  const { state, run, stop } = useSqlQuery();
  const failure = useFailureText();
  const generation = values.generation ? Number(values.generation) : null;
  const ask = () => {
    if (sql.trim() === '') return;
    set({ sql });
    void run({ sql, generation, limit: Number(limit) });
  };
  const error = state.step === 'failed' ? state.error : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language alone
  const mistake = useMemo(() => (error === null ? null : failure(error).place), [error]);
  return (
    <>
      <PageHeader title={t('title')} note={t('note')} />
      <WarehouseTabs />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-4">
        <div className="flex min-w-0 flex-col gap-4 lg:col-span-3">
          <Card padded={false}>
            <SqlEditor
              label={t('query')}
              value={sql}
              onChange={setSql}
              onRun={ask}
              tables={tables.data?.tables ?? NONE}
              mistake={mistake}
            />
            <div className="flex flex-wrap items-center gap-2 border-t border-line px-3 py-2">
              {state.step === 'running' ? (
                <Button icon={Square} tone="danger" onClick={stop}>
                  {t('cancel')}
                </Button>
              ) : (
                <Button icon={Play} tone="primary" onClick={ask} disabled={sql.trim() === ''}>
                  {t('run')}
                </Button>
              )}
              <AsOf value={values.generation ?? null} onChange={(one) => set({ generation: one })} />
              <div className="w-52">
                <Select
                  label={t('limit')}
                  size="small"
                  value={limit}
                  options={LIMITS.map((value) => ({ value, label: t('limitOf', { value }) }))}
                  onChange={(value) => setLimit(value ?? '1000')}
                />
              </div>
              <span className="text-xs text-ink-faint max-md:hidden">{t('keys')}</span>
            </div>
          </Card>
          <Outcome state={state} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <ModelList tables={tables.data?.tables ?? NONE} onPick={setSql} />
          <History onPick={setSql} />
        </div>
      </div>
    </>
  );
}

/** Which generation is read: what is published now, or one that is kept. */
function AsOf({ value, onChange }: { value: string | null; onChange: (generation: string | null) => void }) {
  const t = useMessages(sqlMessages);
  const format = useFormat();
  const { data } = useApiQuery<{ items: Generation[] }>('/api/warehouse/generations');
  const options = (data?.items ?? []).map(({ id, publishedAt }) => ({
    value: String(id),
    label: t('asOfOne', { generation: id, at: format.instant(publishedAt) }),
  }));
  return (
    <div className="w-60">
      <Select label={t('asOf')} size="small" value={value} all={t('asOfNow')} options={options} onChange={onChange} />
    </div>
  );
}

function Outcome({ state }: { state: SqlState }) {
  const t = useMessages(sqlMessages);
  switch (state.step) {
    case 'idle':
      return <EmptyState small sentence={t('start')} />;
    case 'running':
      return (
        <Loading label={t('running')}>
          <Skeleton className="h-64" />
        </Loading>
      );
    case 'stopped':
      return <EmptyState small sentence={t('stopped')} />;
    case 'failed':
      return (
        <Card padded={false}>
          <SqlFailure error={state.error} />
        </Card>
      );
    case 'answered':
      return <Result answer={state.answer} />;
  }
}

function Result({ answer }: { answer: SqlAnswer }) {
  const t = useMessages(sqlMessages);
  const format = useFormat();
  const { columns, rows, truncated, generation, ms } = answer;
  const note = t('answered', { generation: generation ?? '–', duration: format.duration(ms) });
  return (
    <Card padded={false}>
      {truncated && (
        <p role="status" className="border-b border-warn bg-warn-soft px-4 py-2 text-sm text-warn">
          {t('truncated', { shown: format.count(rows.length), most: format.count(5000) })}
        </p>
      )}
      {rows.length === 0 ? (
        <EmptyState small sentence={t('noRows')} />
      ) : (
        <ResultTable
          // Another answer has other columns: its sorting and filters begin anew.
          key={columns.map(({ name }) => name).join('\n')}
          full
          title={t('result')}
          columns={columns}
          rows={rows}
          note={<span className="figures pr-2 text-xs text-ink-faint">{note}</span>}
        />
      )}
    </Card>
  );
}
