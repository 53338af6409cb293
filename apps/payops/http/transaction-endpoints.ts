import type { Services } from '@griot/application';
import {
  csvRows,
  defineCursor,
  defineDownload,
  defineEndpoint,
  defineStream,
  type Endpoint,
  toPage,
} from '@griot/http';
import { z } from 'zod';
import { TRANSACTIONS_TOPIC } from '../chain/live-row.ts';
import { readRestatements, readTransactions, type TransactionRow } from '../queries/transactions.ts';
import { restatement, transaction } from './contract.ts';
import { readerOf, selectionFrom, selectionQuery } from './sight.ts';

const tags = ['payops: transactions'];
const HEARTBEAT_MS = 15_000;
const EXPORT_PAGE = 5_000;
const MOST_EXPORTED = 200_000;
const cursor = defineCursor('payops.transactions', z.object({ time: z.string(), id: z.string() }));

const filters = {
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  kind: z
    .string()
    .regex(/^[a-z_.]{1,40}$/)
    .optional(),
  search: z.string().trim().min(1).max(200).optional(),
  ...selectionQuery,
};

const filterSchema = z.object(filters);

/** The rows behind the figures: listed, exported, live. */
export function transactionEndpoints(services: Services): Endpoint[] {
  const { store, live, identity } = services;
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/transactions',
      summary: 'Transactions, newest first; of an hour, an entity, a currency',
      tags,
      permission: 'payops.transactions.read',
      query: z.object({
        ...filters,
        cursor: z.string().optional(),
        limit: z.coerce.number().int().min(1).max(500).default(50),
      }),
      data: z.object({ items: z.array(transaction), nextCursor: z.string().nullable() }),
      handler: async ({ actor, query: { cursor: from, limit, ...rest } }) => {
        const reader = readerOf(actor);
        const q = { ...reader, ...conditionsOf(rest), after: cursor.decode(from), limit };
        const rows = await store.withTenant(reader.tenantId, (tx) => readTransactions(tx, q), { readOnly: true });
        return toPage(rows, limit, cursor, ({ time, id }) => ({ time, id }));
      },
    }),
    defineDownload({
      method: 'GET',
      path: '/api/dashboard/transactions/export',
      summary: 'The same as CSV, at most 200 000 rows',
      tags,
      permission: 'payops.transactions.read',
      query: filterSchema,
      produces: ['text/csv'],
      handler: ({ actor, query, language, signal }) => {
        const reader = readerOf(actor);
        const pages = async function* () {
          let after: { time: string; id: string } | null = null;
          for (let done = 0; done < MOST_EXPORTED && !signal.aborted; done += EXPORT_PAGE) {
            const q = { ...reader, ...conditionsOf(query), after, limit: EXPORT_PAGE };
            const rows: Awaited<ReturnType<typeof readTransactions>> = await store.withTenant(
              reader.tenantId,
              (tx) => readTransactions(tx, q),
              { readOnly: true },
            );
            const page = rows.slice(0, EXPORT_PAGE);
            yield* page;
            const last = page.at(-1);
            if (rows.length <= EXPORT_PAGE || !last) return;
            after = { time: last.time, id: last.id };
          }
        };
        return {
          contentType: 'text/csv; charset=utf-8',
          filename: 'transactions.csv',
          stream: csvRows(pages(), { columns: COLUMNS, locale: language }),
        };
      },
    }),
    defineStream({
      path: '/api/dashboard/transactions/live',
      summary: 'Transactions as they are counted, of what the reader may see',
      tags,
      permission: 'payops.transactions.read',
      handler: async ({ actor, open, signal, raw }) => {
        const bearer = raw.request.headers.authorization?.replace(/^Bearer /, '') ?? '';
        const stream = open();
        const heart = setInterval(() => {
          identity.authenticate(bearer).then(
            () => stream.beat(),
            () => stream.end(),
          );
        }, HEARTBEAT_MS);
        signal.addEventListener('abort', () => stream.end());
        const leave = await live.subscribe(actor, [TRANSACTIONS_TOPIC], undefined, {
          event: ({ id, data }) => stream.send({ event: 'transaction', id, data }),
          reset: () => stream.send({ event: 'reset', data: {} }),
          closed: () => stream.end(),
        });
        try {
          await stream.finished;
        } finally {
          clearInterval(heart);
          leave();
        }
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/restatements',
      summary: 'What late events added to hours already read',
      tags,
      permission: 'payops.dashboard.read',
      query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100), ...selectionQuery }),
      data: z.object({ items: z.array(restatement) }),
      handler: async ({ actor, query: { limit, ...rest } }) => {
        const reader = readerOf(actor);
        const q = { ...reader, selection: selectionFrom(rest), limit };
        return { items: await store.withTenant(reader.tenantId, (tx) => readRestatements(tx, q), { readOnly: true }) };
      },
    }),
  ];
}

/** Named one by one: a request's `tenantId` is an entity, and must never stand for the organisation. */
const conditionsOf = (query: z.output<typeof filterSchema>) => ({
  from: query.from,
  to: query.to,
  kind: query.kind,
  search: query.search,
  selection: selectionFrom(query),
});

const EXPORTED = [
  ...(['time', 'kind', 'tenantType', 'tenantId', 'name', 'country', 'region', 'city', 'currency', 'source'] as const),
  ...(['amount', 'reference', 'user', 'route', 'method', 'reason', 'latencyMs', 'recordedAt', 'id'] as const),
];

const COLUMNS = EXPORTED.map((name) => ({
  header: name,
  value: (row: TransactionRow) => row[name],
  kind: name === 'amount' || name === 'latencyMs' ? ('number' as const) : ('text' as const),
}));
