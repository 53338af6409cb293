import type { QueryParams } from '@griot/ui';
import {
  type ChartItem,
  colourSlots,
  DonutChart,
  formatDay,
  QueryView,
  RankingChart,
  useApiQuery,
  useFormat,
  useMessages,
} from '@griot/ui';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { BySector, FilterOptions, OverdueAgeing, TopClients, TopZones } from '../answers.ts';
import { zonesMessages } from '../zones.messages.ts';
import { ChartSkeleton } from './chart-skeleton.tsx';
import { zonesSource } from './chart-source.ts';
import { useDrill } from './use-drill.ts';
import { type useZonesFilters, zoneIdOf } from './zones-filters.tsx';

interface PartProps {
  params: QueryParams;
  filters: ReturnType<typeof useZonesFilters>;
  className?: string;
}

const RANKED = 10;

export function TopZonesChart({ params, filters, className }: PartProps) {
  const t = useMessages(zonesMessages);
  const query = useApiQuery<TopZones>('/api/financier/top_zones_performance', params);
  const data = query.data;
  const { options } = filters;
  const drill = useDrill();
  const items = useMemo<ChartItem[]>(
    () =>
      (data?.items ?? []).slice(0, RANKED).map((zone) => ({
        key: zoneIdOf(options, zone.zone) ?? '__others',
        label: zone.zone || t('noZone'),
        value: zone.ca_total,
      })),
    [data, options, t],
  );
  return (
    <QueryView query={query} skeleton={<ChartSkeleton className={className} />}>
      {(zones) => (
        <RankingChart
          className={className}
          title={t('topZones')}
          note={t('clickFilters')}
          unit="currency"
          passport={zones.passport}
          items={items}
          source={zonesSource(params, {
            type: 'chart_bar',
            metrics: ['ca_total'],
            dimensions: ['zone__nom_zone'],
            order: ['-ca_total'],
            limit: RANKED,
          })}
          chosen={filters.values.zone ?? null}
          onPick={(zone) => filters.set({ zone: filters.values.zone === zone ? null : zone })}
          onOpen={(zone) => drill.open({ metric: 'ca_total', period: zones.period, zone })}
        />
      )}
    </QueryView>
  );
}

export function TopClientsChart({ params, className, limit = RANKED }: PartProps & { limit?: number }) {
  const t = useMessages(zonesMessages);
  const navigate = useNavigate();
  const drill = useDrill();
  const query = useApiQuery<TopClients>('/api/financier/top_clients', { ...params, limit });
  const data = query.data;
  const items = useMemo<ChartItem[]>(
    () =>
      (data?.items ?? []).map((client) => ({
        key: client.id_entreprise,
        label: client.raison_sociale,
        value: client.ca_total,
      })),
    [data],
  );
  return (
    <QueryView query={query} skeleton={<ChartSkeleton className={className} />}>
      {(clients) => (
        <RankingChart
          className={className}
          title={t(limit === RANKED ? 'topClients' : 'topTwenty')}
          note={t('clickOpens')}
          unit="currency"
          passport={clients.passport}
          items={items}
          source={zonesSource(params, {
            type: 'chart_bar',
            metrics: ['ca_total'],
            dimensions: ['entreprise__raison_sociale'],
            order: ['-ca_total'],
            limit,
          })}
          onPick={(id) => void navigate({ to: `/clients/${encodeURIComponent(id)}`, search: true })}
          onOpen={(client) => drill.open({ metric: 'ca_total', period: clients.period, client })}
        />
      )}
    </QueryView>
  );
}

/** Slots of the sectors, the same on every page: by the whole known list. */
export function useSectorSlots(options: FilterOptions | undefined): Map<string, number> {
  return useMemo(() => colourSlots(options?.secteurs ?? []), [options]);
}

export function SectorsChart({ params, filters, className }: PartProps) {
  const t = useMessages(zonesMessages);
  const query = useApiQuery<BySector>('/api/financier/by_secteur', params);
  const slots = useSectorSlots(filters.options);
  const drill = useDrill();
  const data = query.data;
  const items = useMemo<ChartItem[]>(
    () =>
      (data?.items ?? []).map((sector) => ({
        key: sector.secteur,
        label: sector.secteur,
        value: sector.ca_total,
        slot: slots.get(sector.secteur),
      })),
    [data, slots],
  );
  return (
    <QueryView query={query} skeleton={<ChartSkeleton className={className} height={190} />}>
      {(sectors) => (
        <DonutChart
          className={className}
          title={t('bySector')}
          note={t('clickFilters')}
          unit="currency"
          passport={sectors.passport}
          items={items}
          source={zonesSource(params, {
            type: 'pie',
            metrics: ['ca_total'],
            dimensions: ['entreprise__secteur_activite'],
          })}
          chosen={filters.values.secteur ?? null}
          onPick={(secteur) => filters.set({ secteur: filters.values.secteur === secteur ? null : secteur })}
          onOpen={(secteur) => drill.open({ metric: 'ca_total', period: sectors.period, secteur })}
        />
      )}
    </QueryView>
  );
}

export function AgeingChart({ params, className }: PartProps) {
  const t = useMessages(zonesMessages);
  const drill = useDrill();
  const query = useApiQuery<OverdueAgeing>('/api/financier/impayes', params);
  const data = query.data;
  const items = useMemo<ChartItem[]>(
    () =>
      (data?.buckets ?? []).map((bucket) => ({
        key: bucket.bucket,
        label: bucket.bucket === '90+' ? t('over90') : t('days', { range: bucket.bucket.replace('-', '\u2013') }),
        value: bucket.montant,
        slot: 1,
      })),
    [data, t],
  );
  return (
    <QueryView query={query} skeleton={<ChartSkeleton className={className} height={140} />}>
      {(ageing) => (
        <RankingChart
          className={className}
          title={t('ageing')}
          note={t('ageingNote', { day: formatDay(ageing.asOf) })}
          unit="currency"
          passport={ageing.passport}
          items={items}
          source={zonesSource(params, {
            type: 'chart_bar',
            metrics: ['montant_impaye'],
            dimensions: ['facture__tranche_retard'],
            order: ['facture__tranche_retard'],
          })}
          lead={<AgeingTotal ageing={ageing} />}
          onPick={(tranche) => drill.open({ metric: 'montant_impaye', tranche })}
          withShare
        />
      )}
    </QueryView>
  );
}

/** The whole, above its ages: the sum of the bars. */
function AgeingTotal({ ageing }: { ageing: OverdueAgeing }) {
  const t = useMessages(zonesMessages);
  const format = useFormat();
  const count = (of: 'factures' | 'clients') => ageing.buckets.reduce((sum, bucket) => sum + bucket[of], 0);
  return (
    <p className="figures pb-1" title={format.figure(ageing.total, 'currency')}>
      <span className="text-xl font-semibold tracking-tight">{format.short(ageing.total, 'currency')}</span>
      <span className="ml-2 text-xs text-ink-faint">
        {t('ageingInvoices', { count: count('factures'), shown: format.count(count('factures')) })}
      </span>
    </p>
  );
}
