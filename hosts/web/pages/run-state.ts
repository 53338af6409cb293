import { type Tone, workIcons } from '@griot/ui';
import type { LucideIcon } from 'lucide-react';
import type { RunState, TaskState } from '../api/flows.ts';

/** Tone and icon of each state; the word comes from the catalogue. */
export const stateLook: Record<RunState | TaskState, { tone: Tone; icon?: LucideIcon }> = {
  queued: { tone: 'neutral', icon: workIcons.waiting },
  pending: { tone: 'neutral', icon: workIcons.waiting },
  ready: { tone: 'neutral', icon: workIcons.waiting },
  running: { tone: 'accent', icon: workIcons.running },
  succeeded: { tone: 'ok' },
  failed: { tone: 'bad' },
  cancelled: { tone: 'neutral', icon: workIcons.cancelled },
  skipped: { tone: 'neutral', icon: workIcons.cancelled },
};

export function isEnded(state: RunState): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}
