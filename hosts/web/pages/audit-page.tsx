import { isDay } from '@griot/kernel';
import {
  Button,
  Card,
  type Column,
  DataTable,
  DayField,
  Dialog,
  ErrorState,
  Facts,
  notify,
  PageHeader,
  Skeleton,
  saveFile,
  TextField,
  toQueryString,
  useApi,
  useFormat,
  useMessages,
  usePagedList,
  useUrlFilters,
} from '@griot/ui';
import { useMemo, useState } from 'react';
import { useAct } from './account/act.ts';
import { peopleMessages } from './people/people.messages.ts';

interface Entry {
  seq: number;
  at: string;
  actor: { id: string | null; name: string };
  action: string;
  subject: { type: string; id: string };
  before: unknown;
  after: unknown;
  origin: Record<string, string>;
  hash: string;
}
type Verdict = { ok: boolean; entries: number; firstBroken?: { seq: number; reason: string } };

const checks = {
  du: isDay,
  au: isDay,
  action: (value: string) => value.length <= 200,
  texte: (value: string) => value.length <= 200,
};

/** Who did what: searched, exported, and its chain verified. */
export default function AuditPage() {
  const t = useMessages(peopleMessages);
  const format = useFormat();
  const api = useApi();
  const { busy, act } = useAct();
  const { values, set } = useUrlFilters(checks);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [shown, setShown] = useState<Entry | null>(null);
  const params = useMemo(
    () => ({
      from: values.du && `${values.du}T00:00:00Z`,
      to: values.au && new Date(Date.parse(`${values.au}T00:00:00Z`) + 86_400_000).toISOString(),
      action: values.action,
      text: values.texte,
    }),
    [values],
  );
  const list = usePagedList<Entry, { items: Entry[]; total: number; nextCursor: string | null }>('/api/audit', params, {
    eager: 200,
    limit: 200,
  });
  const columns = useMemo<Column<Entry>[]>(
    () => [
      {
        id: 'at',
        heading: t('when'),
        kind: 'text',
        value: (row) => row.at,
        render: (row) => (
          <button
            type="button"
            className="figures text-accent underline-offset-2 hover:underline"
            onClick={() => setShown(row)}
          >
            {format.instant(row.at)}
          </button>
        ),
      },
      {
        id: 'actor',
        heading: t('who'),
        kind: 'text',
        options: true,
        value: (row) => row.actor.name || t('system'),
        onPhone: true,
      },
      { id: 'action', heading: t('action'), kind: 'text', options: true, value: (row) => row.action, onPhone: true },
      { id: 'subject', heading: t('subject'), kind: 'text', value: (row) => `${row.subject.type} ${row.subject.id}` },
      { id: 'ip', heading: t('from'), kind: 'text', value: (row) => row.origin.ip ?? null },
    ],
    [t, format],
  );
  const save = () =>
    api.file('GET', `/api/audit/export${toQueryString(params)}`).then(
      ({ name, content }) => saveFile(name, content),
      () => notify({ tone: 'bad', title: t('exportFailed') }),
    );
  return (
    <>
      <PageHeader
        title={t('audit')}
        note={t('auditNote')}
        actions={
          <>
            <Button onClick={() => void save()}>{t('export')}</Button>
            <Button
              tone="primary"
              busy={busy}
              onClick={() => void act(async () => setVerdict(await api.get<Verdict>('/api/audit/verify')))}
            >
              {t('verify')}
            </Button>
          </>
        }
      />
      {verdict && (
        <p
          role="status"
          className={
            verdict.ok
              ? 'rounded-md border border-ok px-3 py-2 text-ok'
              : 'rounded-md border border-bad bg-bad-soft px-3 py-2 text-bad'
          }
        >
          {verdict.ok
            ? t('chainSound', { count: verdict.entries, shown: format.count(verdict.entries) })
            : t('chainBroken', { seq: verdict.firstBroken?.seq ?? 0, reason: verdict.firstBroken?.reason ?? '' })}
        </p>
      )}
      <search className="grid grid-cols-1 gap-3 md:grid-cols-4">
        <TextField
          label={t('search')}
          help={t('searchHelp')}
          value={values.texte ?? ''}
          onChange={(texte) => set({ texte: texte || null })}
        />
        <TextField
          label={t('action')}
          help={t('actionHelp')}
          value={values.action ?? ''}
          onChange={(action) => set({ action: action || null })}
        />
        <DayField label={t('since')} value={values.du ?? null} onChange={(du) => set({ du })} />
        <DayField label={t('until')} value={values.au ?? null} onChange={(au) => set({ au })} />
      </search>
      <Card padded={false}>
        {list.error ? (
          <ErrorState error={list.error} onRetry={list.retry} />
        ) : list.loading ? (
          <Skeleton className="m-4 h-64" />
        ) : (
          <DataTable
            title={t('audit')}
            columns={columns}
            rows={list.rows}
            rowKey={(row) => String(row.seq)}
            empty={t('noEntries')}
            actions={
              !list.complete && (
                <Button size="small" busy={list.fetchingMore} onClick={list.loadMore}>
                  {t('more')}
                </Button>
              )
            }
          />
        )}
      </Card>
      {shown && <EntryDialog entry={shown} onClose={() => setShown(null)} />}
    </>
  );
}

function EntryDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const t = useMessages(peopleMessages);
  const format = useFormat();
  const json = (value: unknown) => (
    <pre className="overflow-x-auto text-sm whitespace-pre-wrap">
      {value === null ? '–' : JSON.stringify(value, null, 2)}
    </pre>
  );
  return (
    <Dialog
      open
      wide
      shape="sheet"
      onOpenChange={(open) => !open && onClose()}
      title={t('details', { seq: entry.seq })}
    >
      <Facts
        items={[
          { label: t('when'), value: format.instant(entry.at) },
          { label: t('who'), value: entry.actor.name || t('system') },
          { label: t('action'), value: entry.action },
          { label: t('subject'), value: `${entry.subject.type} ${entry.subject.id}` },
          { label: t('from'), value: entry.origin.ip ?? '–' },
          { label: t('before'), value: json(entry.before) },
          { label: t('after'), value: json(entry.after) },
          { label: t('hash'), value: <code className="text-xs break-all">{entry.hash}</code> },
        ]}
      />
    </Dialog>
  );
}
