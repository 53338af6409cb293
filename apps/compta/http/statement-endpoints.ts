import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { type Books, openBooks } from '../queries/open-books.ts';
import { readControls } from '../queries/read-controls.ts';
import { readIndicators } from '../queries/read-indicators.ts';
import { readAccounts, readLedger, readPiece } from '../queries/read-ledger.ts';
import { readSourceRow } from '../queries/read-source-row.ts';
import { readLineAccounts, readStatements } from '../queries/read-statements.ts';
import { readAgedBalance, readJournals, readTiersBalance } from '../queries/read-tiers.ts';
import * as contract from './statements-contract.ts';

const READ = { tags: ['compta: statements'], permission: 'compta.statements.read' as const };

/** What the firm reads of a client's books: statements, ledgers, third parties, indicators, controls, and what lies behind each. */
export function statementEndpoints(services: Services): Endpoint[] {
  return [
    defineEndpoint({
      ...READ,
      method: 'GET',
      path: '/api/compta/etats',
      summary: 'Bilan and compte de résultat at the end of a period, beside those of another one',
      query: contract.booksQuery,
      data: contract.statements,
      handler: async ({ actor, language, query }) => {
        const books = await openBooks(services, actor, { batchId: query.batchId, comparison: query.comparaison });
        return { ...headOf(books), ...(await readStatements(books, language)) };
      },
    }),
    defineEndpoint({
      ...READ,
      method: 'GET',
      path: '/api/compta/etats/comptes',
      summary: 'The accounts that make up a line of the statements',
      query: contract.booksQuery.extend({ reference: z.string().regex(/^[A-Z]{2}$/) }),
      data: contract.lineAccounts,
      handler: async ({ actor, query }) => {
        const books = await openBooks(services, actor, { batchId: query.batchId, comparison: query.comparaison });
        return { ...headOf(books), items: await readLineAccounts(books, query.reference) };
      },
    }),
    defineEndpoint({
      ...READ,
      method: 'GET',
      path: '/api/compta/comptes',
      summary: 'The accounts of the books with their sums',
      query: contract.booksQuery,
      data: contract.accounts,
      handler: async ({ actor, query }) => {
        const books = await openBooks(services, actor, { batchId: query.batchId });
        return { ...headOf(books), items: await readAccounts(books) };
      },
    }),
    defineEndpoint({
      ...READ,
      method: 'GET',
      path: '/api/compta/grand-livre',
      summary: 'Lines of an account, a third party or a journal with their running balance',
      query: contract.ledgerPage.refine(({ compte, tiers, journal }) => compte ?? tiers ?? journal, {
        message: 'compte, tiers, journal',
        path: ['compte'],
      }),
      data: contract.ledger,
      handler: async ({ actor, query: { batchId, debut, limite, ...filter } }) => {
        const books = await openBooks(services, actor, { batchId });
        return { ...headOf(books), ...(await readLedger(books, filter, { offset: debut, limit: limite })) };
      },
    }),
    defineEndpoint({
      ...READ,
      method: 'GET',
      path: '/api/compta/piece',
      summary: 'All lines of the piece that an entry belongs to',
      query: contract.entryQuery,
      data: contract.piece,
      handler: async ({ actor, query }) => {
        const { books, items } = await pieceOf(services, actor, query);
        return { ...headOf(books), items };
      },
    }),
    defineEndpoint({
      ...READ,
      method: 'GET',
      path: '/api/compta/source',
      summary: 'The row of the source file that an entry was read from, with the rows around it',
      query: contract.entryQuery,
      data: contract.sourceRow,
      handler: async ({ actor, query }) => {
        // The piece is read first: an entry of other books is not there.
        await pieceOf(services, actor, query);
        return readSourceRow(services, actor.tenantId, { batchId: query.lot ?? query.batchId, ligne: query.ligne });
      },
    }),
    defineEndpoint({
      ...READ,
      method: 'GET',
      path: '/api/compta/balance-tiers',
      summary: 'Trial balance by third party',
      query: contract.booksQuery,
      data: contract.tiersBalance,
      handler: async ({ actor, query }) => {
        const books = await openBooks(services, actor, { batchId: query.batchId });
        return { ...headOf(books), items: await readTiersBalance(books) };
      },
    }),
    defineEndpoint({
      ...READ,
      method: 'GET',
      path: '/api/compta/balance-agee',
      summary: 'Open items of customers or suppliers by age',
      query: contract.booksQuery.extend({ nature: z.enum(['client', 'fournisseur']).default('client') }),
      data: contract.agedBalance,
      handler: async ({ actor, query }) => {
        const books = await openBooks(services, actor, { batchId: query.batchId });
        return { ...headOf(books), items: await readAgedBalance(books, query.nature) };
      },
    }),
    defineEndpoint({
      ...READ,
      method: 'GET',
      path: '/api/compta/journaux',
      summary: 'Centralised journals: totals by month',
      query: contract.booksQuery,
      data: contract.journals,
      handler: async ({ actor, query }) => {
        const books = await openBooks(services, actor, { batchId: query.batchId });
        return { ...headOf(books), items: await readJournals(books) };
      },
    }),
    defineEndpoint({
      ...READ,
      method: 'GET',
      path: '/api/compta/indicateurs',
      summary: 'Ratios, months beside those of the year before, and the cash curve',
      query: contract.booksQuery,
      data: contract.indicators,
      handler: async ({ actor, query }) => {
        const books = await openBooks(services, actor, { batchId: query.batchId, comparison: query.comparaison });
        return { ...headOf(books), ...(await readIndicators(books)) };
      },
    }),
    defineEndpoint({
      ...READ,
      method: 'GET',
      path: '/api/compta/controles',
      summary: 'What the controls found in the books',
      query: contract.booksQuery,
      data: contract.controls,
      handler: async ({ actor, query }) => {
        const books = await openBooks(services, actor, { batchId: query.batchId });
        return { ...headOf(books), ...(await readControls(books)) };
      },
    }),
  ];
}

async function pieceOf(
  services: Services,
  actor: Parameters<typeof openBooks>[1],
  { batchId, lot, ligne }: { batchId: string; lot?: string | undefined; ligne: number },
) {
  const books = await openBooks(services, actor, { batchId });
  const items = await readPiece(books, { batchId: lot ?? batchId, ligne });
  if (items.length === 0)
    throw new DomainError({ code: 'compta.entry_unknown', kind: 'not_found', details: { ligne } });
  return { books, items };
}

const headOf = ({ client, situation, compared, generation }: Books) => ({
  client: { id: client.id, name: client.name, standard: situation.standard, currency: client.currency },
  date: situation.date,
  booksStart: situation.booksStart,
  compared: compared && { batchId: compared.batchId, date: compared.date },
  generation,
});
