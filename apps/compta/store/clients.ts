import type { MigrationSet, Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Standard } from '../domain/ledger-types.ts';

export const comptaMigrations: MigrationSet = {
  name: 'compta',
  folder: new URL('./migrations', import.meta.url).pathname,
};

/** In which books may be kept: amounts are held with two decimals, so none with more. */
export const BOOK_CURRENCIES = ['XOF', 'XAF', 'EUR', 'USD', 'MAD', 'DZD'] as const;
export type BookCurrency = (typeof BOOK_CURRENCIES)[number];

export interface Client {
  id: string;
  name: string;
  standard: Standard;
  /** ISO 4217; of all amounts in its books. */
  currency: BookCurrency;
  archived: boolean;
}

interface ListedClient extends Client {
  /** Last day of the periods whose figures are shown; null: none is. */
  loadedTo: string | null;
}

type ClientRow = { id: string; name: string; standard: Standard; currency: BookCurrency; archived: boolean };

/** Clients by name; `only`: those that the reader may see. */
export async function listClients(tx: Tx, tenantId: string, only: readonly string[] | null): Promise<ListedClient[]> {
  const seen = only === null ? sql`` : sql`AND id::text = ANY(${sql.param(only)}::text[])`;
  const { rows } = await tx.execute<ClientRow & { loadedTo: string | null }>(sql`
    SELECT id, name, standard, currency, archived_at IS NOT NULL AS archived,
      (SELECT max(p.period_end)::text FROM comptable_periods p
        WHERE p.tenant_id = c.tenant_id AND p.client_id = c.id AND p.status = 'COMPLETED' AND p.replaced_by IS NULL
          AND p.deleted_at IS NULL) AS "loadedTo"
    FROM compta_clients c
    WHERE tenant_id = ${tenantId} ${seen} ORDER BY archived_at IS NOT NULL, lower(name), id`);
  return rows.map((row) => ({ ...row }));
}

export async function findClient(tx: Tx, tenantId: string, id: string): Promise<Client | null> {
  const { rows } = await tx.execute<ClientRow>(sql`
    SELECT id, name, standard, currency, archived_at IS NOT NULL AS archived FROM compta_clients
    WHERE tenant_id = ${tenantId} AND id::text = ${id}`);
  return rows[0] ? { ...rows[0] } : null;
}

/** False when a client that is not archived has this name already. */
export async function insertClient(
  tx: Tx,
  o: Pick<Client, 'id' | 'name' | 'standard' | 'currency'> & { tenantId: string; by: string | null; now: Date },
): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    INSERT INTO compta_clients (tenant_id, id, name, standard, currency, created_by, created_at)
    VALUES (${o.tenantId}, ${o.id}, ${o.name}, ${o.standard}, ${o.currency}, ${o.by}, ${o.now.toISOString()}::timestamptz)
    ON CONFLICT DO NOTHING RETURNING id`);
  return rows.length === 1;
}

export async function archiveClient(tx: Tx, o: { tenantId: string; id: string; now: Date }): Promise<void> {
  await tx.execute(sql`
    UPDATE compta_clients SET archived_at = ${o.now.toISOString()}::timestamptz
    WHERE tenant_id = ${o.tenantId} AND id::text = ${o.id} AND archived_at IS NULL`);
}
