import { databaseFault, type Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';

export type Row = Record<string, unknown>;

/** All rows of a statement. `R` is the caller's word for the columns it selected. */
export async function rows<R extends Row>(tx: Tx, statement: SQL): Promise<R[]> {
  const result = await tx.execute(statement);
  return result.rows as R[];
}

/** The first row, or null. */
export async function firstRow<R extends Row>(tx: Tx, statement: SQL): Promise<R | null> {
  return (await rows<R>(tx, statement))[0] ?? null;
}

/** A `timestamptz` column as whole Unix milliseconds, free of the session's time zone and date style. */
export const epochMs = (column: SQL): SQL => sql`round(extract(epoch from ${column}) * 1000)::float8`;

export const at = (date: Date): SQL => sql`${date.toISOString()}::timestamptz`;

/** A `text[]` parameter (a bare array would be spread over several). */
export const textArray = (values: readonly string[]): SQL => sql`${sql.param([...values])}::text[]`;

export const dateOrNull = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** True when the error is PostgreSQL's unique_violation. */
export const isUniqueViolation = (error: unknown): boolean => databaseFault(error)?.code === '23505';
