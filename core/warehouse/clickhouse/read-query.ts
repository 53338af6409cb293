import { DomainError } from '@griot/kernel';
import type { CallOptions } from '../client/channel.ts';
import { type ReadEnd, ROW_BOUND } from '../engine/read-query.ts';
import { checkClickHouseSelect } from '../guard/check-clickhouse-select.ts';
import { checkLength } from '../guard/check-select.ts';
import type { QueryAsk } from '../process/protocol.ts';
import { bindParameters } from './parameters.ts';
import { plainNames } from './plain-names.ts';
import type { Readers } from './readers.ts';
import type { ClickHouseServer } from './server.ts';
import { READER_SETTINGS } from './settings.ts';
import type { ClickHouseTenant } from './tenant.ts';
import { readableType } from './types.ts';

/**
 * One SELECT, read-only, as the tenant's reader, where plain names mean the views of one generation: the pointer is read
 * once, and all tables are of that generation even when another one is published meanwhile.
 */
export async function readQuery(
  tenant: ClickHouseTenant,
  readers: Readers,
  ask: QueryAsk,
  { signal, onRows }: CallOptions,
): Promise<ReadEnd> {
  const asked = performance.now();
  const generation = ask.generation === 'current' ? await tenant.current() : ask.generation;
  if (ask.generation !== 'current') await tenant.generation(ask.generation);
  const { meta, data, generation: of } = tenant.databases;
  const reader = await readers.of(meta, generation === null ? data : of(generation));
  const { sql, params } = bindParameters(ask.sql, ask.params);
  const limits = { timeoutMs: ask.timeoutMs - (performance.now() - asked), signal };
  await checkOneSelect(tenant, reader, ask, generation, sql, params, limits);
  const bound = ask.maxRows ?? ROW_BOUND;
  try {
    // One block more than asked for is the most that travels in vain.
    const settings = { ...READER_SETTINGS, max_result_rows: String(bound + 1), result_overflow_mode: 'break' };
    const { columns, rows } = await reader.rows(sql, { ...limits, params, settings });
    if (rows.length > bound && ask.maxRows === undefined) {
      throw new DomainError({ code: 'warehouse.too_many_rows', kind: 'too_large', details: { bound } });
    }
    const names = plainNames(columns.map(({ name }) => name));
    onRows?.(rows.slice(0, bound));
    return {
      columns: columns.map(({ type }, i) => ({ name: names[i] ?? '', type: readableType(type) })),
      generation,
      truncated: rows.length > bound,
    };
  } catch (error) {
    const missing = error instanceof DomainError && ['60', '81'].includes(String(error.details.engineCode));
    if (missing && generation === null)
      throw new DomainError({ code: 'warehouse.not_published', kind: 'not_found', cause: error });
    throw error;
  }
}

/** The server's own parser reads the SQL before anything is run. */
async function checkOneSelect(
  tenant: ClickHouseTenant,
  reader: ClickHouseServer,
  ask: QueryAsk,
  generation: number | null,
  sql: string,
  params: Record<string, unknown>,
  limits: { timeoutMs: number; signal: AbortSignal | undefined },
): Promise<void> {
  if (ask.guard !== undefined) checkLength(ask.sql);
  const { rows } = await reader.rows(`EXPLAIN AST ${sql}`, { ...limits, params });
  const tree = rows.map(([line]) => String(line));
  if (!/^(SelectWithUnionQuery|SelectIntersectExceptQuery|Explain)/.test(tree[0] ?? '')) {
    throw new DomainError({
      code: 'warehouse.not_a_select',
      kind: 'invalid',
      details: { type: tree[0]?.split(' ')[0] },
    });
  }
  if (ask.guard === undefined) return;
  const known = generation === null ? [] : (await tenant.generation(generation)).nodes.map(({ name }) => name);
  checkClickHouseSelect(tree, { tables: new Set(ask.guard.tables ?? known), known: new Set(known) });
}
