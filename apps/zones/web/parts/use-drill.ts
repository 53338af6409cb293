import { isDay } from '@griot/kernel';
import { useUrlFilters } from '@griot/ui';
import { useCallback } from 'react';

const short = (value: string) => value.length <= 200;
/** What is opened, kept in the address: a link shows the same rows, the back button closes them. */
const checks = {
  lignes: (value: string) => /^[a-z_]{1,60}$/.test(value),
  lignes_debut: isDay,
  lignes_fin: isDay,
  lignes_mois: isDay,
  lignes_zone: short,
  lignes_secteur: short,
  lignes_segment: (value: string) => ['A', 'B', 'C'].includes(value),
  lignes_tranche: (value: string) => ['0-30', '31-60', '61-90', '90+'].includes(value),
  lignes_client: short,
};

export interface Opened {
  metric: string;
  /** Of the answer whose figure is opened: what it counted, not what the address says. */
  period?: { from: string; to: string } | undefined;
  mois?: string;
  zone?: string;
  secteur?: string;
  segment?: string;
  tranche?: string;
  client?: string;
}

/** Opens and closes the rows behind a figure. */
export function useDrill() {
  const { values, set } = useUrlFilters(checks);
  const open = useCallback(
    ({ metric, period, mois, zone, secteur, segment, tranche, client }: Opened) =>
      set({
        lignes: metric,
        lignes_debut: period?.from ?? null,
        lignes_fin: period?.to ?? null,
        lignes_mois: mois ?? null,
        lignes_zone: zone ?? null,
        lignes_secteur: secteur ?? null,
        lignes_segment: segment ?? null,
        lignes_tranche: tranche ?? null,
        lignes_client: client ?? null,
      }),
    [set],
  );
  const close = useCallback(() => set(Object.fromEntries(Object.keys(checks).map((name) => [name, null]))), [set]);
  return { values, open, close };
}
