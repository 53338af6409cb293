import { Badge, Card, type Tone, useApiQuery, useFormat, useMessages } from '@griot/ui';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { AskedSql, SqlTable } from '../../../api/warehouse.ts';
import { sqlMessages } from './sql.messages.ts';

const tones: Record<AskedSql['outcome'], Tone> = {
  answered: 'neutral',
  refused: 'bad',
  stopped: 'warn',
  failed: 'bad',
};
const SHOWN = 60;

/** What may be read: models and their columns; a click begins a query. */
export function ModelList({ tables, onPick }: { tables: readonly SqlTable[]; onPick: (sql: string) => void }) {
  const t = useMessages(sqlMessages);
  const [search, setSearch] = useState('');
  const word = search.trim().toLowerCase();
  const found = tables.filter(
    ({ name, columns }) =>
      name.toLowerCase().includes(word) || columns.some((column) => column.name.toLowerCase().includes(word)),
  );
  return (
    <Card title={t('models')}>
      <input
        type="search"
        aria-label={t('searchModels')}
        placeholder={t('searchModels')}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        className="h-9 rounded-md border border-line bg-surface px-2.5 max-md:h-11"
      />
      <ul className="mt-2 max-h-72 overflow-y-auto">
        {found.slice(0, SHOWN).map(({ name, columns }) => (
          <li key={name} className="relative">
            <details className="group">
              <summary className="flex h-8 cursor-pointer items-center gap-2 pr-16 font-mono text-sm max-md:h-11">
                <ChevronRight aria-hidden className="size-3.5 shrink-0 text-ink-faint group-open:rotate-90" />
                <span className="min-w-0 flex-1 truncate">{name}</span>
              </summary>
              <ul className="border-l border-line pl-3">
                {columns.map((column) => (
                  <li key={column.name} className="flex justify-between gap-2 font-mono text-xs">
                    <span className="truncate">{column.name}</span>
                    <span className="shrink-0 text-ink-faint">{column.type}</span>
                  </li>
                ))}
              </ul>
            </details>
            <button
              type="button"
              aria-label={`SELECT ${name}`}
              className="absolute top-0 right-0 h-8 rounded-sm px-1.5 font-mono text-xs text-accent hover:underline max-md:h-11"
              onClick={() => onPick(`SELECT *\nFROM ${name}`)}
            >
              SELECT
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** One's own last queries; a click brings one back. */
export function History({ onPick }: { onPick: (sql: string) => void }) {
  const t = useMessages(sqlMessages);
  const format = useFormat();
  const { data } = useApiQuery<{ items: AskedSql[] }>('/api/warehouse/sql/history', { limit: 30 });
  return (
    <Card title={t('history')} padded={false}>
      {data?.items.length === 0 && <p className="px-4 py-3 text-ink-soft">{t('noHistory')}</p>}
      <ul className="mt-2 max-h-80 overflow-y-auto">
        {data?.items.map((asked) => (
          <li key={`${asked.at} ${asked.ms}`} className="border-t border-line first:border-t-0">
            <button
              type="button"
              title={t('reuse')}
              onClick={() => onPick(asked.sql)}
              className="flex w-full flex-col gap-1 px-4 py-2 text-left hover:bg-sunken"
            >
              <span className="line-clamp-2 font-mono text-xs break-all">{asked.sql}</span>
              <span className="flex items-center gap-2 text-xs text-ink-faint">
                <span className="figures">{format.instant(asked.at)}</span>
                <Badge tone={tones[asked.outcome]}>
                  {t(`outcome_${asked.outcome}`, { rows: format.count(asked.rows ?? 0) })}
                </Badge>
                <span className="figures">{format.duration(asked.ms)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
