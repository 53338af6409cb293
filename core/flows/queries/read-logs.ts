import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Label, LogLevel } from '../definition/flow-types.ts';
import { isoTime } from './run-shape.ts';

export interface LogView {
  seq: number;
  at: string;
  level: LogLevel;
  /** `task`: ctx.log; `stdout`, `stderr`: what the process printed; `engine`: what became of the run. */
  source: 'task' | 'stdout' | 'stderr' | 'engine';
  task: string | null;
  attempt: number | null;
  text: string;
  fields: Record<string, unknown> | null;
}

export interface LogPage {
  lines: LogView[];
  /** Pass it as `after` next time. */
  lastSeq: number;
  /** True when more lines are there already. */
  more: boolean;
}

export interface LogFilters {
  task?: string;
  attempt?: number;
  /** These levels only. */
  levels?: readonly LogLevel[];
  /** Part of the text as the reader sees it, in any case. */
  search?: string;
  /** The reader's language; French unless given. Lines that say nothing in it, and those of before, come as they were written. */
  locale?: keyof Label;
}

/** Lines after a sequence number, in order; nothing is ever added below a number that was read. `limit` 1 to 2000, default 500. */
export async function readLogs(
  tx: Tx,
  tenantId: string,
  runId: string,
  after = 0,
  o: LogFilters & { limit?: number } = {},
): Promise<LogPage> {
  const limit = Math.min(2000, Math.max(1, Math.trunc(o.limit ?? 500)));
  const said = sql`coalesce(words->>${o.locale ?? 'fr'}::text, text)`;
  const { rows } = await tx.execute<Record<string, unknown> & Omit<LogView, 'seq'> & { seq: string }>(sql`
    SELECT seq, at, level, source, task, attempt, ${said} AS text, fields FROM flow_logs
     WHERE tenant_id = ${tenantId} AND run_id = ${runId} AND seq > ${after}
       AND (${o.task ?? null}::text IS NULL OR task = ${o.task ?? null})
       AND (${o.attempt ?? null}::int IS NULL OR attempt = ${o.attempt ?? null})
       AND (${o.levels ? sql.param(o.levels) : null}::text[] IS NULL OR level = ANY (${o.levels ? sql.param(o.levels) : null}::text[]))
       AND (${o.search ?? null}::text IS NULL OR strpos(lower(${said}), lower(${o.search ?? null})) > 0)
     ORDER BY seq LIMIT ${limit + 1}`);
  const lines = rows.slice(0, limit).map(({ seq, at, level, source, task, attempt, text, fields }) => ({
    seq: Number(seq),
    at: isoTime(at),
    level,
    source,
    task,
    attempt,
    text,
    fields,
  }));
  return { lines, lastSeq: lines.at(-1)?.seq ?? after, more: rows.length > limit };
}
