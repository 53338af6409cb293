import type { Services } from '@griot/application';
import type { z } from 'zod';
import type { summary } from '../http/contract.ts';
import type { PeriodQuery } from './finance.ts';
import { type KpiGroup, kpisOf } from './kpis.ts';
import { type Against, landPeriodOf, type Period, periodOf } from './period.ts';
import type { Reader } from './reader.ts';

export type Area = 'financier' | 'occupation' | 'clients' | 'operationnel';

/** The KPI cards of each area, in their order. */
export const CARDS: Readonly<Record<Area, readonly string[]>> = {
  financier: [
    'ca_total',
    'montant_impaye',
    'creances_clients_montant',
    'taux_paiement_pct',
    'delai_moyen_paiement',
    'taux_recouvrement',
  ],
  occupation: ['taux_occupation', 'lots_total', 'lots_attribues', 'lots_disponibles', 'surface_attribuee_hectares'],
  clients: ['clients_total', 'clients_actifs', 'clients_a_risque', 'ca_moyen_par_client', 'score_risque_moyen'],
  operationnel: [
    'ca_total',
    'encaissements',
    'factures_emises',
    'clients_factures',
    'taux_recouvrement',
    'delai_moyen_paiement',
    'taux_occupation',
    'nouvelles_attributions',
  ],
};

export async function readSummary(
  services: Services,
  reader: Reader,
  area: Area,
  query: PeriodQuery & { comparaison?: Against | undefined },
): Promise<z.input<typeof summary>> {
  const period = area === 'occupation' ? landPeriodOf(query, reader.asOf) : periodOf(query, reader.asOf);
  const filters = await reader.filters(query);
  const { comparaison = 'periode' } = query;
  const kpis = await kpisOf(services, reader, groupsOf(area, period), filters, CARDS[area], comparaison);
  return { period, kpis, passport: reader.passport };
}

function groupsOf(area: Area, period: Period): KpiGroup[] {
  switch (area) {
    case 'financier':
      return [{ kind: 'flow', metrics: CARDS.financier, period }];
    case 'occupation':
      return [{ kind: 'land', metrics: CARDS.occupation, period }];
    case 'clients':
      return [
        {
          kind: 'state',
          metrics: ['clients_total', 'clients_actifs', 'clients_a_risque', 'score_risque_moyen'],
          period,
          before: { clients_actifs: 'clients_actifs_un_an_avant' },
        },
        { kind: 'flow', metrics: ['ca_moyen_par_client'], period },
      ];
    case 'operationnel':
      return [
        {
          kind: 'flow',
          metrics: ['ca_total', 'factures_emises', 'clients_factures', 'taux_recouvrement', 'delai_moyen_paiement'],
          period,
        },
        { kind: 'flow', metrics: ['encaissements'], period },
        { kind: 'flow', metrics: ['nouvelles_attributions'], period },
        { kind: 'land', metrics: ['taux_occupation'], period },
      ];
  }
}
