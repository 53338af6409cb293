import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import { addDays, addMonths, type Day, DomainError, isDomainError } from '@griot/kernel';
import type { Cell, TenantWarehouse } from '@griot/warehouse';
import type { Standard } from '../domain/ledger-types.ts';
import { seenBatch } from '../http/sight.ts';
import { type Client, findClient } from '../store/clients.ts';
import { findBatch } from '../store/periods.ts';

/** Against what a situation is held: the same day a year before, the period before, or nothing. */
export const COMPARISONS = ['an', 'precedent', 'aucune'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** The books of a client at the end of a period. */
export interface Situation {
  batchId: string;
  standard: Standard;
  periodStart: Day;
  /** Last day of the period: the day of the situation. */
  date: Day;
  /** First day of the books: openings are dated so, or it is the first day that is known. */
  booksStart: Day;
}

/** One client's books, read from one generation. */
export interface Books {
  client: Client;
  situation: Situation;
  /** Null when there is nothing to compare with. */
  compared: Situation | null;
  generation: number;
  query(sql: string, params?: readonly unknown[]): Promise<Cell[][]>;
  stream: TenantWarehouse['stream'];
}

/** The situations of a client, newest first. */
export async function readSituations(
  services: Services,
  tenantId: string,
  clientId: string,
): Promise<{ situations: Situation[]; generation: number }> {
  const result = await services.warehouse
    .tenant(tenantId)
    .query(
      `select batch_id, standard, period_start, date_situation, exercice_debut from dim_situations
       where client_id = $1 order by date_situation desc`,
      [clientId],
    )
    .catch((error: unknown) => {
      if (isDomainError(error) && error.code === 'warehouse.not_published') return { rows: [], generation: null };
      throw error;
    });
  return { situations: result.rows.map(situationOf), generation: result.generation ?? 0 };
}

/** The books of a batch that is shown, for a reader who may see its client; for anybody else it is not there. */
export async function openBooks(
  services: Services,
  actor: Pick<Actor, 'tenantId' | 'scopes'>,
  o: { batchId: string; comparison?: Comparison },
): Promise<Books> {
  const { tenantId } = actor;
  const { batch, client } = await services.store.withTenant(
    tenantId,
    async (tx) => {
      const found = seenBatch(actor, await findBatch(tx, tenantId, o.batchId), o.batchId);
      return { batch: found, client: await findClient(tx, tenantId, found.clientId) };
    },
    { readOnly: true },
  );
  const { situations, generation } = await readSituations(services, tenantId, batch.clientId);
  const situation = situations.find(({ batchId }) => batchId === o.batchId);
  if (!situation || !client) throw new DomainError({ code: 'compta.not_published', kind: 'not_found' });
  const warehouse = services.warehouse.tenant(tenantId);
  return {
    client,
    situation,
    compared: comparedWith(situation, situations, o.comparison ?? 'aucune'),
    generation,
    query: async (sql, params = []) => (await warehouse.query(sql, params, { generation })).rows,
    stream: (sql, params, options) => warehouse.stream(sql, params, { ...options, generation }),
  };
}

/** The situation to compare with. A year before: the same day, or the same month's last period (28 and 29 February). */
export function comparedWith(
  situation: Situation,
  all: readonly Situation[],
  comparison: Comparison,
): Situation | null {
  if (comparison === 'aucune') return null;
  const before = all.filter(({ date }) => date < situation.date).sort((a, b) => (a.date < b.date ? 1 : -1));
  if (comparison === 'precedent') return before[0] ?? null;
  const day = addMonths(situation.date, -12);
  return before.find(({ date }) => date >= addDays(day, -1) && date <= addDays(day, 1)) ?? null;
}

function situationOf([batchId, standard, periodStart, date, booksStart]: Cell[]): Situation {
  return {
    batchId: String(batchId),
    standard: standard === 'pcg' ? 'pcg' : 'syscohada',
    periodStart: String(periodStart),
    date: String(date),
    booksStart: String(booksStart),
  };
}
