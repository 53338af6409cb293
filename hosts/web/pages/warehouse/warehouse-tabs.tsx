import { SectionTabs, useMessages } from '@griot/ui';
import { useMay } from '../../shell/services.tsx';
import { warehouseMessages } from './warehouse.messages.ts';

/** The pages of the warehouse, one beside the other. */
export function WarehouseTabs() {
  const t = useMessages(warehouseMessages);
  const mayQuery = useMay('core.warehouse.query');
  return (
    <SectionTabs
      label={t('sections')}
      tabs={[
        { path: '/warehouse', label: t('tabProject') },
        { path: '/warehouse/graph', label: t('tabGraph') },
        ...(mayQuery ? [{ path: '/warehouse/sql', label: t('tabSql') }] : []),
        { path: '/warehouse/generations', label: t('tabGenerations') },
      ]}
    />
  );
}
