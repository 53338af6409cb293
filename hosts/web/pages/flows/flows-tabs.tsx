import { cx, useMessages } from '@griot/ui';
import { Link, useLocation } from '@tanstack/react-router';
import { flowsMessages } from './flows.messages.ts';

const TABS = [
  { path: '/runs', key: 'tabRuns' },
  { path: '/runs/flows', key: 'tabFlows' },
  { path: '/runs/schedules', key: 'tabSchedules' },
  { path: '/runs/queue', key: 'tabQueue' },
  { path: '/runs/backfills', key: 'tabBackfills' },
] as const;

/** The pages of flows, one beside the other. */
export function FlowsTabs() {
  const t = useMessages(flowsMessages);
  const { pathname } = useLocation();
  return (
    <nav aria-label={t('sections')} className="-mt-2 flex gap-1 overflow-x-auto border-b border-line">
      {TABS.map(({ path, key }) => {
        const here = pathname === path;
        return (
          <Link
            key={path}
            to={path}
            aria-current={here ? 'page' : undefined}
            className={cx(
              'flex h-10 items-center px-3 whitespace-nowrap hover:text-ink max-md:h-12',
              here ? 'border-b-2 border-accent font-semibold text-accent' : 'text-ink-soft',
            )}
          >
            {t(key)}
          </Link>
        );
      })}
    </nav>
  );
}
