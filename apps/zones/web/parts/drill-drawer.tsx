import {
  type Column,
  DataTable,
  Dialog,
  ErrorState,
  type FigureUnit,
  Passport,
  type QueryParams,
  Skeleton,
  Tabs,
  useFormat,
  useMessages,
  usePagedList,
} from '@griot/ui';
import { useCallback, useMemo, useState } from 'react';
import type { DrillRows } from '../answers.ts';
import { zonesMessages } from '../zones.messages.ts';
import { useServerExport } from './server-export.ts';
import { useDrill } from './use-drill.ts';

type Value = DrillRows['items'][number][number];
type Line = { key: string; cells: Value[] };

/** The rows behind the figure that the address names, over the page. */
export function DrillDrawer({ params }: { params: QueryParams }) {
  const { values, close } = useDrill();
  const metric = values.lignes;
  if (metric === undefined) return null;
  const asked: QueryParams = {
    ...params,
    date_debut: values.lignes_debut ?? params.date_debut,
    date_fin: values.lignes_fin ?? params.date_fin,
    mois: values.lignes_mois,
    zone: values.lignes_zone ?? params.zone,
    secteur: values.lignes_secteur ?? params.secteur,
    segment: values.lignes_segment ?? params.segment,
    tranche: values.lignes_tranche,
    client: values.lignes_client,
  };
  const { comparaison: _beside, ...query } = asked;
  return <Opened key={metric} metric={metric} params={query} onClose={close} />;
}

function Opened({ metric, params, onClose }: { metric: string; params: QueryParams; onClose: () => void }) {
  const t = useMessages(zonesMessages);
  const format = useFormat();
  const [input, setInput] = useState<string>();
  const path = `/api/zones/lignes/${encodeURIComponent(metric)}`;
  const asked = useMemo(() => ({ ...params, input }), [params, input]);
  const list = usePagedList<Value[], DrillRows>(path, asked, { eager: 6000 });
  const { first } = list;
  const saveAll = useServerExport(path, asked);
  // States and modes are kept as the files have them; people read words.
  const said = useCallback((value: string | null) => (value !== null && isWord(value) ? t(value) : (value ?? '')), [t]);
  const columns = useMemo<Column<Line>[]>(
    () =>
      (first?.columns ?? []).map(({ name, label, unit }, at): Column<Line> => {
        const base = { id: name, heading: name === 'value' ? t('broughtBy') : label };
        if (name === 'value') {
          const of = (unit ?? first?.unit ?? 'count') as FigureUnit;
          return {
            ...base,
            kind: 'figure',
            unit: of,
            // The figure stands above; a sum of the rows that are here would be another one while some are not.
            total: (first?.adds ?? false) && list.complete,
            onPhone: true,
            value: (row) => text(row.cells[at]),
          };
        }
        if (name.includes('date_'))
          return { ...base, kind: 'day', value: (row) => text(row.cells[at])?.slice(0, 10) ?? null };
        const options = /statut|tranche|mode_|zone__nom/.test(name);
        return {
          ...base,
          kind: 'text',
          options,
          text: (row) => said(text(row.cells[at])),
          hidden: name === 'zone' || name === 'entreprise',
          value: (row) => text(row.cells[at]),
        };
      }),
    [first, t, said, list.complete],
  );
  // What each row brings stands beside who it is.
  const ordered = useMemo(() => [...columns.slice(0, 1), ...columns.slice(-1), ...columns.slice(1, -1)], [columns]);
  const rows = useMemo(() => list.rows.map((cells, at): Line => ({ key: String(at), cells })), [list.rows]);
  const inputs = first?.inputs ?? [];
  const table = (
    <DataTable
      title={t('rowsBehind')}
      columns={ordered}
      rows={rows}
      rowKey={(row) => row.key}
      total={list.complete ? undefined : list.total}
      onReachEnd={list.loadMore}
      serverExport={saveAll}
      maxHeight="calc(100dvh - 13.5rem)"
      empty={t('noRowsBehind')}
    />
  );
  return (
    <Dialog
      open
      wide
      shape="sheet"
      onOpenChange={(open) => !open && onClose()}
      title={first?.label ?? t('rowsBehind')}
      description={first?.description}
    >
      {list.error && !first ? (
        <ErrorState error={list.error} onRetry={list.retry} />
      ) : !first || list.loading ? (
        <Skeleton className="h-72 w-full" />
      ) : (
        <>
          <div className="flex items-center gap-2 pb-3">
            <p className="figures flex-1">
              <span className="text-2xl font-semibold tracking-tight">
                {format.figure(first.figure, unitOf(first, inputs.length))}
              </span>
              <span className="ml-2 text-sm text-ink-faint">
                {t(first.adds ? 'rowsAddUp' : 'rowsDoNotAdd', { count: first.total, shown: format.count(first.total) })}
                {first.period && ` · ${format.day(first.period.from)} – ${format.day(first.period.to)}`}
              </span>
            </p>
            <Passport data={first.passport} definition={first.description} />
          </div>
          <div className="-mx-5">
            {inputs.length > 1 ? (
              <Tabs
                label={first.label}
                value={input ?? first.input}
                onChange={setInput}
                items={inputs.map(({ name, label }) => ({ id: name, label, content: table }))}
              />
            ) : (
              table
            )}
          </div>
        </>
      )}
    </Dialog>
  );
}

const WORDS = ['payee', 'partielle', 'impayee', 'annulee', 'virement', 'cheque', 'especes', 'mobile_money'] as const;
const isWord = (value: string): value is (typeof WORDS)[number] => WORDS.some((word) => word === value);

/** One side of a ratio is measured in its own unit: that of its rows. */
function unitOf(rows: DrillRows, inputs: number): FigureUnit {
  const own = rows.columns.at(-1)?.unit;
  return ((inputs > 1 ? own : rows.unit) ?? 'count') as FigureUnit;
}

const text = (value: Value | undefined): string | null =>
  value === null || value === undefined ? null : typeof value === 'boolean' ? (value ? '✓' : '–') : String(value);
