import { Card, useFormat, useMessages } from '@griot/ui';
import type { NodeRun } from '../../../api/warehouse.ts';
import { StatusBadge } from '../status-badge.tsx';
import { warehouseMessages } from '../warehouse.messages.ts';

/** How its last builds went. */
export function NodeRuns({ runs }: { runs: NodeRun[] }) {
  const t = useMessages(warehouseMessages);
  const format = useFormat();
  const publication = (run: NodeRun): string =>
    run.generation !== null
      ? t('published', { generation: run.generation })
      : t(run.state === 'open' ? 'building' : 'notPublished');
  return (
    <Card title={t('runs')} padded={false}>
      {runs.length === 0 && <p className="px-4 py-3 text-ink-soft">{t('noRuns')}</p>}
      <ul className="mt-2">
        {runs.map((run) => (
          <li key={run.buildId} className="border-t border-line px-4 py-2 first:border-t-0">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="figures flex-1 text-sm">
                {format.instant(run.at)}
                <span className="text-ink-faint"> · {publication(run)}</span>
              </span>
              <StatusBadge status={run.status} />
            </div>
            <p className="figures text-xs text-ink-faint">
              {run.rows !== null && `${t('rowsOf', { count: run.rows, shown: format.count(run.rows) })} · `}
              {format.duration(run.ms)}
            </p>
            {run.error && (
              <p className="mt-1 font-mono text-xs break-words whitespace-pre-wrap text-bad">
                {run.error.file &&
                  `${run.error.file}${run.error.line ? `, ${t('line', { line: run.error.line })}` : ''}`}
                {run.error.file && ' – '}
                {run.error.message}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
