import {
  ApiError,
  Button,
  Card,
  Checkbox,
  ConfirmDialog,
  ErrorState,
  Field,
  type FigureUnit,
  notify,
  PageHeader,
  Select,
  Skeleton,
  TextArea,
  TextField,
  useApi,
  useApiQuery,
  useLocale,
  useMay,
  useMessages,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useBlocker, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Catalogue, Threshold } from '../answers.ts';
import { BacktestCard } from '../editor/backtest-card.tsx';
import { DeliveryFields } from '../editor/delivery-fields.tsx';
import { type Draft, draftOf, readDraft } from '../editor/draft.ts';
import { type DraftLink, linkedDraft } from '../editor/draft-link.ts';
import { FilterRows } from '../editor/filter-rows.tsx';
import { MetricChoice } from '../editor/metric-choice.tsx';
import { RuleFields } from '../editor/rule-fields.tsx';
import { useApplications } from '../editor/use-applications.ts';
import { thresholdsMessages } from '../thresholds.messages.ts';

/** A threshold, new or known: what, when, who, and beside it what it would have done. */
export default function ThresholdPage() {
  const { id } = useParams({ strict: false }) as { id?: string };
  const search = useSearch({ strict: false }) as DraftLink;
  const applications = useApplications();
  const known = useApiQuery<Threshold>(`/api/alert-thresholds/${id ?? ''}`, {}, { enabled: id !== undefined });
  if (id !== undefined) {
    if (known.isError && !known.data) return <ErrorState error={known.error} onRetry={() => void known.refetch()} />;
    if (known.data?.id !== id) return <Skeleton className="h-96" />;
    return <Editor key={`${id} ${known.data.version}`} known={known.data} start={draftOf(known.data)} />;
  }
  const application = search.application ?? applications[0]?.id;
  if (application === undefined) return <Skeleton className="h-96" />;
  return <Editor key="new" known={null} start={linkedDraft(application, search)} />;
}

function Editor({ known, start }: { known: Threshold | null; start: Draft }) {
  const t = useMessages(thresholdsMessages);
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const may = useMay('core.alerts.manage');
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [removing, setRemoving] = useState(false);
  const catalogue = useApiQuery<Catalogue>(`/api/metrics/${draft.application}`);
  const dirty = JSON.stringify(draft) !== JSON.stringify(start);
  const leaving = useBlocker({ shouldBlockFn: () => dirty && !busy, enableBeforeUnload: dirty, withResolver: true });
  const { input, rule, faults } = useMemo(() => readDraft(draft), [draft]);
  const change = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }));
  const errorOf = (field: string): string | null => {
    const fault = tried ? faults.find((one) => one.field === field) : undefined;
    return fault ? t(fault.key, { value: fault.value ?? '' }) : null;
  };
  const metric = catalogue.data?.metrics.find((one) => one.name === draft.metric);
  const unit = (metric?.unit ?? null) as FigureUnit | null;

  const finish = async (text: string) => {
    notify({ title: text, tone: 'ok' });
    await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/alert') });
    await navigate({ to: '/alerts/thresholds' as never, ignoreBlocker: true });
  };
  const attempt = async (work: () => Promise<unknown>, done: string) => {
    setBusy(true);
    try {
      await work();
      await finish(done);
    } catch (error) {
      setRefused(error instanceof ApiError ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const save = () => {
    setTried(true);
    setRefused(null);
    if (!input) return;
    void attempt(
      () =>
        known
          ? api.send('PATCH', `/api/alert-thresholds/${known.id}`, { ...input, version: known.version })
          : api.send('POST', '/api/alert-thresholds', input),
      t('saved'),
    );
  };
  const title = known?.name ?? t('newThreshold');
  return (
    <>
      <PageHeader
        title={title}
        crumbs={[{ label: t('thresholds'), to: '/alerts/thresholds' }, { label: title }]}
        actions={
          may && (
            <>
              {known && (
                <Button tone="danger" icon={Trash2} onClick={() => setRemoving(true)}>
                  {t('removeThreshold')}
                </Button>
              )}
              <Button tone="primary" busy={busy} disabled={known !== null && !dirty} onClick={save}>
                {t('save')}
              </Button>
            </>
          )
        }
      />
      {(refused || (tried && faults.length > 0)) && (
        <div role="alert" className="rounded-md bg-bad-soft px-4 py-3 text-bad">
          {refused ?? `${t('mend')} ${[...new Set(faults.map((one) => t(nameOf(one.field))))].join(', ')}`}
        </div>
      )}
      <div className="grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <fieldset disabled={!may} className="flex min-w-0 flex-col gap-4">
          <Card title={t('what')}>
            <What draft={draft} catalogue={catalogue.data} errorOf={errorOf} change={change} />
          </Card>
          <Card title={t('when')}>
            <RuleFields draft={draft} unit={unit} errorOf={errorOf} change={change} />
          </Card>
          <Card title={t('who')}>
            <DeliveryFields draft={draft} errorOf={errorOf} change={change} />
            <div className="flex flex-col gap-2 pt-4">
              <TextArea
                label={t('instructions')}
                help={t('instructionsHelp')}
                optional
                maxLength={2000}
                value={draft.instructions}
                onChange={(instructions) => change({ instructions })}
              />
              <Checkbox label={t('activeLabel')} checked={draft.active} onChange={(active) => change({ active })} />
            </div>
          </Card>
        </fieldset>
        <div className="xl:sticky xl:top-4 xl:self-start">
          <BacktestCard rule={may ? rule : null} unit={unit} />
        </div>
      </div>
      {known && removing && (
        <ConfirmDialog
          open
          danger
          onOpenChange={setRemoving}
          title={t('removeTitle', { name: known.name })}
          consequence={t('removeConsequence')}
          verb={t('removeThreshold')}
          onConfirm={() =>
            attempt(
              () => api.send('DELETE', `/api/alert-thresholds/${known.id}?version=${known.version}`),
              t('removed'),
            )
          }
        />
      )}
      {leaving.status === 'blocked' && (
        <ConfirmDialog
          open
          danger
          onOpenChange={(open) => !open && leaving.reset()}
          title={t('leave')}
          consequence={t('leaveConsequence')}
          verb={t('leaveVerb')}
          onConfirm={leaving.proceed}
        />
      )}
    </>
  );
}

const NAMED = ['name', 'metric', 'limit', 'windowDays', 'recipients', 'quiet'] as const;
const nameOf = (field: string) =>
  field.startsWith('escalation') ? 'escalation' : (NAMED.find((one) => one === field) ?? 'name');

function What(props: {
  draft: Draft;
  catalogue: Catalogue | undefined;
  errorOf: (field: string) => string | null;
  change: (patch: Partial<Draft>) => void;
}) {
  const t = useMessages(thresholdsMessages);
  const { locale } = useLocale();
  const applications = useApplications();
  const { draft, catalogue, errorOf, change } = props;
  const metric = catalogue?.metrics.find((one) => one.name === draft.metric);
  // A name that an address brought is shown as it is; else the thing itself is offered once.
  const used = new Set([draft.dimension, ...draft.filters.map((one) => one.dimension)]);
  const twins = new Set(catalogue?.dimensions.flatMap(({ names }) => (names ? [names] : [])));
  // A name and its key are one thing to people: the key is kept, the name is shown.
  const dimensions = (catalogue?.dimensions ?? [])
    .filter(
      (one) =>
        one.kind !== 'time' && metric?.dimensions.includes(one.name) && (!twins.has(one.name) || used.has(one.name)),
    )
    .map((one) => ({ value: one.name, label: one.label }));
  return (
    <div className="flex flex-col gap-4">
      <TextField
        label={t('name')}
        value={draft.name}
        maxLength={120}
        error={errorOf('name')}
        onChange={(name) => change({ name })}
      />
      {applications.length > 1 && (
        <Field label={t('application')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('application')}
              value={draft.application}
              options={applications.map((one) => ({ value: one.id, label: one.name[locale] }))}
              onChange={(application) =>
                application && change({ application, metric: null, dimension: null, filters: [] })
              }
            />
          )}
        </Field>
      )}
      {catalogue ? (
        <MetricChoice
          catalogue={catalogue}
          value={draft.metric}
          error={errorOf('metric')}
          onChange={(name) => {
            const reach = catalogue.metrics.find((one) => one.name === name)?.dimensions ?? [];
            const dimension = draft.dimension !== null && reach.includes(draft.dimension) ? draft.dimension : null;
            change({ metric: name, dimension, filters: draft.filters.filter((one) => reach.includes(one.dimension)) });
          }}
        />
      ) : (
        <Skeleton className="h-40" />
      )}
      {metric && draft.kind !== 'freshness' && (
        <>
          <Field label={t('perValue')} help={t('perValueHelp')}>
            {({ id }) => (
              <Select
                id={id}
                label={t('perValue')}
                value={draft.dimension}
                all={t('whole')}
                options={dimensions}
                onChange={(dimension) => change({ dimension })}
              />
            )}
          </Field>
          {catalogue && (
            <FilterRows
              application={draft.application}
              metric={draft.metric}
              catalogue={catalogue}
              dimensions={dimensions}
              filters={draft.filters}
              onChange={(filters) => change({ filters })}
            />
          )}
        </>
      )}
    </div>
  );
}
