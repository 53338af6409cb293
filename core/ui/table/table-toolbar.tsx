import { Columns3, Download, Group, Rows3, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../basics/button.tsx';
import { Menu } from '../basics/menu.tsx';
import { useMessages } from '../i18n/locale-provider.tsx';
import { usePreferences } from '../theme/preferences-provider.tsx';
import { tableMessages } from './table.messages.ts';

export interface TableToolbarProps {
  title?: ReactNode;
  count: string;
  search: string;
  onSearch: (query: string) => void;
  columns: { id: string; heading: string; shown: boolean; toggle: () => void }[];
  filtered: boolean;
  onClearFilters: () => void;
  onExport: (what: 'shown' | 'all') => void;
  /** All rows from the server, as a workbook too; the page need not hold them. */
  onServerExport?: ((format: 'csv' | 'xlsx') => void) | undefined;
  /** Columns that rows may be grouped by. */
  groups: { id: string; heading: string }[];
  group: string | null;
  onGroup: (column: string | null) => void;
  actions?: ReactNode;
}

export function TableToolbar(props: TableToolbarProps) {
  const t = useMessages(tableMessages);
  const { preferences, change } = usePreferences();
  return (
    <div role="toolbar" aria-label={t('toolbar')} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
      <div className="min-w-32 flex-1">
        {props.title && <h2 className="text-base font-semibold text-ink">{props.title}</h2>}
        <p aria-live="polite" className="figures text-xs text-ink-faint">
          {props.count}
        </p>
      </div>
      {props.filtered && (
        <Button size="small" tone="quiet" onClick={props.onClearFilters}>
          {t('clearAll')}
        </Button>
      )}
      <label className="flex h-9 items-center gap-2 rounded-md border border-line bg-surface px-2.5 focus-within:border-accent max-md:order-last max-md:h-11 max-md:w-full md:w-56">
        <Search aria-hidden className="size-4 text-ink-faint" strokeWidth={1.75} />
        <input
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={props.search}
          onChange={(event) => props.onSearch(event.target.value)}
          className="min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-ink-faint"
        />
      </label>
      <div className="flex min-w-0 flex-wrap items-center justify-end">
        {props.actions}
        <span className="hidden items-center md:flex">
          {props.groups.length > 0 && (
            <Menu
              trigger={<IconButton icon={Group} label={t('groupBy')} pressed={props.group !== null || undefined} />}
              groups={[
                {
                  id: 'groups',
                  heading: t('groupBy'),
                  choices: [{ id: '', heading: t('ungrouped') }, ...props.groups].map(({ id, heading }) => ({
                    id: id || 'none',
                    label: heading,
                    checked: (props.group ?? '') === id,
                    onSelect: () => props.onGroup(id || null),
                  })),
                },
              ]}
            />
          )}
          <Menu
            trigger={<IconButton icon={Columns3} label={t('columns')} />}
            groups={[
              {
                id: 'columns',
                heading: t('columns'),
                choices: props.columns.map((column) => ({
                  id: column.id,
                  label: column.heading,
                  checked: column.shown,
                  keepOpen: true,
                  onSelect: column.toggle,
                })),
              },
            ]}
          />
          <Menu
            trigger={<IconButton icon={Rows3} label={t('display')} />}
            groups={[
              {
                id: 'density',
                heading: t('display'),
                choices: (['comfortable', 'compact'] as const).map((density) => ({
                  id: density,
                  label: t(density),
                  checked: preferences.density === density,
                  onSelect: () => change({ density }),
                })),
              },
            ]}
          />
        </span>
        <Menu
          trigger={<IconButton icon={Download} label={t('export')} />}
          groups={[
            {
              id: 'export',
              heading: t('export'),
              choices: [
                { id: 'shown', label: t('exportShown'), onSelect: () => props.onExport('shown') },
                {
                  id: 'all',
                  label: t('exportAll'),
                  onSelect: () => (props.onServerExport ? props.onServerExport('csv') : props.onExport('all')),
                },
                ...(props.onServerExport
                  ? [{ id: 'sheet', label: t('exportAllSheet'), onSelect: () => props.onServerExport?.('xlsx') }]
                  : []),
              ],
            },
          ]}
        />
      </div>
    </div>
  );
}
