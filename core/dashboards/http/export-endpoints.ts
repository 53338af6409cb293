import { Readable } from 'node:stream';
import type { Platform } from '@griot/application';
import { type DocumentModel, typesetPdf, typesetSvg } from '@griot/documents';
import { csvRows, type Download, defineDownload, type Endpoint } from '@griot/http';
import { dayInZone, formatDay, formatInstant, resolvePeriod } from '@griot/kernel';
import { writeWorkbook, XLSX_TYPE } from '@griot/sheets';
import { printWidgets, readWidgets, widgetTables } from '@griot/widgets';
import { z } from 'zod';
import { dashboardSpec } from '../spec/dashboard-spec.ts';
import { reading } from './contract.ts';
import { READ } from './dashboard-endpoints.ts';
import { contextOf, ownApplication } from './figure-endpoints.ts';

const body = reading.pick({ period: true, filters: true }).extend({
  format: z.enum(['pdf', 'svg', 'xlsx', 'csv']),
  spec: dashboardSpec,
});

/** A dashboard taken away as its reader sees it: their scopes, their period, their filters. */
export function exportEndpoints(platform: Platform): Endpoint[] {
  const { metrics, clock } = platform;
  return [
    defineDownload({
      method: 'POST',
      path: '/api/dashboards/export',
      summary: 'A dashboard’s figures as PDF, SVG pages, XLSX or CSV, within the reader’s scopes',
      tags: ['dashboards'],
      permission: READ,
      body,
      produces: ['application/pdf', 'image/svg+xml', XLSX_TYPE, 'text/csv'],
      rateLimit: { max: 30, windowMs: 60_000 },
      handler: async ({ actor, body: asked, language }): Promise<Download> => {
        const { spec, format, period, filters } = asked;
        ownApplication(platform, actor, spec.application);
        const today = dayInZone(clock.now(), actor.timeZone);
        const items = [...spec.items].sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x);
        const widgets = items.map((item) => item.widget);
        const context = contextOf(actor, spec.application, language);
        const { answers, generation } = await readWidgets(metrics, context, widgets, { today, period, filters });
        const file = (extension: string) => `${spec.title}-${today}.${extension}`;
        if (format === 'xlsx' || format === 'csv') {
          const tables = widgetTables(widgets, answers, language);
          if (format === 'csv') {
            const stream = Readable.from(csvTables(tables, language));
            return { contentType: 'text/csv; charset=utf-8', filename: file('csv'), stream };
          }
          const content = Buffer.from(await writeWorkbook(tables));
          const stream = Readable.from([content]);
          return { contentType: XLSX_TYPE, filename: file('xlsx'), stream, length: content.length };
        }
        const days = period === null ? null : typeof period === 'string' ? resolvePeriod(period, today) : period;
        const chosen = filters.map((one) => String(one.value ?? ''));
        const model: DocumentModel = {
          locale: language,
          title: spec.title,
          subtitle: [days ? `${formatDay(days.from)} – ${formatDay(days.to)}` : '', ...chosen]
            .filter(Boolean)
            .join(' · '),
          source: [
            actor.tenantName,
            `Griot n° ${generation ?? '–'}`,
            formatInstant(clock.now().toISOString(), language, actor.timeZone),
          ].join(' · '),
          blocks: printWidgets(widgets, answers, { locale: language, strict: false }),
        };
        if (format === 'svg') {
          const stream = Readable.from([await typesetSvg(model)]);
          return { contentType: 'image/svg+xml', filename: file('svg'), stream };
        }
        const { pdf } = await typesetPdf(model);
        const stream = Readable.from([pdf]);
        return { contentType: 'application/pdf', filename: file('pdf'), stream, length: pdf.length };
      },
    }),
  ];
}

/** Kinds that a spreadsheet reads as numbers, with the decimal mark of the reader's language. */
const FIGURES: ReadonlySet<string> = new Set(['number', 'money', 'percent']);

/** One table under the other: its title, its headings, its rows, an empty line. */
async function* csvTables(tables: ReturnType<typeof widgetTables>, locale: 'fr' | 'en'): AsyncGenerator<string> {
  for (const [at, { name, columns, rows }] of tables.entries()) {
    const title = csvRows([], { columns: [{ header: name, value: () => null }], locale });
    const body = csvRows(rows, {
      columns: columns.map(({ heading, kind }, column) => ({
        header: heading,
        kind: FIGURES.has(kind) ? ('number' as const) : ('text' as const),
        value: (row: (typeof rows)[number]) => row[column],
      })),
      locale,
    });
    // One mark of the encoding for the whole file.
    for await (const part of title) yield at === 0 ? part : part.replace('\uFEFF', '');
    for await (const part of body) yield part.replace('\uFEFF', '');
    yield '\r\n';
  }
}
