import { DonutChart, RankingChart, TimeChart, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import type { Answer } from '../answers.ts';
import { assistantMessages } from '../assistant.messages.ts';
import { bucketOf, figureOf, nameOf, unitOf, useSaying } from './answer-rows.tsx';
import { widgetOf } from './widget-of.ts';

/** The drawing that fits the shape of an answer; none where a figure or names say it all. */
export function AnswerChart({ answer, title }: { answer: Answer; title: string }) {
  const t = useMessages(assistantMessages);
  const say = useSaying();
  const { shape, columns, rows } = answer;
  const at = columns.findIndex(({ kind }) => kind === 'metric');
  const column = columns[at];
  const grain = columns[0]?.grain;
  const items = useMemo(
    () =>
      rows.map((row, index) => ({
        key: String(index),
        label: grain ? bucketOf(String(row[0] ?? ''), grain, say) : nameOf(row[0]),
        value: figureOf(row[at]),
      })),
    [rows, at, grain, say],
  );
  const periods = useMemo(() => rows.map((row) => String(row[0] ?? '')), [rows]);
  const series = useMemo(() => {
    const previous = columns.findIndex(({ name }) => name === `${column?.name}__previous`);
    const now = { key: 'now', label: column?.label ?? '', values: rows.map((row) => figureOf(row[at])) };
    const before = {
      key: 'before',
      // Beside its line there is room for a few words.
      label: t(answer.asked?.compare === 'previous_year' ? 'yearBefore' : 'beforeThat'),
      values: rows.map((row) => figureOf(row[previous])),
      previous: true,
    };
    return previous < 0 ? [now] : [now, before];
  }, [columns, column, rows, at, answer.asked, t]);
  const source = useMemo(() => ({ application: answer.application, widget: widgetOf(answer) ?? {} }), [answer]);
  if (!column) return null;
  const style = {
    title,
    unit: unitOf(column),
    ...(column.currency ? { currency: column.currency } : {}),
    source,
  } as const;
  if (shape === 'bars') return <RankingChart {...style} items={items} />;
  if (shape === 'shares') return <DonutChart {...style} items={items} />;
  if (shape === 'time' && grain !== undefined && grain !== 'year' && grain !== 'quarter')
    return <TimeChart {...style} grain={grain === 'month' ? 'month' : 'day'} periods={periods} series={series} />;
  if (shape === 'time') return <RankingChart {...style} items={items} />;
  return null;
}
