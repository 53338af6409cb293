import type { Format } from '@griot/ui';
import type { FlowDescription, RunState } from '../../api/flows.ts';
import type { flowsMessages } from './flows.messages.ts';

type Key = keyof (typeof flowsMessages)['fr'];
type Translate = (key: Key, values?: Record<string, string | number>) => string;

/** What starts a flow, a sentence each. */
export function startSentences(
  flow: FlowDescription,
  all: readonly FlowDescription[],
  t: Translate,
  format: Format,
): string[] {
  const nameOf = (name: string) => all.find((one) => one.name === name)?.label[format.locale] ?? name;
  const word = (state: string) => t(`day_${state as Exclude<RunState, 'queued'>}`).toLocaleLowerCase();
  return [
    ...(flow.nextAt ? [t('startsSchedule', { at: format.instant(flow.nextAt) })] : []),
    ...flow.after.map((one) => t('startsAfter', { flow: nameOf(one.flow), states: one.states.map(word).join(', ') })),
    ...flow.events.map((event) => t('startsEvent', { event })),
    t('startsHand'),
  ];
}
