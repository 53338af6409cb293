import { newId } from '@griot/kernel';
import type { BuildSession } from '../build/build-session.ts';
import type { NodeWork } from '../build/node-work.ts';
import { quoteName } from '../engine/identifiers.ts';
import { clickhouseRelation } from './names.ts';

const PLAIN_NAME = /^"?([A-Za-z_][A-Za-z0-9_]*)"?(?:\s+(?:asc|desc))?$/i;

/** The table of a node; what a killed build left under its name has no line in the journal and is no table of ours. */
export async function freshTable({ session, relation, context }: NodeWork): Promise<string> {
  const table = clickhouseRelation(context.tenantId, relation);
  await session.run(`DROP TABLE IF EXISTS ${table} SYNC`);
  return table;
}

/** ClickHouse sorts by columns only: the leading plain columns of the order that the model asks for. */
export function engineOf(order: readonly string[]): string {
  const names: string[] = [];
  for (const term of order) {
    const name = PLAIN_NAME.exec(term.trim())?.[1];
    if (name === undefined) break;
    names.push(quoteName(name));
  }
  return `ENGINE = MergeTree ORDER BY ${names.length === 0 ? 'tuple()' : `(${names.join(', ')})`} SETTINGS allow_nullable_key = 1`;
}

/** A table that lives as long as `work`: sessions over HTTP share no temporary tables. */
export async function withScratch<T>(
  { session, context }: NodeWork,
  select: string,
  work: (table: string) => Promise<T>,
): Promise<T> {
  const table = clickhouseRelation(context.tenantId, `scratch__${newId().replaceAll('-', '')}`);
  await session.run(`CREATE TABLE ${table} ENGINE = MergeTree ORDER BY tuple() AS ${select}`);
  try {
    return await work(table);
  } finally {
    await session.run(`DROP TABLE IF EXISTS ${table} SYNC`).catch(() => undefined);
  }
}

export async function countRows(session: BuildSession, table: string): Promise<number> {
  return Number((await session.run(`SELECT count() FROM ${table}`)).rows[0]?.[0] ?? 0);
}
