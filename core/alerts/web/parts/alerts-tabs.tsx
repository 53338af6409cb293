import { cx, useMay, useMessages } from '@griot/ui';
import { Link, useLocation } from '@tanstack/react-router';
import { alertsMessages } from '../alerts.messages.ts';

const TABS = [
  { path: '/alerts', key: 'tabAlerts', permission: 'core.alerts.read' },
  { path: '/alerts/thresholds', key: 'tabThresholds', permission: 'core.alerts.read' },
  { path: '/alerts/delivery', key: 'tabDelivery', permission: 'core.alerts.manage' },
] as const;

/** The pages of alerts, one beside the other. */
export function AlertsTabs() {
  const t = useMessages(alertsMessages);
  return (
    <nav aria-label={t('alerts')} className="-mt-2 flex gap-1 overflow-x-auto border-b border-line">
      {TABS.map(({ path, key, permission }) => (
        <Tab key={path} path={path} permission={permission} label={t(key)} />
      ))}
    </nav>
  );
}

function Tab({ path, label, permission }: { path: string; label: string; permission: string }) {
  const here = useLocation().pathname === path;
  if (!useMay(permission)) return null;
  return (
    <Link
      to={path}
      aria-current={here ? 'page' : undefined}
      className={cx(
        'flex h-10 items-center px-3 whitespace-nowrap hover:text-ink max-md:h-12',
        here ? 'border-b-2 border-accent font-semibold text-accent' : 'text-ink-soft',
      )}
    >
      {label}
    </Link>
  );
}
