import {
  Badge,
  Button,
  Dialog,
  ErrorState,
  Field,
  ProgressBar,
  QueryView,
  Select,
  Skeleton,
  saveFile,
  useApi,
  useApiQuery,
  useFormat,
  useLocale,
  useMessages,
} from '@griot/ui';
import { useQuery } from '@tanstack/react-query';
import { FileDown, Play } from 'lucide-react';
import { useState } from 'react';
import { type ImportInspection, type ImportProgress, type ImportTargets, nameOf } from '../answers.ts';
import { importMessages } from '../import.messages.ts';

type Target = ImportTargets['items'][number];

/** A file into an application: what it is, which title is which column (once), and how it goes. */
export function ImportDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const t = useMessages(importMessages);
  const targets = useApiQuery<ImportTargets>('/api/files/imports');
  const [started, setStarted] = useState<{ target: Target; importId: string } | null>(null);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      shape="sheet"
      wide
      title={t('importTitle', { name: nameOf(path) })}
    >
      {started ? (
        <Progress target={started.target} importId={started.importId} onClose={onClose} />
      ) : (
        <QueryView query={targets} skeleton={<Skeleton className="h-64" />}>
          {({ items }) => {
            const [target] = items;
            if (!target) return <p className="text-ink-soft">{t('noTarget')}</p>;
            return <Mapping path={path} target={target} onStart={(importId) => setStarted({ target, importId })} />;
          }}
        </QueryView>
      )}
    </Dialog>
  );
}

function Mapping(props: { path: string; target: Target; onStart: (importId: string) => void }) {
  const t = useMessages(importMessages);
  const { locale } = useLocale();
  const api = useApi();
  const { path, target } = props;
  const [as, setAs] = useState<string | null>(null);
  const [changed, setChanged] = useState<Record<string, string | null>>({});
  const [mode, setMode] = useState<'upsert' | 'replace'>('upsert');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const place = { application: target.application, import: target.import };
  const query = useQuery<ImportInspection>({
    queryKey: ['/api/files/imports/inspect', path, target.import, as],
    queryFn: () =>
      api.send('POST', '/api/files/imports/inspect', { ...place, path, ...(as === null ? {} : { table: as }) }),
    retry: false,
  });
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton className="h-64" />;
  const seen = query.data;
  if (seen.refused !== undefined)
    return (
      <p>
        {seen.refused} : {seen.remedy}
      </p>
    );
  const table = target.tables.find(({ name }) => name === (as ?? seen.table));
  const columns: Record<string, string> = {};
  for (const { name } of table?.columns ?? []) {
    const title = name in changed ? changed[name] : seen.columns[name];
    if (title) columns[name] = title;
  }
  const missing = (table?.columns ?? []).filter(({ name, required }) => required && !columns[name]);
  const start = async () => {
    setBusy(true);
    setFault(null);
    try {
      const body = { ...place, path, table: table?.name, titles: seen.titles, columns, mode };
      const { importId } = await api.send<{ importId: string }>('POST', '/api/files/imports/start', body);
      props.onStart(importId);
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  const samples = (title: string | undefined): string => {
    const at = title === undefined ? -1 : seen.titles.indexOf(title);
    return at < 0
      ? ''
      : seen.sample
          .map((row) => row[at] ?? '')
          .filter(Boolean)
          .slice(0, 3)
          .join(' · ');
  };
  return (
    <div className="flex flex-col gap-4 pb-4">
      <p className="text-ink-soft">
        {target.label[locale]} ·{' '}
        {t('seenAs', { kind: t(`kind_${seen.kind}` as 'kind_text'), encoding: seen.encoding ?? '' })}{' '}
        {seen.remembered && <Badge tone="ok">{t('remembered')}</Badge>}
      </p>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('whatItIs')} help={seen.table ? undefined : t('tellWhat')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('whatItIs')}
              value={table?.name ?? null}
              all={t('choose')}
              options={target.tables.map(({ name, label }) => ({ value: name, label: label[locale] }))}
              onChange={(name) => {
                setAs(name);
                setChanged({});
              }}
            />
          )}
        </Field>
        <Field label={t('mode')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('mode')}
              value={mode}
              options={(['upsert', 'replace'] as const).map((one) => ({ value: one, label: t(`mode_${one}`) }))}
              onChange={(one) => setMode(one as 'upsert')}
            />
          )}
        </Field>
      </div>
      {table && (
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 text-sm font-medium">{t('columnsLegend')}</legend>
          {table.columns.map(({ name, required }) => (
            <div key={name} className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[12rem_14rem_minmax(0,1fr)]">
              <span className="truncate font-mono text-sm">
                {name}
                {required && <span className="text-bad"> *</span>}
              </span>
              <Select
                size="small"
                label={t('titleOf', { name })}
                value={columns[name] ?? null}
                all={t('notThere')}
                options={[...new Set(seen.titles.filter(Boolean))].map((title) => ({ value: title, label: title }))}
                onChange={(title) => setChanged((before) => ({ ...before, [name]: title }))}
              />
              <span className="truncate text-xs text-ink-faint">{samples(columns[name])}</span>
            </div>
          ))}
        </fieldset>
      )}
      {missing.length > 0 && (
        <p className="text-sm text-warn">{t('missing', { names: missing.map(({ name }) => name).join(', ') })}</p>
      )}
      {fault && (
        <p role="alert" className="text-sm text-bad">
          {fault}
        </p>
      )}
      <Button
        tone="primary"
        icon={Play}
        busy={busy}
        disabled={!table || missing.length > 0}
        onClick={() => void start()}
        className="self-start"
      >
        {t('run')}
      </Button>
    </div>
  );
}

function Progress({ target, importId, onClose }: { target: Target; importId: string; onClose: () => void }) {
  const t = useMessages(importMessages);
  const format = useFormat();
  const api = useApi();
  const path = `/api/files/imports/${target.application}/${target.import}/${importId}`;
  const query = useQuery<ImportProgress>({
    queryKey: [path],
    queryFn: () => api.get(path),
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'running' ? false : 1000),
  });
  const data = query.data;
  if (!data) return <Skeleton className="h-48" />;
  const known = ['loaded', 'repeated', 'refused', 'failed'].includes(data.state);
  const fetchRejects = async (url: string, table: string) =>
    saveFile(`rejets-${table}.csv`, (await api.file('GET', url)).content);
  return (
    <div className="flex flex-col gap-4 pb-4" aria-live="polite">
      {data.state === 'running' ? (
        <ProgressBar percent={data.percent} label={data.doing || t('waiting')} />
      ) : (
        <Badge tone={data.state === 'loaded' ? 'ok' : data.state === 'repeated' ? 'neutral' : 'bad'}>
          {known ? t(`state_${data.state}` as 'state_loaded') : data.state}
        </Badge>
      )}
      <p className="figures">
        {t('counts', {
          read: format.count(data.rowsRead),
          accepted: format.count(data.rowsAccepted),
          aside: format.count(data.rowsSetAside),
        })}
      </p>
      {data.rejects.map(({ table, url }) => (
        <Button key={table} icon={FileDown} onClick={() => void fetchRejects(url, table)} className="self-start">
          {t('rejects', { table })}
        </Button>
      ))}
      {data.findings.length > 0 && (
        <ul className="divide-y divide-line border-y border-line text-sm">
          {data.findings.map((one) => (
            <li key={`${one.file} ${one.line} ${one.column} ${one.reason}`} className="py-2">
              <p className="font-medium">
                {[
                  one.sheet,
                  one.line === null ? null : t('line', { line: one.line }),
                  one.column === null ? null : t('column', { name: one.column }),
                  one.value === null ? null : `« ${one.value} »`,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              <p className={one.severity === 'error' ? 'text-bad' : 'text-warn'}>{one.reason}</p>
              {one.remedy && <p className="text-ink-soft">{one.remedy}</p>}
            </li>
          ))}
        </ul>
      )}
      {data.state !== 'running' && (
        <Button tone="primary" onClick={onClose} className="self-start">
          {t('close')}
        </Button>
      )}
    </div>
  );
}
