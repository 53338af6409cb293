import type { Services } from '@griot/application';
import type { Batch, PeriodStatus } from '../store/periods.ts';

export interface BatchState {
  status: PeriodStatus;
  /** 0 to 100, of the work itself. */
  progress: number;
  /** In the reader's language. */
  text: string | null;
  error: string | null;
}

/** Where a batch is: its state, and, while something is done with it, how far that is. */
export async function batchState(
  services: Services,
  tenantId: string,
  batch: Batch,
  locale: 'fr' | 'en',
): Promise<BatchState> {
  const { status, error } = batch;
  if (status === 'COMPLETED' || status === 'PENDING') return { status, error, progress: 100, text: null };
  if (batch.runId === null) return { status, error, progress: 0, text: null };
  const { taskList } = await services.flows.run(tenantId, batch.runId);
  const done = taskList.filter(({ state }) => state === 'succeeded').length;
  const running = taskList.find(({ state }) => state === 'running');
  const attempt = running?.attempts.at(-1);
  const share = done + (attempt?.progress ?? 0) / 100;
  const text = running ? [running.label[locale], attempt?.progressText?.[locale]].filter(Boolean).join(' : ') : null;
  return { status, error, progress: Math.round((share / Math.max(1, taskList.length)) * 1000) / 10, text };
}
