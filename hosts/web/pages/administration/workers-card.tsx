import { Badge, buttonClasses, Card, EmptyState, useFormat, useMessages } from '@griot/ui';
import { Link } from '@tanstack/react-router';
import type { AdminWorker } from '../../api/administration.ts';
import { useMay } from '../../shell/services.tsx';
import { useNow } from '../flows/use-now.ts';
import { administrationMessages } from './administration.messages.ts';

const tones = { living: 'ok', silent: 'warn', stopped: 'neutral' } as const;
/** Stopped ones of the last day are history: the newest are enough. */
const STOPPED_SHOWN = 3;

export function WorkersCard({ workers }: { workers: AdminWorker[] }) {
  const t = useMessages(administrationMessages);
  const format = useFormat();
  const now = useNow(true);
  const maySeeQueue = useMay('core.flows.read');
  const stopped = workers.filter(({ state }) => state === 'stopped').slice(0, STOPPED_SHOWN);
  const shown = [...workers.filter(({ state }) => state !== 'stopped'), ...stopped];
  return (
    <Card
      title={t('workers')}
      note={t('workersNote')}
      padded={false}
      actions={
        maySeeQueue && (
          <Link to="/runs/queue" className={buttonClasses('quiet', 'small')}>
            {t('queue')}
          </Link>
        )
      }
    >
      {shown.length === 0 && <EmptyState small sentence={t('noWorkers')} />}
      <ul className="mt-2">
        {shown.map((worker) => (
          <li key={worker.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-4 py-2">
            <span className="min-w-36 flex-1">
              <span className="font-medium">{worker.machine}</span>
              <span className="figures text-sm text-ink-faint"> {worker.pid}</span>
            </span>
            {worker.labels.map((label) => (
              <Badge key={label}>{label}</Badge>
            ))}
            <span className="figures text-sm text-ink-soft">
              {t('places', { busy: worker.busy, slots: worker.slots })}
            </span>
            <Badge tone={tones[worker.state]}>{t(`worker_${worker.state}`)}</Badge>
            <span className="figures w-full text-xs text-ink-faint">
              {t('beat', { time: format.duration(Math.max(0, now - Date.parse(worker.beatAt))) })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
