import { Readable } from 'node:stream';
import type { Services } from '@griot/application';
import { typesetPdf } from '@griot/documents';
import { type Download, defineDownload, type Endpoint } from '@griot/http';
import { currencyLabel, formatDay, minorDigits } from '@griot/kernel';
import { writeWorkbook, writeXlsx, XLSX_TYPE } from '@griot/sheets';
import { z } from 'zod';
import { type Books, openBooks } from '../queries/open-books.ts';
import { streamLedger } from '../queries/read-ledger.ts';
import { readStatements, type Statements } from '../queries/read-statements.ts';
import { readAgedBalance, readJournals, readTiersBalance } from '../queries/read-tiers.ts';
import { COLUMNS, type ColumnKind, headingOf, type Locale, SHEETS, statementHeadings } from './export-words.ts';
import { statementDocument } from './statement-document.ts';
import { booksQuery, ledgerQuery } from './statements-contract.ts';

const PDF_TYPE = 'application/pdf';
const READ = { tags: ['compta: statements'], permission: 'compta.statements.read' as const };
const BOOKS = ['grand-livre', 'balance-tiers', 'agee-clients', 'agee-fournisseurs', 'journaux'] as const;

/** Statements as a workbook or a document, ledgers and balances as workbooks. */
export function statementExports(services: Services): Endpoint[] {
  return [
    defineDownload({
      ...READ,
      method: 'GET',
      path: '/api/compta/etats/export',
      summary: 'Bilan and compte de résultat as a workbook or as PDF',
      query: booksQuery.extend({ format: z.enum(['xlsx', 'pdf']).default('pdf') }),
      produces: [XLSX_TYPE, PDF_TYPE],
      handler: async ({ actor, language, query }): Promise<Download> => {
        const books = await openBooks(services, actor, { batchId: query.batchId, comparison: query.comparaison });
        const statements = await readStatements(books, language);
        const name = fileNameOf(books, 'etats-financiers');
        if (query.format === 'pdf') {
          const { pdf } = await typesetPdf(
            statementDocument(books, statements, { locale: language, currency: books.client.currency }),
          );
          return file(PDF_TYPE, `${name}.pdf`, pdf);
        }
        return file(XLSX_TYPE, `${name}.xlsx`, Buffer.from(await writeWorkbook(sheetsOf(books, statements, language))));
      },
    }),
    defineDownload({
      ...READ,
      method: 'GET',
      path: '/api/compta/livres/export',
      summary: 'A ledger, a balance by third party, an aged balance or the centralised journals as a workbook',
      query: ledgerQuery.extend({ livre: z.enum(BOOKS) }),
      produces: [XLSX_TYPE],
      handler: async ({ actor, language, query: { batchId, livre, ...filter } }): Promise<Download> => {
        const books = await openBooks(services, actor, { batchId });
        const o = { locale: language, currency: books.client.currency };
        const stream =
          livre === 'grand-livre'
            ? sheet('ledger', o, streamLedger(books, filter))
            : livre === 'balance-tiers'
              ? sheet('tiers', o, await readTiersBalance(books))
              : livre === 'journaux'
                ? sheet('journals', o, await readJournals(books))
                : sheet('aged', o, await readAgedBalance(books, livre === 'agee-clients' ? 'client' : 'fournisseur'));
        return { contentType: XLSX_TYPE, filename: `${fileNameOf(books, livre)}.xlsx`, stream };
      },
    }),
  ];
}

const file = (contentType: string, filename: string, content: Buffer): Download => ({
  contentType,
  filename,
  stream: Readable.from([content]),
  length: content.length,
});

function fileNameOf({ client, situation }: Books, what: string): string {
  const name = client.name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '-');
  return `${what}-${name}-${situation.date}`;
}

function sheet<Row>(
  book: keyof typeof COLUMNS,
  o: { locale: Locale; currency: string },
  rows: Iterable<Row> | AsyncIterable<Row>,
): Readable {
  return Readable.from(
    writeXlsx<Row>({
      name: SHEETS[book][o.locale],
      columns: Object.entries<ColumnKind>(COLUMNS[book]).map(([key, kind]) => ({
        heading: headingOf(book, key, o.locale),
        kind,
        decimals: minorDigits(o.currency),
        value: (row) => (row as Record<string, string | number | null>)[key] ?? null,
      })),
      rows,
    }),
  );
}

function sheetsOf({ compared, situation, client }: Books, statements: Statements, locale: Locale) {
  const words = statementHeadings(locale, currencyLabel(client.currency));
  const money = (heading: string) => ({ heading, kind: 'money' as const, decimals: minorDigits(client.currency) });
  return (['actif', 'passif', 'resultat'] as const).map((name) => ({
    name: SHEETS[name][locale],
    columns: [
      { heading: words.reference, kind: 'text' as const },
      { heading: words.line, kind: 'text' as const },
      ...(name === 'actif' ? [money(words.gross), money(words.wear)] : []),
      money(words.net(formatDay(situation.date))),
      ...(compared ? [money(words.net(formatDay(compared.date)))] : []),
    ],
    rows: statements[name].map((line) => [
      ...[line.reference, line.label],
      ...(name === 'actif' ? [line.gross, line.wear] : []),
      line.net,
      ...(compared ? [line.previous] : []),
    ]),
  }));
}
