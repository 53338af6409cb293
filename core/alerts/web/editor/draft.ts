import type { DeliverySettings, ThresholdFilter, ThresholdInput } from '../answers.ts';

/** Who is told, as it is typed: addresses are one text until they are read. */
export interface DeliveryDraft {
  recipients: string;
  webhookId: string | null;
  quiet: { from: string; to: string; days: number[]; criticalPasses: boolean } | null;
  escalation: { afterMinutes: string | null; recipients: string }[];
}

/** A threshold as it is typed; figures are exact texts, null where nothing is written. */
export interface Draft extends DeliveryDraft {
  name: string;
  application: string;
  metric: string | null;
  dimension: string | null;
  filters: ThresholdFilter[];
  kind: ThresholdInput['kind'];
  operator: ThresholdInput['operator'];
  limit: string | null;
  compare: ThresholdInput['compare'];
  windowDays: string | null;
  hysteresis: string | null;
  pendingMinutes: string | null;
  everyMinutes: 5 | 10;
  severity: ThresholdInput['severity'];
  instructions: string;
  active: boolean;
}

export type Fault = { field: string; key: 'required' | 'badAddress' | 'laterThanBefore' | 'badTime'; value?: string };

export const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7];
export const usualNight = { from: '20:00', to: '07:00', days: ALL_DAYS, criticalPasses: true };

export const newDraft = (application: string, metric: string | null = null): Draft => ({
  ...{ name: '', application, metric, dimension: null, filters: [], kind: 'value', operator: '>', limit: null },
  ...{ compare: 'previous_period', windowDays: '30', hysteresis: '0', pendingMinutes: '0', everyMinutes: 10 },
  ...{ severity: 'warning', instructions: '', active: true },
  ...{ recipients: '', webhookId: null, quiet: null, escalation: [] },
});

export const draftOfDelivery = (o: DeliverySettings): DeliveryDraft => ({
  recipients: o.recipients.join(', '),
  webhookId: o.webhookId,
  quiet: o.quiet,
  escalation: o.escalation.map((step) => ({
    afterMinutes: String(step.afterMinutes),
    recipients: step.recipients.join(', '),
  })),
});

export const draftOf = (o: ThresholdInput): Draft => ({
  ...{ name: o.name, application: o.application, metric: o.metric, dimension: o.dimension, filters: o.filters },
  ...{ kind: o.kind, operator: o.operator, limit: String(o.limit), compare: o.compare, severity: o.severity },
  ...{ windowDays: String(o.windowDays), hysteresis: String(o.hysteresis), pendingMinutes: String(o.pendingMinutes) },
  ...{ everyMinutes: o.everyMinutes, instructions: o.instructions, active: o.active },
  ...draftOfDelivery(o),
});

export const addressesOf = (text: string): string[] => text.split(/[\s,;]+/).filter((one) => one !== '');
const ADDRESS = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\]+$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export function readDelivery(draft: DeliveryDraft): { settings: DeliverySettings; faults: Fault[] } {
  const faults: Fault[] = [];
  const addresses = (field: string, text: string): string[] => {
    const found = addressesOf(text);
    const wrong = found.find((one) => !ADDRESS.test(one));
    if (wrong !== undefined) faults.push({ field, key: 'badAddress', value: wrong });
    return found;
  };
  const recipients = addresses('recipients', draft.recipients);
  if (draft.quiet && !(TIME.test(draft.quiet.from) && TIME.test(draft.quiet.to)))
    faults.push({ field: 'quiet', key: 'badTime' });
  let before = 0;
  const escalation = draft.escalation.map((step, i) => {
    const field = `escalation.${i}`;
    const afterMinutes = Math.round(Number(step.afterMinutes ?? 0));
    if (afterMinutes <= before)
      faults.push({ field, key: step.afterMinutes === null ? 'required' : 'laterThanBefore' });
    before = afterMinutes;
    const told = addresses(field, step.recipients);
    if (told.length === 0) faults.push({ field, key: 'required' });
    return { afterMinutes, recipients: told };
  });
  return { settings: { recipients, webhookId: draft.webhookId, quiet: draft.quiet, escalation }, faults };
}

/** What the server takes, and what is wrong, all at once. The rule alone can be tried before the rest is filled in. */
export function readDraft(draft: Draft): {
  input: ThresholdInput | null;
  rule: ThresholdInput | null;
  faults: Fault[];
} {
  const { settings, faults: wrong } = readDelivery(draft);
  const faults: Fault[] = [];
  const limitless = draft.kind === 'no_data';
  if (draft.metric === null) faults.push({ field: 'metric', key: 'required' });
  if (draft.limit === null && !limitless) faults.push({ field: 'limit', key: 'required' });
  if (draft.windowDays === null) faults.push({ field: 'windowDays', key: 'required' });
  const whole = (text: string | null, least: number) => Math.max(least, Math.round(Number(text ?? least)));
  const input: ThresholdInput = {
    ...{ name: draft.name.trim(), application: draft.application, metric: draft.metric ?? '' },
    ...{ dimension: draft.kind === 'freshness' ? null : draft.dimension, filters: complete(draft.filters) },
    ...{ kind: draft.kind, operator: draft.operator, limit: Number(draft.limit ?? 0), compare: draft.compare },
    ...{ windowDays: whole(draft.windowDays, 1), hysteresis: Math.max(0, Number(draft.hysteresis ?? 0)) },
    ...{ pendingMinutes: whole(draft.pendingMinutes, 0), everyMinutes: draft.everyMinutes, severity: draft.severity },
    ...{ instructions: draft.instructions, active: draft.active },
    ...settings,
  };
  const rule = faults.length === 0 ? { ...input, name: input.name || '–', ...SILENT } : null;
  if (input.name === '') faults.unshift({ field: 'name', key: 'required' });
  const all = [...faults, ...wrong];
  return { input: all.length === 0 ? input : null, rule, faults: all };
}

/** For a trial nobody is told. */
const SILENT = { recipients: [], quiet: null, escalation: [], webhookId: null, instructions: '', active: true };

/** A filter without a value is not one yet. */
const complete = (filters: readonly ThresholdFilter[]): ThresholdFilter[] =>
  filters.filter(({ value }) => (Array.isArray(value) ? value.length > 0 : value !== ''));
