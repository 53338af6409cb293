import { dayInZone } from '@griot/kernel';
import { BarChart3, Download, Table2 } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { useFigureActions } from '../application/figure-menu.tsx';
import type { ChartSource } from '../application/web-application.ts';
import { IconButton } from '../basics/button.tsx';
import { Card } from '../basics/card.tsx';
import { cx } from '../basics/class-names.ts';
import { EmptyState } from '../basics/empty-state.tsx';
import { Menu } from '../basics/menu.tsx';
import { fileName, saveFile } from '../basics/save-file.ts';
import { Passport, type PassportData } from '../figures/passport.tsx';
import { toCsv } from '../formats/csv.ts';
import { useLocale, useMessages } from '../i18n/locale-provider.tsx';
import { ChartCanvas, type ChartCanvasProps } from './chart-canvas.tsx';
import type { ChartTable } from './chart-data.ts';
import { ChartTableView } from './chart-table-view.tsx';
import { chartsMessages } from './charts.messages.ts';

export interface ChartCardProps {
  title: string;
  /** What is measured, over what. */
  note?: ReactNode;
  passport?: PassportData | undefined;
  empty: boolean;
  emptySentence?: string | undefined;
  option: ChartCanvasProps['option'];
  summary: string;
  height?: number;
  /** The exact data, as shown in the table view. */
  table: ChartTable;
  /** The exact data as the CSV holds them (decimals, days). */
  raw: ChartTable;
  /** Above the chart: a total, a word. */
  lead?: ReactNode;
  legend?: ReactNode;
  legendSide?: 'top' | 'right';
  onPick?: ((dataIndex: number) => void) | undefined;
  onOpen?: ((dataIndex: number) => void) | undefined;
  /** What is measured, for what can be done with any chart (keep it in a dashboard). */
  source?: ChartSource | undefined;
  className?: string | undefined;
}

/** A chart in its card: also a table, an image and a file; says so when there is nothing to draw. */
export function ChartCard(props: ChartCardProps) {
  const t = useMessages(chartsMessages);
  const { locale, timeZone } = useLocale();
  const canvas = useRef<{ image: () => string | null }>(null);
  const [asTable, setAsTable] = useState(false);
  const [failed, setFailed] = useState(false);
  const { groups, dialog } = useFigureActions(props.title, props.source);
  const height = props.height ?? 260;
  const today = () => dayInZone(new Date(), timeZone);
  const savePng = () => {
    const image = canvas.current?.image();
    if (!image) return;
    const link = document.createElement('a');
    link.href = image;
    link.download = fileName(props.title, today(), 'png');
    link.click();
  };
  const saveCsv = () => {
    const { headings, rows } = props.raw;
    saveFile(
      fileName(props.title, today(), 'csv'),
      toCsv(
        headings,
        rows.map((row) => row.cells),
        locale,
      ),
    );
  };
  const tableShown = asTable || failed;
  return (
    <Card
      title={props.title}
      note={props.note}
      className={props.className}
      actions={
        !props.empty && (
          <>
            <IconButton
              size="small"
              icon={asTable ? BarChart3 : Table2}
              label={t(asTable ? 'showChart' : 'showTable')}
              onClick={() => setAsTable(!asTable)}
            />
            <Menu
              trigger={<IconButton size="small" icon={Download} label={t('export')} data-tour="chart" />}
              groups={[
                {
                  id: 'export',
                  choices: [
                    ...(tableShown ? [] : [{ id: 'png', label: t('exportPng'), onSelect: savePng }]),
                    { id: 'csv', label: t('exportCsv'), onSelect: saveCsv },
                  ],
                },
                ...groups,
              ]}
            />
            {props.passport && <Passport data={props.passport} />}
          </>
        )
      }
    >
      {dialog}
      {!props.empty && props.lead}
      {props.empty ? (
        <EmptyState sentence={props.emptySentence ?? t('noData')} small />
      ) : tableShown ? (
        <>
          {failed && <p className="pb-2 text-sm text-warn">{t('engineFailed')}</p>}
          <ChartTableView title={props.title} table={props.table} height={height} onPick={props.onPick} />
        </>
      ) : (
        <div
          className={cx(
            '@container flex min-h-0 flex-1',
            props.legendSide === 'right' ? 'flex-wrap content-center items-center gap-x-4 gap-y-3' : 'flex-col',
          )}
        >
          {props.legendSide !== 'right' && props.legend}
          <div className={cx('flex min-w-0 flex-1 flex-col', props.legendSide === 'right' && 'min-w-36 basis-36')}>
            <ChartCanvas
              ref={canvas}
              option={props.option}
              height={height}
              summary={props.summary}
              onPick={props.onPick}
              onOpen={props.onOpen}
              onEngineFailed={() => setFailed(true)}
            />
          </div>
          {props.legendSide === 'right' && <div className="min-w-44 flex-1 basis-44">{props.legend}</div>}
        </div>
      )}
    </Card>
  );
}
