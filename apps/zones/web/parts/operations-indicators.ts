import { type FigureUnit, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import { zonesMessages } from '../zones.messages.ts';

/** The eight indicators, in their order, with the words the charts use. */
export const INDICATORS = [
  { key: 'ca_total', unit: 'currency', word: 'revenueShort' },
  { key: 'encaissements', unit: 'currency', word: 'collected' },
  { key: 'factures_emises', unit: 'count', word: 'invoicesIssued' },
  { key: 'clients_factures', unit: 'count', word: 'clientsInvoiced' },
  { key: 'taux_recouvrement', unit: 'percent', word: 'recoveryRate' },
  { key: 'delai_moyen_paiement', unit: 'days', word: 'paymentDelay' },
  { key: 'taux_occupation', unit: 'percent', word: 'occupancyShort' },
  { key: 'nouvelles_attributions', unit: 'count', word: 'newLeases' },
] as const satisfies readonly { key: string; unit: FigureUnit; word: string }[];
export type IndicatorKey = (typeof INDICATORS)[number]['key'];

export const isIndicator = (value: string): value is IndicatorKey => INDICATORS.some(({ key }) => key === value);

export function useIndicators() {
  const t = useMessages(zonesMessages);
  return useMemo(
    () => INDICATORS.map(({ key, unit, word }) => ({ key, unit: unit as FigureUnit, label: t(word) })),
    [t],
  );
}
