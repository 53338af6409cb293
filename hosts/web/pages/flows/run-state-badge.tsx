import { Badge, useMessages } from '@griot/ui';
import { Pause } from 'lucide-react';
import type { Run } from '../../api/flows.ts';
import { isEnded, stateLook } from './run-state.ts';
import { runsMessages } from './runs.messages.ts';

/** The run's state in a word: also when it is paused, waits for its turn, or is being cancelled. */
export function RunStateBadge({ run }: { run: Pick<Run, 'state' | 'pausedAt' | 'waiting' | 'cancelling'> }) {
  const t = useMessages(runsMessages);
  if (!isEnded(run.state)) {
    if (run.cancelling) return <Badge {...stateLook.cancelled}>{t('cancelling')}</Badge>;
    if (run.pausedAt !== null) {
      return (
        <Badge tone="ochre" icon={Pause}>
          {t('pausedRun')}
        </Badge>
      );
    }
    if (run.waiting) return <Badge {...stateLook.queued}>{t('waitingKey')}</Badge>;
  }
  return <Badge {...stateLook[run.state]}>{t(run.state)}</Badge>;
}
