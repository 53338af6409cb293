import { ApiError, Button, DayField, Dialog, NumberField, useApi, useLocale, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { FlowDescription } from '../../api/flows.ts';
import { flowsMessages } from './flows.messages.ts';
import { FlowChoice } from './form/flow-choice.tsx';
import { ParameterFields } from './form/parameter-fields.tsx';
import { Problems } from './problems.tsx';
import { useParameterForm } from './use-parameter-form.ts';

export function BackfillDialog({ flows, onClose }: { flows: readonly FlowDescription[]; onClose: () => void }) {
  const [name, setName] = useState(flows[0]?.name ?? '');
  const flow = flows.find((one) => one.name === name);
  if (!flow?.backfill) return null;
  const choice = flows.length > 1 && <FlowChoice flows={flows} value={name} onChange={setName} />;
  return <BackfillForm key={name} flow={flow} rule={flow.backfill} choice={choice} onClose={onClose} />;
}

interface FormProps {
  flow: FlowDescription;
  rule: NonNullable<FlowDescription['backfill']>;
  choice: React.ReactNode;
  onClose: () => void;
}

type RangeErrors = Partial<Record<'firstDay' | 'lastDay' | 'parallel', string>>;
const CODES = ['not_a_day', 'before_first', 'too_many_days', 'out_of_range'] as const;

function BackfillForm({ flow, rule, choice, onClose }: FormProps) {
  const t = useMessages(flowsMessages);
  const { locale } = useLocale();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useParameterForm(flow.parameters, {}, rule.day);
  const [firstDay, setFirstDay] = useState<string | null>(null);
  const [lastDay, setLastDay] = useState<string | null>(null);
  const [parallel, setParallel] = useState<string | null>(String(Math.min(2, rule.maxParallel)));
  const [newestFirst, setNewestFirst] = useState(false);
  const [wrong, setWrong] = useState<RangeErrors>({});
  const [busy, setBusy] = useState(false);
  const start = async () => {
    const parameters = form.read();
    const missing = {
      ...(firstDay ? {} : { firstDay: t('mustFill') }),
      ...(lastDay ? {} : { lastDay: t('mustFill') }),
    };
    setWrong(missing);
    if (!parameters || Object.keys(missing).length > 0) return;
    setBusy(true);
    try {
      const body = { flow: flow.name, firstDay, lastDay, parallel: Number(parallel ?? 1), newestFirst, parameters };
      const { id } = await api.send<{ id: string }>('POST', '/api/flows/backfills', body);
      void queries.invalidateQueries({ queryKey: ['/api/flows/backfills'] });
      onClose();
      void navigate({ to: `/runs/backfills/${id}` });
    } catch (error) {
      if (error instanceof ApiError && error.code === 'flows.backfill_invalid') setWrong(rangeErrors(error));
      else form.refuse(error);
    } finally {
      setBusy(false);
    }
  };
  const rangeErrors = (error: ApiError): RangeErrors => {
    const issues = (error.details.issues ?? []) as { path: string; code: string }[];
    return Object.fromEntries(
      issues.map(({ path, code }) => {
        const known = CODES.find((one) => one === code);
        return [path, known ? t(`err_${known}`, { max: rule.maxParallel }) : code];
      }),
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('backfillTitle')}
      description={flow.label[locale]}
      footer={
        <>
          <Button onClick={onClose}>{t('close')}</Button>
          <Button tone="primary" busy={busy} onClick={() => void start()}>
            {t('launch')}
          </Button>
        </>
      }
    >
      <Problems texts={form.problems} />
      <div className="flex flex-col gap-4">
        {choice}
        <div className="grid grid-cols-2 gap-3">
          <DayField label={t('firstDay')} value={firstDay} onChange={setFirstDay} error={wrong.firstDay ?? null} />
          <DayField label={t('lastDay')} value={lastDay} onChange={setLastDay} error={wrong.lastDay ?? null} />
        </div>
        <NumberField
          label={t('parallel')}
          value={parallel}
          onChange={setParallel}
          error={wrong.parallel ?? null}
          help={t('err_out_of_range', { max: rule.maxParallel })}
        />
        <label className="flex min-h-9 items-center gap-2 max-md:min-h-12">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={newestFirst}
            onChange={(event) => setNewestFirst(event.target.checked)}
          />
          {t('newestFirst')}
        </label>
        <ParameterFields fields={form.fields} values={form.values} errors={form.errors} onChange={form.change} />
      </div>
    </Dialog>
  );
}
