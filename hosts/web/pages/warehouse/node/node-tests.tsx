import { Badge, Button, Card, cx, useFormat, useMessages } from '@griot/ui';
import { useSearch } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { ResourceDetail, ResourceTest } from '../../../api/warehouse.ts';
import { statusTones } from '../resource-kind.ts';
import { ResultTable } from '../result-table.tsx';
import { warehouseMessages } from '../warehouse.messages.ts';

const rank = { fail: 0, error: 0, warn: 1, pass: 2, none: 3 };

/** Its tests, the bad ones first, with the failing rows that the build kept. */
export function NodeTests({ detail }: { detail: ResourceDetail }) {
  const t = useMessages(warehouseMessages);
  const tests = [...detail.tests].sort((a, b) => rank[a.status ?? 'none'] - rank[b.status ?? 'none']);
  return (
    <Card title={t('tests')} note={detail.rowsHidden ? t('rowsHidden') : undefined} padded={false}>
      {tests.length === 0 && <p className="px-4 py-3 text-ink-soft">{t('noTestsHere')}</p>}
      <ul className="mt-2">
        {tests.map((test) => (
          <Test key={test.id} test={test} />
        ))}
      </ul>
    </Card>
  );
}

function Test({ test }: { test: ResourceTest }) {
  const t = useMessages(warehouseMessages);
  const format = useFormat();
  const { test: asked } = useSearch({ strict: false }) as { test?: string };
  const [open, setOpen] = useState(asked === test.id);
  const { failing, status } = test;
  return (
    <li className={cx('border-t border-line px-4 py-2.5 first:border-t-0', asked === test.id && 'bg-ochre-soft')}>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        {status === null ? (
          <span className="text-sm text-ink-faint">{t('never')}</span>
        ) : (
          <Badge tone={statusTones[status]}>{t(`status_${status}`)}</Badge>
        )}
        <span className="min-w-40 flex-1">
          {test.column && <span className="font-mono text-sm font-medium">{test.column} · </span>}
          <span className="font-mono text-sm break-all text-ink-soft">{test.name}</span>
        </span>
        <span className="text-xs text-ink-faint">
          {t(`severity_${test.severity}`)}
          {test.ms !== null && ` · ${format.duration(test.ms)}`}
        </span>
      </div>
      {test.description && <p className="text-sm text-ink-soft">{test.description}</p>}
      {test.error && <p className="mt-1 font-mono text-sm whitespace-pre-wrap text-bad">{test.error.message}</p>}
      {status !== null && status !== 'pass' && test.failures > 0 && (
        <div className="mt-1 flex flex-wrap items-center gap-2">
          <span className="text-sm text-ink-soft">
            {t('failingRows', { count: test.failures, shown: format.count(test.failures) })}
          </span>
          {failing && (
            <Button size="small" icon={ChevronDown} aria-expanded={open} onClick={() => setOpen(!open)}>
              {t('failingShown', { shown: format.count(failing.rows.length), at: format.instant(test.at) })}
            </Button>
          )}
        </div>
      )}
      {open && failing && (
        <div className="mt-2 -mx-4">
          <ResultTable
            title={test.name}
            columns={failing.columns.map((name) => ({ name, type: '' }))}
            rows={failing.rows}
            maxHeight="20rem"
          />
        </div>
      )}
    </li>
  );
}
