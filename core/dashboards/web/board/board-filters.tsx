import { dayInZone, resolvePeriod } from '@griot/kernel';
import { FiltersBar, useApi, useLocale, useMessages } from '@griot/ui';
import { useQueries } from '@tanstack/react-query';
import type { DashboardSpec } from '../answers.ts';
import { dashboardsMessages } from '../dashboards.messages.ts';
import type { BoardReading } from '../state/use-reading.ts';

/** The dashboard's own filters, kept in the address. */
export function BoardFilters(props: {
  spec: DashboardSpec;
  reading: BoardReading;
  labelOf: (dimension: string) => string;
}) {
  const t = useMessages(dashboardsMessages);
  const api = useApi();
  const { timeZone } = useLocale();
  const { spec, reading, labelOf } = props;
  const { url } = reading;
  const values = useQueries({
    queries: spec.filters.dimensions.map((dimension) => ({
      queryKey: ['/api/dashboards/values', spec.application, dimension],
      queryFn: () =>
        api.get<{ items: (string | number | boolean | null)[] }>(`/api/dashboards/values/${spec.application}`, {
          dimension,
        }),
    })),
  });
  const today = dayInZone(new Date(), timeZone);
  const shown =
    reading.period === null
      ? {}
      : typeof reading.period === 'string'
        ? resolvePeriod(reading.period, today)
        : reading.period;
  return (
    <FiltersBar
      period={{
        value: shown,
        onChange: ({ from, to }) => url.set({ date_debut: from ?? null, date_fin: to ?? null, periode: null }),
      }}
      selects={spec.filters.dimensions.map((dimension, at) => ({
        name: dimension,
        label: labelOf(dimension),
        all: t('allOf', { name: labelOf(dimension) }),
        options: (values[at]?.data?.items ?? []).map((value) => ({ value: String(value), label: String(value) })),
      }))}
      values={url.values}
      onChange={url.set}
      active={url.active}
      onClear={url.clear}
    />
  );
}
