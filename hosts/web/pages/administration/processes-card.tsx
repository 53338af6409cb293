import { Card, useFormat, useMessages } from '@griot/ui';
import type { AdminProcess } from '../../api/administration.ts';
import { administrationMessages } from './administration.messages.ts';
import { formatBytes } from './bytes.ts';

export function ProcessesCard({ processes }: { processes: AdminProcess[] }) {
  const t = useMessages(administrationMessages);
  const format = useFormat();
  return (
    <Card title={t('processes')} note={t('processesNote')} padded={false}>
      <table className="figures mt-2 w-full text-sm">
        <thead>
          <tr className="text-left text-xs text-ink-faint">
            <th className="px-4 py-1.5 font-normal">{t('processes')}</th>
            <th className="px-2 py-1.5 text-right font-normal">{t('memory')}</th>
            <th className="px-2 py-1.5 text-right font-normal">{t('cpu')}</th>
            <th className="px-4 py-1.5 text-right font-normal max-md:hidden">{t('since')}</th>
          </tr>
        </thead>
        <tbody>
          {processes.map((one) => (
            <tr key={one.pid} className="border-t border-line">
              <th scope="row" className="px-4 py-2 text-left font-medium text-ink">
                {t(`kind_${one.kind}`)}{' '}
                <span className="font-normal text-ink-faint">
                  {one.pid}
                  {one.processes > 1 && ` · ${t('ofProcesses', { count: one.processes })}`}
                </span>
              </th>
              <td className="px-2 py-2 text-right whitespace-nowrap">{formatBytes(one.memoryBytes, format)}</td>
              <td className="px-2 py-2 text-right whitespace-nowrap">{format.duration(one.cpuSeconds * 1000)}</td>
              <td className="px-4 py-2 text-right whitespace-nowrap text-ink-soft max-md:hidden">
                {format.instant(one.startedAt)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
