import { Badge, type Tone, useMessages } from '@griot/ui';
import { zonesMessages } from '../zones.messages.ts';

const states: Record<string, { tone: Tone; key: 'servicingFull' | 'servicingPartial' | 'servicingNone' }> = {
  viabilisee: { tone: 'ok', key: 'servicingFull' },
  partielle: { tone: 'warn', key: 'servicingPartial' },
  non_viabilisee: { tone: 'bad', key: 'servicingNone' },
};

/** The word for a servicing status; an unknown one is shown as it came. */
export function useServicingText(): (status: string) => string {
  const t = useMessages(zonesMessages);
  return (status) => {
    const state = states[status];
    return state ? t(state.key) : status;
  };
}

export function ServicingBadge({ status }: { status: string }) {
  const text = useServicingText();
  return <Badge tone={states[status]?.tone ?? 'neutral'}>{text(status)}</Badge>;
}
