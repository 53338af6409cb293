import { Button, Card, type Column, DataTable, TextArea, useApi, useMessages } from '@griot/ui';
import { Play, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { assistantMessages } from '../assistant.messages.ts';
import { SqlFailure } from './sql-failure.tsx';

interface SqlAnswer {
  columns: { name: string; type: string }[];
  rows: unknown[][];
  truncated: boolean;
  ms: number;
}
type Keyed = { key: string; cells: unknown[] };

/** One SELECT of one's own over the published models, with the checks, limits and audit of the warehouse's own page. */
export function SqlBox({ start, onClose }: { start: string; onClose: () => void }) {
  const t = useMessages(assistantMessages);
  const api = useApi();
  const [sql, setSql] = useState(start);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<SqlAnswer | null>(null);
  const [refused, setRefused] = useState<unknown>(null);
  const box = useRef<HTMLDivElement>(null);
  // It opens below what was answered: one is led there, to write.
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'center' });
    box.current?.querySelector('textarea')?.focus({ preventScroll: true });
  }, []);
  const run = async () => {
    setBusy(true);
    setRefused(null);
    try {
      setAnswer(await api.send<SqlAnswer>('POST', '/api/warehouse/sql', { sql, limit: 1000 }));
    } catch (failed) {
      setAnswer(null);
      setRefused(failed);
    } finally {
      setBusy(false);
    }
  };
  const rows = useMemo(() => (answer?.rows ?? []).map((cells, at): Keyed => ({ key: String(at), cells })), [answer]);
  const columns = useMemo(
    () =>
      (answer?.columns ?? []).map(
        ({ name }, at): Column<Keyed> => ({
          ...{ id: `${at}`, heading: name, kind: 'text', onPhone: at < 3 },
          value: ({ cells }) => (cells[at] === null || cells[at] === undefined ? '' : String(cells[at])),
        }),
      ),
    [answer],
  );
  return (
    <Card
      title={t('sqlBox')}
      note={t('sqlNote')}
      actions={
        <Button size="small" tone="quiet" icon={X} onClick={onClose}>
          {t('sqlClose')}
        </Button>
      }
    >
      <div ref={box} className="flex scroll-my-28 flex-col gap-3 [&_textarea]:font-mono [&_textarea]:text-sm">
        <TextArea label={t('sqlText')} value={sql} onChange={setSql} rows={8} maxLength={100_000} />
        {refused !== null && <SqlFailure error={refused} />}
        <div className="flex items-center gap-3">
          <Button tone="primary" icon={Play} busy={busy} disabled={sql.trim() === ''} onClick={() => void run()}>
            {t('sqlRun')}
          </Button>
          {answer && (
            <span className="text-sm text-ink-soft" role="status">
              {t(answer.truncated ? 'sqlCut' : 'sqlRows', { count: answer.rows.length, ms: answer.ms })}
            </span>
          )}
        </div>
        {answer && answer.columns.length > 0 && (
          <DataTable title={t('sqlBox')} columns={columns} rows={rows} rowKey={(row) => row.key} maxHeight="24rem" />
        )}
      </div>
    </Card>
  );
}
