import { Card, Facts, ProgressBar, useFormat, useMessages } from '@griot/ui';
import type { Administration } from '../../api/administration.ts';
import { administrationMessages } from './administration.messages.ts';
import { formatBytes } from './bytes.ts';

export function SizesCard({ sizes }: { sizes: Administration['sizes'] }) {
  const t = useMessages(administrationMessages);
  const format = useFormat();
  const { store, warehouse, files, disk } = sizes;
  const bytes = (value: number) => formatBytes(value, format);
  const used = disk.bytes === 0 ? 0 : ((disk.bytes - disk.freeBytes) / disk.bytes) * 100;
  const fact = (value: number, note: string) => (
    <>
      <span className="figures">{bytes(value)}</span> <span className="text-sm text-ink-faint">· {note}</span>
    </>
  );
  return (
    <Card title={t('sizes')}>
      <Facts
        items={[
          {
            label: t('database'),
            value: fact(store.bytes, t('connections', { used: store.connections, most: store.maxConnections })),
          },
          {
            label: t('warehouse'),
            value: fact(
              warehouse.bytes,
              warehouse.generation === null
                ? t('unpublished')
                : t('published', { generation: warehouse.generation, at: format.instant(warehouse.publishedAt) }),
            ),
          },
          { label: t('files'), value: fact(files.bytes, t('filesCount', { count: format.count(files.files) })) },
        ]}
      />
      <div className="mt-4">
        <ProgressBar
          percent={used}
          tone={used > 90 ? 'bad' : 'accent'}
          label={`${t('disk')} : ${t('diskFree', { free: bytes(disk.freeBytes), all: bytes(disk.bytes) })}`}
        />
      </div>
      <details className="mt-4">
        <summary className="cursor-pointer text-sm text-accent">{t('tables')}</summary>
        <table className="figures mt-2 w-full text-sm">
          <thead>
            <tr className="text-left text-xs text-ink-faint">
              <th className="py-1 font-normal">{t('table')}</th>
              <th className="py-1 text-right font-normal">{t('size')}</th>
              <th className="py-1 text-right font-normal">{t('rows')}</th>
            </tr>
          </thead>
          <tbody>
            {store.tables.map((table) => (
              <tr key={table.name} className="border-t border-line">
                <th scope="row" className="py-1 text-left font-normal break-all">
                  {table.name}
                </th>
                <td className="py-1 pl-3 text-right whitespace-nowrap">{bytes(table.bytes)}</td>
                <td className="py-1 pl-3 text-right whitespace-nowrap">{format.count(table.rows)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Card>
  );
}
