import { Card, useMessages } from '@griot/ui';
import { Link, useSearch } from '@tanstack/react-router';
import type { ColumnPlace, Resource, ResourceColumn, ResourceDetail } from '../../../api/warehouse.ts';
import { nodePath } from '../resource-path.ts';
import { warehouseMessages } from '../warehouse.messages.ts';

interface ColumnsProps {
  detail: ResourceDetail;
  known: ReadonlyMap<string, Resource>;
}

/** Each column with where it comes from and what is made from it; both lead on, column by column. */
export function NodeColumns({ detail, known }: ColumnsProps) {
  const t = useMessages(warehouseMessages);
  const { column: marked } = useSearch({ strict: false }) as { column?: string };
  const { columns, problem } = detail;
  const isMetric = detail.item.kind === 'metric';
  return (
    <Card title={isMetric ? t('definition') : t('columns')} padded={false}>
      {problem !== null && <p className="px-4 py-2 text-sm text-warn">{t('problem', { problem })}</p>}
      {columns.length === 0 ? (
        <p className="px-4 py-3 text-ink-soft">{t('noColumns')}</p>
      ) : (
        <div className="mt-2 overflow-x-auto">
          <table className="w-full min-w-[40rem] text-left">
            <thead className="border-b border-line text-xs text-ink-faint">
              <tr>
                <th className="px-4 py-2 font-normal">{t('column')}</th>
                <th className="px-4 py-2 font-normal">{t('comesFrom')}</th>
                {!isMetric && <th className="px-4 py-2 font-normal">{t('goesTo')}</th>}
              </tr>
            </thead>
            <tbody data-own-words>
              {columns.map((column) => (
                <Row
                  key={column.name}
                  column={column}
                  known={known}
                  leads={!isMetric}
                  marked={marked?.toLowerCase() === column.name.toLowerCase()}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

interface RowProps {
  column: ResourceColumn;
  known: ColumnsProps['known'];
  /** Other columns are made from it. */
  leads: boolean;
  marked: boolean;
}

function Row({ column, known, leads, marked }: RowProps) {
  const t = useMessages(warehouseMessages);
  return (
    <tr
      id={`column-${column.name}`}
      className={`border-b border-line align-top last:border-b-0 ${marked ? 'bg-ochre-soft' : ''}`}
    >
      <td className="px-4 py-2">
        <span className="font-mono text-sm font-medium">{column.name}</span>
        {column.type && <span className="block text-xs text-ink-faint">{column.type}</span>}
        {column.description && <span className="block text-sm text-ink-soft">{column.description}</span>}
      </td>
      <td className="px-4 py-2">
        <Places places={column.origins} known={known} />
        {column.isCopy && column.origins.length > 0 && <span className="text-xs text-ink-faint">{t('copied')}</span>}
      </td>
      {leads && (
        <td className="px-4 py-2">
          <Places places={column.readers} known={known} />
        </td>
      )}
    </tr>
  );
}

function Places({ places, known }: { places: ColumnPlace[]; known: ColumnsProps['known'] }) {
  if (places.length === 0) return <span className="text-ink-faint">–</span>;
  return (
    <ul className="flex flex-col gap-0.5">
      {places.map(({ id, column }) => {
        const item = known.get(id);
        return (
          <li key={`${id} ${column}`} className="min-w-0 text-sm">
            <Link
              to={nodePath(id)}
              search={{ column } as never}
              className="text-accent underline-offset-2 hover:underline"
            >
              {item?.kind === 'metric' ? item.title : `${item?.title ?? id.split('.').at(-1)}.${column}`}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
