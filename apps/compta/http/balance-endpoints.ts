import { Readable } from 'node:stream';
import type { Services } from '@griot/application';
import { defineDownload, defineEndpoint, type Endpoint } from '@griot/http';
import { Decimal, DomainError, isDomainError, minorDigits } from '@griot/kernel';
import { writeXlsx, XLSX_TYPE } from '@griot/sheets';
import { z } from 'zod';
import { findClient } from '../store/clients.ts';
import { findBatch } from '../store/periods.ts';
import { balance } from './contract.ts';
import { COLUMNS, headingOf, SHEETS } from './export-words.ts';
import { seenBatch } from './sight.ts';

const QUERY = z.object({ batchId: z.uuid() });
const AMOUNTS = [
  'debitOuverture',
  'creditOuverture',
  'debitMouvement',
  'creditMouvement',
  'soldeDebiteur',
  'soldeCrediteur',
] as const;
type Balance = z.output<typeof balance>;
type Row = Balance['items'][number];

/** The trial balance of a period. */
export function balanceEndpoints(services: Services): Endpoint[] {
  const read = async (
    actor: Parameters<typeof seenBatch>[0] & { tenantId: string },
    batchId: string,
  ): Promise<Balance> => {
    const { tenantId } = actor;
    const batch = await services.store.withTenant(tenantId, (tx) => findBatch(tx, tenantId, batchId), {
      readOnly: true,
    });
    seenBatch(actor, batch, batchId);
    return readBalance(services, tenantId, batchId);
  };
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/compta/balance',
      summary: 'Trial balance of a batch that is loaded and shown',
      tags: ['compta: statements'],
      permission: 'compta.statements.read',
      query: QUERY,
      data: balance,
      handler: ({ actor, query }) => read(actor, query.batchId),
    }),
    defineDownload({
      method: 'GET',
      path: '/api/compta/balance/export',
      summary: 'The trial balance as a workbook',
      tags: ['compta: statements'],
      permission: 'compta.statements.read',
      query: QUERY,
      produces: [XLSX_TYPE],
      handler: async ({ actor, language, query }) => {
        const { items, totals } = await read(actor, query.batchId);
        const rows = [...items, { compte: 'Total', intitule: '', ecritures: null, ...totals }];
        const decimals = minorDigits(await currencyOf(services, actor.tenantId, query.batchId));
        const columns = Object.entries(COLUMNS.balance).map(([name, kind]) => ({
          heading: headingOf('balance', name, language),
          ...{ kind, decimals },
          value: (row: (typeof rows)[number]) => row[name as keyof typeof COLUMNS.balance],
        }));
        return {
          contentType: XLSX_TYPE,
          filename: 'balance-generale.xlsx',
          stream: Readable.from(writeXlsx({ name: SHEETS.balance[language], columns, rows })),
        };
      },
    }),
  ];
}

async function currencyOf({ store }: Services, tenantId: string, batchId: string): Promise<string> {
  const client = await store.withTenant(
    tenantId,
    async (tx) => findClient(tx, tenantId, (await findBatch(tx, tenantId, batchId))?.clientId ?? ''),
    { readOnly: true },
  );
  if (!client) throw new DomainError({ code: 'compta.not_published', kind: 'not_found' });
  return client.currency;
}

async function readBalance(services: Services, tenantId: string, batchId: string): Promise<Balance> {
  const result = await services.warehouse
    .tenant(tenantId)
    .query(
      `select compte, intitule, debit_ouverture, credit_ouverture, debit_mouvement, credit_mouvement, solde_debiteur,
         solde_crediteur, ecritures
       from mart_balance_generale where batch_id = $1 order by compte`,
      [batchId],
    )
    .catch((error: unknown) => {
      if (!isDomainError(error) || error.code !== 'warehouse.not_published') throw error;
      throw new DomainError({ code: 'compta.not_published', kind: 'not_found' });
    });
  const items = result.rows.map(([compte, intitule, ...rest]): Row => {
    const amounts = Object.fromEntries(AMOUNTS.map((name, index) => [name, String(rest[index])])) as Record<
      (typeof AMOUNTS)[number],
      string
    >;
    return { compte: String(compte), intitule: String(intitule), ...amounts, ecritures: Number(rest[AMOUNTS.length]) };
  });
  const sum = (name: (typeof AMOUNTS)[number]): string =>
    items
      .reduce((total, row) => total.add(Decimal.parse(row[name])), Decimal.zero)
      .round(2)
      .toString();
  const totals = Object.fromEntries(AMOUNTS.map((name) => [name, sum(name)])) as Balance['totals'];
  return { generation: result.generation ?? 0, batchId: items.length > 0 ? batchId : null, items, totals };
}
