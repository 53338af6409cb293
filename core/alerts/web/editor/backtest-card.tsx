import { ApiError, Card, type FigureUnit, Skeleton, TimeChart, useApi, useFormat, useMessages } from '@griot/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Backtest, ThresholdInput } from '../answers.ts';
import { thresholdsMessages } from '../thresholds.messages.ts';

const DAYS = 90;
/** Typing goes on this long before the rule is tried. */
const SETTLE_MS = 500;
const MANY = 30;

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as T), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** How often the rule would have fired, in a sentence and a chart, while it is being written. */
export function BacktestCard({ rule, unit }: { rule: ThresholdInput | null; unit: FigureUnit | null }) {
  const t = useMessages(thresholdsMessages);
  const api = useApi();
  const asked = useSettled(rule);
  const query = useQuery({
    queryKey: ['alerts/backtest', asked],
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) =>
      api.send<Backtest>('POST', '/api/alert-thresholds/preview', { ...asked, days: DAYS }, signal),
  });
  const data = rule === null ? undefined : query.data;
  return (
    <Card title={t('backtest')}>
      <div aria-live="polite" aria-busy={query.isFetching} className={query.isFetching ? 'opacity-60' : ''}>
        {rule === null && <p className="text-ink-soft">{t('waiting')}</p>}
        {rule !== null && query.isPending && (
          <>
            <p className="pb-2 text-ink-soft">{t('testing')}</p>
            <Skeleton className="h-56" />
          </>
        )}
        {rule !== null && query.isError && (
          <p className="text-bad">{query.error instanceof ApiError ? query.error.message : String(query.error)}</p>
        )}
        {data && asked && <Verdict data={data} rule={asked} unit={unit} />}
      </div>
    </Card>
  );
}

function Verdict({ data, rule, unit }: { data: Backtest; rule: ThresholdInput; unit: FigureUnit | null }) {
  const t = useMessages(thresholdsMessages);
  const format = useFormat();
  const breaching = data.now.filter((one) => one.breach).map((one) => one.label || t('wholeFigure'));
  const few = breaching.slice(0, 3).join(', ');
  const names = breaching.length > 3 ? t('andMore', { names: few, count: breaching.length - 3 }) : few;
  const shown: FigureUnit =
    rule.kind === 'change_pct' ? 'percent' : rule.kind === 'unusual' || unit === null ? 'count' : unit;
  const series = useMemo(() => {
    const lines = data.series.map((one) => ({
      ...{ key: one.value || 'whole', label: one.label || t('wholeFigure'), shape: 'line' as const },
      values: one.values.map((value) => (value === null ? null : String(value))),
    }));
    if (rule.kind === 'no_data') return lines;
    const limit = data.dayList.map(() => String(rule.limit));
    return [...lines, { key: 'limit', label: t('threshold'), values: limit, limit: true }];
  }, [data, rule, t]);
  const sentence =
    data.fired === null
      ? t('notReplayable')
      : data.fired === 0
        ? t('firedNever', { days: data.days })
        : t('fired', { count: data.fired, days: data.days });
  return (
    <div className="flex flex-col gap-3">
      <p className="figures text-lg font-semibold">{sentence}</p>
      {(data.fired ?? 0) > MANY && <p className="text-ochre-ink">{t('manyFirings')}</p>}
      <p className="text-ink-soft">{breaching.length > 0 ? t('nowBreach', { names }) : t('nowNone')}</p>
      {rule.kind !== 'freshness' && (
        <div className="-mx-4">
          <TimeChart
            className="border-0!"
            title=""
            grain="day"
            periods={data.dayList}
            series={series}
            unit={shown}
            height={220}
          />
        </div>
      )}
      {data.openings.length > 0 && (
        <details>
          <summary className="cursor-pointer text-sm font-medium">{t('lastOpenings')}</summary>
          <ul className="figures pt-1 text-sm">
            {data.openings
              .slice(-10)
              .reverse()
              .map((one) => (
                <li key={`${one.day} ${one.value}`} className="flex justify-between gap-3">
                  <span>
                    {format.day(one.day)}
                    {one.label && ` · ${one.label}`}
                  </span>
                  <span>{one.actual === null ? '–' : format.figure(String(one.actual), shown)}</span>
                </li>
              ))}
          </ul>
        </details>
      )}
    </div>
  );
}
