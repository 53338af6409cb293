import { Badge, useMessages } from '@griot/ui';
import type { Resource, ResourceStatus } from '../../api/warehouse.ts';
import { statusTones } from './resource-kind.ts';
import { warehouseMessages } from './warehouse.messages.ts';

export function StatusBadge({ status }: { status: ResourceStatus | null }) {
  const t = useMessages(warehouseMessages);
  if (status === null) return <span className="text-ink-faint">{t('never')}</span>;
  return <Badge tone={statusTones[status]}>{t(`status_${status}`)}</Badge>;
}

/** How many tests look at it, and how they ended. */
export function TestCounts({ tests }: { tests: Resource['tests'] }) {
  const t = useMessages(warehouseMessages);
  if (tests === null) return null;
  const { passed, warned, failed, waiting } = tests;
  const all = passed + warned + failed + waiting;
  if (all === 0) return <span className="text-ink-faint">{t('noTests')}</span>;
  if (failed > 0) return <Badge tone="bad">{t('testsFailed', { count: failed, shown: failed })}</Badge>;
  if (warned > 0) return <Badge tone="warn">{t('testsWarned', { count: warned, shown: warned })}</Badge>;
  if (passed === 0) return <span className="text-ink-faint">{t('testsWaiting', { count: all, shown: all })}</span>;
  return <Badge tone="ok">{t('testsPassed', { count: passed, shown: passed })}</Badge>;
}
