import { cx, useMessages } from '@griot/ui';
import { Link, useLocation } from '@tanstack/react-router';
import { useMay } from '../../shell/services.tsx';
import { warehouseMessages } from './warehouse.messages.ts';

const TABS = [
  { path: '/warehouse', key: 'tabProject', permission: 'core.warehouse.read' },
  { path: '/warehouse/graph', key: 'tabGraph', permission: 'core.warehouse.read' },
  { path: '/warehouse/sql', key: 'tabSql', permission: 'core.warehouse.query' },
  { path: '/warehouse/generations', key: 'tabGenerations', permission: 'core.warehouse.read' },
] as const;

/** The pages of the warehouse, one beside the other. */
export function WarehouseTabs() {
  const t = useMessages(warehouseMessages);
  const { pathname } = useLocation();
  const mayQuery = useMay('core.warehouse.query');
  return (
    <nav aria-label={t('sections')} className="-mt-2 flex gap-1 overflow-x-auto border-b border-line">
      {TABS.filter(({ permission }) => permission === 'core.warehouse.read' || mayQuery).map(({ path, key }) => {
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
