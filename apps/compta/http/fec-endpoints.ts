import { Readable } from 'node:stream';
import type { Services } from '@griot/application';
import { defineDownload, type Endpoint } from '@griot/http';
import { z } from 'zod';
import { FEC_COLUMNS } from '../domain/layout/roles.ts';
import { findBatch } from '../store/periods.ts';
import { seenBatch } from './sight.ts';

const PAGE = 20_000;
const FEC_TYPE = 'text/tab-separated-values';

/** The entries of a period as a FEC: the eighteen columns of art. A47 A-1 LPF, tabs, decimal commas, days AAAAMMJJ. */
export function fecEndpoints(services: Services): Endpoint[] {
  return [
    defineDownload({
      method: 'GET',
      path: '/api/compta/fec/export',
      summary: 'The entries of a batch that is shown, as a FEC',
      tags: ['compta: statements'],
      permission: 'compta.statements.read',
      query: z.object({ batchId: z.uuid() }),
      produces: [FEC_TYPE],
      handler: async ({ actor, query: { batchId } }) => {
        const { tenantId } = actor;
        const found = await services.store.withTenant(tenantId, (tx) => findBatch(tx, tenantId, batchId), {
          readOnly: true,
        });
        const shown = found?.status === 'COMPLETED' && found.replacedBy === null ? found : null;
        const batch = seenBatch(actor, shown, batchId);
        return {
          contentType: `${FEC_TYPE}; charset=utf-8`,
          filename: `FEC${(batch.periodEnd ?? '').replaceAll('-', '')}.txt`,
          stream: Readable.from(fecLines(services, tenantId, batchId)),
        };
      },
    }),
  ];
}

/** Chronological, as a FEC is kept; all pages of one generation. */
async function* fecLines(services: Services, tenantId: string, batchId: string): AsyncGenerator<string> {
  yield `${FEC_COLUMNS.join('\t')}\r\n`;
  const warehouse = services.warehouse.tenant(tenantId);
  let after: [string, number] = ['0001-01-01', 0];
  let generation: number | 'current' = 'current';
  for (;;) {
    const { rows, generation: read } = await warehouse.query(
      `select l.date_ecriture, l.ligne, l.journal, coalesce(j.intitule, ''), l.piece, l.compte, coalesce(c.intitule, ''),
         coalesce(l.tiers, ''), coalesce(t.intitule, ''), l.libelle, l.debit, l.credit, coalesce(l.lettrage, ''), coalesce(l.devise, '')
       from grand_livre l
       left join code_journal j on j.batch_id = l.batch_id and j.journal = l.journal
       left join plan_comptable c on c.batch_id = l.batch_id and c.compte = l.compte
       left join plan_tiers t on t.batch_id = l.batch_id and t.tiers = l.tiers
       where l.batch_id = $1
         and (l.date_ecriture > cast($2 as date) or (l.date_ecriture = cast($2 as date) and l.ligne > $3))
       order by l.date_ecriture, l.ligne limit ${PAGE}`,
      [batchId, ...after],
      { generation },
    );
    generation = read ?? 'current';
    yield rows.map(fecLine).join('');
    const last = rows.at(-1);
    if (rows.length < PAGE || !last) return;
    after = [String(last[0]), Number(last[1])];
  }
}

function fecLine(row: readonly unknown[]): string {
  const [
    date,
    ,
    journal,
    journalName,
    piece,
    account,
    accountName,
    tiers,
    tiersName,
    label,
    debit,
    credit,
    lettrage,
    currency,
  ] = row.map((cell) => String(cell ?? '').replaceAll(/[\t\r\n]+/g, ' '));
  const day = (date ?? '').replaceAll('-', '');
  const amount = (value: string | undefined): string => (value ?? '0').replace('.', ',');
  const cells = [
    ...[journal, journalName, piece, day, account, accountName, tiers, tiersName, piece, day, label],
    ...[amount(debit), amount(credit), lettrage, lettrage === '' ? '' : day, day, '', currency],
  ];
  return `${cells.join('\t')}\r\n`;
}
