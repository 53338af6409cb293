import { Readable } from 'node:stream';
import type { Services } from '@griot/application';
import { typesetPdf } from '@griot/documents';
import { type Download, defineDownload, type Endpoint } from '@griot/http';
import { formatDay } from '@griot/kernel';
import { type SheetColumn, writeWorkbook, writeXlsx, XLSX_TYPE } from '@griot/sheets';
import { z } from 'zod';
import { type Books, openBooks } from '../queries/open-books.ts';
import { streamLedger } from '../queries/read-ledger.ts';
import { readStatements, type Statements } from '../queries/read-statements.ts';
import { readAgedBalance, readJournals, readTiersBalance } from '../queries/read-tiers.ts';
import { statementDocument } from './statement-document.ts';
import { booksQuery, ledgerQuery } from './statements-contract.ts';

type Columns = Record<string, [heading: string, kind: SheetColumn<unknown>['kind']]>;

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
      handler: async ({ actor, query }): Promise<Download> => {
        const books = await openBooks(services, actor, { batchId: query.batchId, comparison: query.comparaison });
        const statements = await readStatements(books, actor.locale);
        const name = fileNameOf(books, 'etats-financiers');
        if (query.format === 'pdf') {
          const { pdf } = await typesetPdf(
            statementDocument(books, statements, { locale: actor.locale, currency: books.client.currency }),
          );
          return file(PDF_TYPE, `${name}.pdf`, pdf);
        }
        return file(XLSX_TYPE, `${name}.xlsx`, Buffer.from(await writeWorkbook(sheetsOf(books, statements))));
      },
    }),
    defineDownload({
      ...READ,
      method: 'GET',
      path: '/api/compta/livres/export',
      summary: 'A ledger, a balance by third party, an aged balance or the centralised journals as a workbook',
      query: ledgerQuery.extend({ livre: z.enum(BOOKS) }),
      produces: [XLSX_TYPE],
      handler: async ({ actor, query: { batchId, livre, ...filter } }): Promise<Download> => {
        const books = await openBooks(services, actor, { batchId });
        const stream =
          livre === 'grand-livre'
            ? sheet('Grand livre', LEDGER, streamLedger(books, filter))
            : livre === 'balance-tiers'
              ? sheet('Balance des tiers', TIERS, await readTiersBalance(books))
              : livre === 'journaux'
                ? sheet('Journaux centralisés', JOURNALS, await readJournals(books))
                : sheet(
                    'Balance âgée',
                    AGED,
                    await readAgedBalance(books, livre === 'agee-clients' ? 'client' : 'fournisseur'),
                  );
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

function sheet<Row>(name: string, columns: Columns, rows: Iterable<Row> | AsyncIterable<Row>): Readable {
  return Readable.from(
    writeXlsx<Row>({
      name,
      columns: Object.entries(columns).map(([key, [heading, kind]]) => ({
        heading,
        kind,
        value: (row) => (row as Record<string, string | number | null>)[key] ?? null,
      })),
      rows,
    }),
  );
}

const LEDGER: Columns = {
  compte: ['Compte', 'text'],
  date: ['Date', 'day'],
  journal: ['Journal', 'text'],
  piece: ['Pièce', 'text'],
  tiers: ['Tiers', 'text'],
  libelle: ['Libellé', 'text'],
  lettrage: ['Lettrage', 'text'],
  debit: ['Débit', 'money'],
  credit: ['Crédit', 'money'],
  solde: ['Solde progressif', 'money'],
  ligne: ['Ligne du fichier', 'number'],
};
const TIERS: Columns = {
  compte: ['Compte', 'text'],
  tiers: ['Tiers', 'text'],
  intitule: ['Intitulé', 'text'],
  ouverture: ['Ouverture', 'money'],
  debit: ['Mouvement débit', 'money'],
  credit: ['Mouvement crédit', 'money'],
  solde: ['Solde', 'money'],
};
const AGED: Columns = {
  compte: ['Compte', 'text'],
  tiers: ['Tiers', 'text'],
  intitule: ['Intitulé', 'text'],
  nonEchu: ['Non échu', 'money'],
  j30: ['1 à 30 jours', 'money'],
  j60: ['31 à 60 jours', 'money'],
  j90: ['61 à 90 jours', 'money'],
  plus: ['Plus de 90 jours', 'money'],
  solde: ['Solde', 'money'],
};
const JOURNALS: Columns = {
  mois: ['Mois', 'day'],
  journal: ['Journal', 'text'],
  intitule: ['Intitulé', 'text'],
  debit: ['Débit', 'money'],
  credit: ['Crédit', 'money'],
  ecritures: ['Écritures', 'number'],
  pieces: ['Pièces', 'number'],
};

function sheetsOf({ compared, situation, client }: Books, statements: Statements) {
  const net = (day: string): string => `Net au ${formatDay(day)} (${client.currency})`;
  const names = { actif: 'Bilan actif', passif: 'Bilan passif', resultat: 'Compte de résultat' };
  return (['actif', 'passif', 'resultat'] as const).map((name) => ({
    name: names[name],
    columns: [
      { heading: 'Réf.', kind: 'text' as const },
      { heading: 'Poste', kind: 'text' as const },
      ...(name === 'actif'
        ? [
            { heading: 'Brut', kind: 'money' as const },
            { heading: 'Amort. et dépréc.', kind: 'money' as const },
          ]
        : []),
      { heading: net(situation.date), kind: 'money' as const },
      ...(compared ? [{ heading: net(compared.date), kind: 'money' as const }] : []),
    ],
    rows: statements[name].map((line) => [
      ...[line.reference, line.label],
      ...(name === 'actif' ? [line.gross, line.wear] : []),
      line.net,
      ...(compared ? [line.previous] : []),
    ]),
  }));
}
