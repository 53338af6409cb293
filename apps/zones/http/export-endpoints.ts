import { csvRows, type Download, defineDownload, type Endpoint } from '@griot/http';
import type { Answers } from '../queries/answers.ts';
import { readClients } from '../queries/clients.ts';
import { readInvoices } from '../queries/invoices.ts';
import { readZones } from '../queries/occupation.ts';
import type { Reader } from '../queries/reader.ts';
import type { Asking } from './answer.ts';
import { clientsQuery, invoicesQuery, listQuery } from './contract.ts';

const PAGE = 500;
const CSV = ['text/csv'];

/** Lists as CSV files: the same filters, sorting and rows as on the page, all pages of one generation. */
export function exportEndpoints(answers: Answers): Endpoint[] {
  return [
    defineDownload({
      method: 'GET',
      path: '/api/clients/export',
      summary: 'The portfolio as CSV',
      tags: ['zones: clients'],
      permission: 'zones.clients.read',
      query: clientsQuery,
      produces: CSV,
      handler: (ctx) =>
        whole(answers, ctx, 'clients', (reader, cursor) => readClients(reader, { ...ctx.query, cursor, limit: PAGE }), {
          words: [
            'id_entreprise',
            'raison_sociale',
            'secteur_activite',
            'zone_location',
            'segment_client',
            'statut_activite',
            'date_derniere_facture',
          ],
          numbers: [
            'chiffre_affaires_total',
            'montant_impaye',
            'taux_paiement_pct',
            'delai_moyen_paiement',
            'nombre_lots_attribues',
            'risk_score',
          ],
        }),
    }),
    defineDownload({
      method: 'GET',
      path: '/api/occupation/export',
      summary: 'Zones as CSV',
      tags: ['zones: occupation'],
      permission: 'zones.occupation.read',
      query: listQuery,
      produces: CSV,
      handler: (ctx) =>
        whole(
          answers,
          ctx,
          'occupation',
          (reader, cursor) => readZones(reader, { ...ctx.query, cursor, limit: PAGE }),
          {
            words: ['zone_id', 'zone_name', 'region', 'viabilisation_status', 'secteurs_presents'],
            numbers: [
              'total_lots',
              'lots_attribues',
              'lots_disponibles',
              'taux_occupation',
              'surface_total_hectares',
              'surface_attribuee_hectares',
            ],
          },
        ),
    }),
    defineDownload({
      method: 'GET',
      path: '/api/financier/factures/export',
      summary: 'Invoices of a period as CSV',
      tags: ['zones: financier'],
      permission: 'zones.finance.read',
      query: invoicesQuery,
      produces: CSV,
      handler: (ctx) =>
        whole(
          answers,
          ctx,
          'factures',
          (reader, cursor) => readInvoices(reader, { ...ctx.query, cursor, limit: PAGE }),
          {
            words: [
              'id_facture',
              'id_entreprise',
              'raison_sociale',
              'zone',
              'secteur',
              'date_emission',
              'date_echeance',
              'statut_paiement',
            ],
            numbers: ['montant_facture', 'montant_paye', 'reste_a_payer', 'montant_impaye', 'jours_retard'],
          },
        ),
    }),
  ];
}

/** Reads page after page, all of the generation that was published when the download began. */
async function whole<R extends object>(
  answers: Answers,
  ctx: Asking,
  name: string,
  read: (reader: Reader, cursor: string | undefined) => Promise<{ items: R[]; nextCursor: string | null }>,
  columns: { words: (keyof R & string)[]; numbers: (keyof R & string)[] },
): Promise<Download> {
  const reader = await answers.reader({ actor: ctx.actor, locale: ctx.language });
  // The first page before the first byte: what is wrong with the question is answered as an error, not as half a file.
  const first = await read(reader, undefined);
  const rows = async function* (): AsyncGenerator<R> {
    yield* first.items;
    for (let next = first.nextCursor; next !== null; ) {
      const more = await read(reader, next);
      yield* more.items;
      next = more.nextCursor;
    }
  };
  const cell = (value: unknown): string | number | null => {
    if (Array.isArray(value)) return value.join(', ');
    return typeof value === 'string' || typeof value === 'number' ? value : null;
  };
  const stream = csvRows(rows(), {
    columns: [
      ...columns.words.map((header) => ({ header, value: (row: R) => cell(row[header]) })),
      ...columns.numbers.map((header) => ({ header, value: (row: R) => cell(row[header]), kind: 'number' as const })),
    ],
    locale: ctx.language,
  });
  return { contentType: 'text/csv; charset=utf-8', filename: `${name}.csv`, stream };
}
