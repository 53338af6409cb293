import { isDay } from '@griot/kernel';
import { FiltersBar, type UrlFilters, useApiQuery, useMessages, useUrlFilters } from '@griot/ui';
import type { FilterOptions } from '../answers.ts';
import { zonesMessages } from '../zones.messages.ts';

export type FilterName = 'date_debut' | 'date_fin' | 'zone' | 'region' | 'secteur' | 'segment' | 'comparaison';

const short = (value: string) => value.length <= 200;
const checks: Record<FilterName, (value: string) => boolean> = {
  date_debut: isDay,
  date_fin: isDay,
  zone: short,
  region: short,
  secteur: short,
  segment: (value) => ['A', 'B', 'C'].includes(value),
  comparaison: (value) => value === 'annee',
};

/** The filters of every Zones page, from the address bar. */
export function useZonesFilters(): UrlFilters<FilterName> & { options: FilterOptions | undefined } {
  const filters = useUrlFilters(checks);
  const options = useApiQuery<FilterOptions>('/api/zones/filters');
  return { ...filters, options: options.data };
}

export interface ZonesFiltersProps {
  filters: ReturnType<typeof useZonesFilters>;
  /** Those that this page can use, in order. */
  shown: ('zone' | 'region' | 'secteur' | 'segment' | 'comparaison')[];
}

export function ZonesFilters({ filters, shown }: ZonesFiltersProps) {
  const t = useMessages(zonesMessages);
  const { options, values } = filters;
  const named = (names: string[] | undefined) => (names ?? []).map((name) => ({ value: name, label: name }));
  const selects = {
    zone: {
      name: 'zone',
      label: t('zone'),
      all: t('allZones'),
      options: (options?.zones ?? []).map((zone) => ({ value: zone.id, label: zone.name })),
    },
    region: { name: 'region', label: t('region'), all: t('allRegions'), options: named(options?.regions) },
    secteur: { name: 'secteur', label: t('sector'), all: t('allSectors'), options: named(options?.secteurs) },
    segment: {
      name: 'segment',
      label: t('segment'),
      all: t('allSegments'),
      options: ['A', 'B', 'C'].map((segment) => ({ value: segment, label: t('segmentName', { segment }) })),
    },
    comparaison: {
      name: 'comparaison',
      label: t('compareWith'),
      all: t('previousPeriod'),
      options: [{ value: 'annee', label: t('lastYear') }],
    },
  };
  return (
    <FiltersBar
      period={{
        value: { from: values.date_debut, to: values.date_fin },
        onChange: ({ from, to }) => filters.set({ date_debut: from ?? null, date_fin: to ?? null }),
        lastDay: options?.period.max,
      }}
      selects={shown.map((name) => selects[name])}
      values={values}
      onChange={filters.set}
      active={filters.active}
      onClear={filters.clear}
    />
  );
}

/** The zone whose name an answer gives: filters and addresses go by id. */
export function zoneIdOf(options: FilterOptions | undefined, name: string): string | undefined {
  return options?.zones.find((zone) => zone.name === name)?.id;
}
