import {
  Button,
  Card,
  PageHeader,
  QueryView,
  Skeleton,
  TextField,
  useApiQuery,
  useMessages,
  useUrlFilters,
} from '@griot/ui';
import { useNavigate } from '@tanstack/react-router';
import { Save } from 'lucide-react';
import { useState } from 'react';
import type { Catalogue, ReportTemplate, SavedTemplate, TemplateDetails, TemplateList } from '../answers.ts';
import { BlocksField } from '../parts/blocks-field.tsx';
import { PreviewPane } from '../parts/preview-pane.tsx';
import { FormatsField, PeriodField, Tick } from '../parts/report-choices.tsx';
import { reportsMessages } from '../reports.messages.ts';
import { useAct } from '../state/use-acts.ts';

const isId = (value: string) => value.length <= 120;
const CHECKS = { id: isId, copie: isId };

/** A template of one's own: what it shows, in which order, and what the form of sending proposes. */
export default function TemplatePage() {
  const t = useMessages(reportsMessages);
  const { values } = useUrlFilters(CHECKS);
  const source = values.id ?? values.copie ?? '';
  const details = useApiQuery<TemplateDetails>(`/api/reports/templates/${encodeURIComponent(source)}`);
  const list = useApiQuery<TemplateList>('/api/reports/templates');
  return (
    <>
      <PageHeader
        title={values.id ? t('editTemplate') : t('newTemplate')}
        crumbs={[{ label: t('reports'), to: '/reports' }, { label: values.id ? t('edit') : t('copyTemplate') }]}
      />
      <QueryView query={details} skeleton={<Skeleton className="h-96" />}>
        {(found) => (
          <Editor
            key={`${found.id} ${found.version}`}
            details={found}
            copy={values.id === undefined}
            list={list.data}
          />
        )}
      </QueryView>
    </>
  );
}

function Editor({ details, copy, list }: { details: TemplateDetails; copy: boolean; list: TemplateList | undefined }) {
  const t = useMessages(reportsMessages);
  const act = useAct();
  const navigate = useNavigate();
  const [spec, setSpec] = useState<ReportTemplate>(
    copy ? { ...details.spec, title: t('copyOf', { title: details.spec.title }).slice(0, 120) } : details.spec,
  );
  const [busy, setBusy] = useState(false);
  const catalogue = useApiQuery<Catalogue>(`/api/reports/catalogue/${spec.application}`);
  const change = (patch: Partial<ReportTemplate>) => setSpec((before) => ({ ...before, ...patch }));
  const complete = spec.title.trim() !== '' && spec.widgets.length > 0;
  const save = async () => {
    setBusy(true);
    const path = '/api/reports/templates';
    const saved = copy
      ? await act<SavedTemplate>('POST', path, { spec }, t('templateSaved'))
      : await act<SavedTemplate>(
          'PUT',
          `${path}/${details.id}`,
          { spec, version: details.version },
          t('templateSaved'),
        );
    setBusy(false);
    if (saved) void navigate({ to: '/reports/prepare', search: { modele: saved.id } as never });
  };
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(22rem,30rem)_minmax(0,1fr)]">
      <Card>
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (complete) void save();
          }}
        >
          <TextField label={t('title')} value={spec.title} maxLength={120} onChange={(title) => change({ title })} />
          <TextField
            label={t('description')}
            optional
            value={spec.description}
            maxLength={500}
            onChange={(description) => change({ description })}
          />
          <TextField
            label={t('area')}
            help={t('areaHelp')}
            optional
            value={spec.area}
            maxLength={60}
            onChange={(area) => change({ area })}
          />
          <PeriodField value={spec.period} onChange={(period) => change({ period })} />
          <FormatsField value={spec.formats} onChange={(formats) => change({ formats })} />
          <Tick label={t('skipEmpty')} checked={spec.skipEmpty} onChange={(skipEmpty) => change({ skipEmpty })} />
          {catalogue.data && (
            <>
              <FiltersOffered catalogue={catalogue.data} spec={spec} onChange={change} />
              <BlocksField
                catalogue={catalogue.data}
                widgets={spec.widgets}
                onChange={(widgets) => change({ widgets })}
              />
            </>
          )}
          <Button type="submit" tone="primary" size="large" icon={Save} busy={busy} disabled={!complete}>
            {t('saveTemplate')}
          </Button>
        </form>
      </Card>
      {list && complete && (
        <PreviewPane
          template={details.id}
          draft={spec}
          period={null}
          recipients={[{ userId: list.me, filters: [] }]}
          people={list.people}
        />
      )}
    </div>
  );
}

/** Dimensions by which the sender may narrow each copy. */
function FiltersOffered(props: {
  catalogue: Catalogue;
  spec: ReportTemplate;
  onChange: (patch: Partial<ReportTemplate>) => void;
}) {
  const t = useMessages(reportsMessages);
  const { parameters } = props.spec;
  const measured = new Set(props.spec.widgets.flatMap((one) => ('query' in one ? one.query.metrics : [])));
  const used = props.catalogue.metrics.filter(({ name }) => measured.has(name));
  const offered = props.catalogue.dimensions.filter(
    ({ name, kind }) =>
      parameters.includes(name) || (kind === 'categorical' && used.some((one) => one.dimensions.includes(name))),
  );
  const toggle = (name: string) => {
    const on = parameters.includes(name);
    props.onChange({ parameters: on ? parameters.filter((one) => one !== name) : [...parameters, name].slice(-8) });
  };
  return (
    <fieldset className="min-w-0">
      <legend className="text-sm font-medium">{t('filtersOffered')}</legend>
      <div className="mt-1 flex flex-wrap gap-1.5">
        {offered.map((one) => (
          <button
            key={one.name}
            type="button"
            title={one.name}
            aria-pressed={parameters.includes(one.name)}
            onClick={() => toggle(one.name)}
            className="min-h-8 rounded-md border border-line px-2.5 text-sm hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent max-md:min-h-12"
          >
            {one.label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
