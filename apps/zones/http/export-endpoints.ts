import type { Services } from '@griot/application';
import { defineDownload, type Endpoint } from '@griot/http';
import { XLSX_TYPE } from '@griot/sheets';
import { z } from 'zod';
import type { Answers } from '../queries/answers.ts';
import { streamClients } from '../queries/clients.ts';
import { readAgeing } from '../queries/finance.ts';
import { readComparison, readFinanceOfZone } from '../queries/finance-compared.ts';
import { streamInvoices } from '../queries/invoices.ts';
import { readZones } from '../queries/occupation.ts';
import type { Reader } from '../queries/reader.ts';
import { type Area, readSummary } from '../queries/summaries.ts';
import { type Columns, columnsOf } from '../tables/table.ts';
import { clientsQuery, filtersQuery, invoicesQuery, listQuery, summaryQuery } from './contract.ts';
import { exportFormat, exportRows } from './table-endpoints.ts';

/** A list of zones is never longer. */
const ALL_ZONES = 20_000;
const FORMATS = ['text/csv', XLSX_TYPE];
const READ: Record<Area, string> = {
  financier: 'zones.finance.read',
  occupation: 'zones.occupation.read',
  clients: 'zones.clients.read',
  operationnel: 'zones.operations.read',
};

const clientColumns = columnsOf({
  id_entreprise: 'text',
  raison_sociale: 'text',
  secteur_activite: 'text',
  zone_location: 'text',
  segment_client: 'text',
  statut_activite: 'text',
  date_derniere_facture: 'day',
  chiffre_affaires_total: 'money',
  montant_impaye: 'money',
  taux_paiement_pct: 'percent',
  delai_moyen_paiement: 'number',
  nombre_lots_attribues: 'count',
  risk_score: 'number',
});
const zoneColumns = columnsOf({
  zone_id: 'text',
  zone_name: 'text',
  region: 'text',
  viabilisation_status: 'text',
  secteurs_presents: 'text',
  total_lots: 'count',
  lots_attribues: 'count',
  lots_disponibles: 'count',
  taux_occupation: 'percent',
  surface_total_hectares: 'number',
  surface_attribuee_hectares: 'number',
});
const invoiceColumns = columnsOf({
  id_facture: 'text',
  id_entreprise: 'text',
  raison_sociale: 'text',
  zone: 'text',
  secteur: 'text',
  date_emission: 'day',
  date_echeance: 'day',
  statut_paiement: 'text',
  montant_facture: 'money',
  montant_paye: 'money',
  reste_a_payer: 'money',
  montant_impaye: 'money',
  jours_retard: 'count',
});
const kpiColumns = columnsOf({
  metric: 'text',
  label: 'text',
  unit: 'text',
  value: 'number',
  previous: 'number',
  previousLabel: 'text',
  changePct: 'percent',
});
const comparedColumns = columnsOf({
  metric: 'text',
  label: 'text',
  unit: 'text',
  value: 'number',
  previous: 'number',
  changePct: 'percent',
  lastYear: 'number',
  lastYearChangePct: 'percent',
});
const monthColumns = columnsOf({
  mois: 'day',
  ca_total: 'money',
  montant_impaye: 'money',
  taux_paiement_pct: 'percent',
  taux_recouvrement: 'percent',
  ca_total_n1: 'money',
});
const ageingColumns = columnsOf({ bucket: 'text', montant: 'money', factures: 'count', clients: 'count' });

/** Lists that are small are read whole. */
const whole = async function* (read: () => Promise<readonly object[]>): AsyncGenerator<object> {
  yield* await read();
};

/** The answers that are not plain tables, as files: the same filters, sorting and rows, all pages of one generation. */
export function exportEndpoints(services: Services, answers: Answers): Endpoint[] {
  function file<Q extends z.ZodObject, P extends z.ZodObject>(o: {
    path: `/api/${string}`;
    area: Area;
    name: string;
    columns: Columns;
    query: Q;
    params?: P;
    rows: (
      reader: Reader,
      query: z.output<Q> & z.output<P> & { limit: number },
      signal: AbortSignal,
    ) => AsyncIterable<object>;
  }): Endpoint {
    return defineDownload({
      method: 'GET',
      path: `${o.path}/export`,
      summary: `${o.path} as CSV or XLSX`,
      tags: [`zones: ${o.area}`],
      permission: READ[o.area],
      params: o.params ?? z.object({}),
      query: o.query.extend({ format: exportFormat }),
      produces: FORMATS,
      handler: (ctx) => {
        const { format, ...query } = ctx.query as { format: 'csv' | 'xlsx' };
        // Nothing is paged: the limit is what the lists' own types ask for.
        const asked = { ...query, ...(ctx.params as object), limit: 1 };
        return exportRows(answers, ctx, {
          name: o.name,
          columns: o.columns,
          format,
          rows: (reader, signal) => o.rows(reader, asked as Parameters<typeof o.rows>[1], signal),
        });
      },
    });
  }
  const summaries = (['financier', 'occupation', 'clients', 'operationnel'] as const).map((area) =>
    file({
      path: `/api/${area}/summary`,
      area,
      name: `synthese-${area}`,
      columns: kpiColumns,
      query: summaryQuery,
      rows: (reader, query) => whole(async () => (await readSummary(services, reader, area, query)).kpis),
    }),
  );
  return [
    ...summaries,
    file({
      path: '/api/clients',
      area: 'clients',
      name: 'clients',
      columns: clientColumns,
      query: clientsQuery,
      rows: streamClients,
    }),
    file({
      path: '/api/occupation',
      area: 'occupation',
      name: 'occupation',
      columns: zoneColumns,
      query: listQuery,
      rows: (reader, query) => whole(async () => (await readZones(reader, { ...query, limit: ALL_ZONES })).items),
    }),
    file({
      path: '/api/financier/factures',
      area: 'financier',
      name: 'factures',
      columns: invoiceColumns,
      query: invoicesQuery,
      rows: streamInvoices,
    }),
    file({
      path: '/api/financier/impayes',
      area: 'financier',
      name: 'impayes-par-anciennete',
      columns: ageingColumns,
      query: filtersQuery,
      rows: (reader, query) => whole(async () => (await readAgeing(reader, query)).buckets),
    }),
    file({
      path: '/api/financier/comparaison',
      area: 'financier',
      name: 'comparaison',
      columns: comparedColumns,
      query: filtersQuery,
      rows: (reader, query) => whole(async () => (await readComparison(services, reader, query)).items),
    }),
    file({
      path: '/api/financier/by_zone/:zone',
      area: 'financier',
      name: 'zone-mois-par-mois',
      columns: monthColumns,
      query: filtersQuery.omit({ zone: true, region: true }),
      params: z.object({ zone: z.string().max(200) }),
      rows: (reader, query) => whole(async () => (await readFinanceOfZone(services, reader, query)).tendances),
    }),
  ];
}
