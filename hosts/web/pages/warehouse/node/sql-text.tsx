import { Card, IconButton, notify, Tabs, useMessages } from '@griot/ui';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { SqlView } from '../sql/sql-editor.tsx';
import { warehouseMessages } from '../warehouse.messages.ts';

/** The SQL as it is run, and as it is written. */
export function SqlText({ compiled, written }: { compiled: string; written: string | null }) {
  const t = useMessages(warehouseMessages);
  const [tab, setTab] = useState('compiled');
  const items = [
    { id: 'compiled', label: t('compiled'), content: <SqlView sql={compiled} label={t('compiled')} /> },
    ...(written === null
      ? []
      : [{ id: 'written', label: t('written'), content: <SqlView sql={written} label={t('written')} /> }]),
  ];
  const copy = async () => {
    await navigator.clipboard.writeText(tab === 'compiled' ? compiled : (written ?? ''));
    notify({ title: t('copiedDone'), tone: 'ok' });
  };
  return (
    <Card padded={false} className="relative">
      <IconButton icon={Copy} label={t('copy')} onClick={() => void copy()} className="absolute top-1 right-2 z-10" />
      <Tabs label={t('compiled')} items={items} value={tab} onChange={setTab} />
    </Card>
  );
}
