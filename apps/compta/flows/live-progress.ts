import type { Services } from '@griot/application';
import type { Label, TaskContext } from '@griot/flows';
import type { Tx } from '@griot/store';
import type { Batch, PeriodStatus } from '../store/periods.ts';

/** What happens to batches, for pages: whoever follows is told of the clients that he may see. */
export const PERIODS_TOPIC = 'compta.periods';

/** `progress` is of the work itself, 0 to 100; null: it begins or has ended, ask again. */
export interface PeriodEvent {
  clientId: string;
  batchId: string;
  status: PeriodStatus;
  progress: number | null;
  /** In both languages: one piece of news goes to all who follow. */
  text: Label | null;
}

const EVERY_MS = 400;

/** How far a task is, and with what. */
export type Say = (percent: number, text?: Label | string) => void;

export const tellChange = (
  services: Services,
  tx: Tx,
  tenantId: string,
  { batchId, clientId }: Pick<Batch, 'batchId' | 'clientId'>,
  status: PeriodStatus,
): Promise<void> => {
  const event: PeriodEvent = { clientId, batchId, status, progress: null, text: null };
  return services.live.publishIn(tx, tenantId, PERIODS_TOPIC, event);
};

/** Says how far a task is, to its run and to who follows the batch; `place`: the task's place among the run's. */
export function progressTeller<P>(
  services: Services,
  ctx: TaskContext<P>,
  batch: Pick<Batch, 'batchId' | 'clientId'>,
  o: { status: PeriodStatus; label: Label; place: number; of: number },
): Say {
  let last = 0;
  return (percent, text) => {
    ctx.progress(percent, text);
    const now = performance.now();
    if (now - last < EVERY_MS) return;
    last = now;
    const event: PeriodEvent = {
      ...{ clientId: batch.clientId, batchId: batch.batchId, status: o.status },
      progress: Math.round(((o.place + percent / 100) / o.of) * 1000) / 10,
      text: joined(o.label, text),
    };
    // Passing news: the next one comes soon, and the state can be asked for.
    services.live.publish(ctx.tenantId, PERIODS_TOPIC, event).catch(() => {});
  };
}

function joined(label: Label, text: Label | string | undefined): Label {
  if (text === undefined) return label;
  const { fr, en } = typeof text === 'string' ? { fr: text, en: text } : text;
  return { fr: `${label.fr} : ${fr}`, en: `${label.en}: ${en}` };
}
