import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Label, LogLevel } from '../definition/flow-types.ts';
import { announce } from './announce.ts';
import { moveSeq } from './run-row.ts';

export interface LogLine {
  /** ISO 8601; the store's own time when absent. */
  at?: string;
  level: LogLevel;
  source: 'task' | 'stdout' | 'stderr' | 'engine';
  /** In both languages; plain where its words are no language's. */
  text: Label | string;
  fields?: Record<string, unknown>;
  task?: string;
  attempt?: number;
}

/** Appends lines to the run's log, in order; gives the sequence of the last one. */
export async function appendLog(
  tx: Tx,
  run: { id: string; tenantId: string; flow: string },
  lines: readonly LogLine[],
): Promise<number> {
  const last = await moveSeq(tx, run.id, lines.length);
  // One JSON parameter instead of thousands of bound values.
  const rows = lines.map(({ text, ...line }, index) => ({
    ...line,
    ...(typeof text === 'string' ? { text } : { text: text.fr, words: text }),
    seq: last - lines.length + 1 + index,
  }));
  await tx.execute(sql`
    INSERT INTO flow_logs (run_id, seq, tenant_id, task, attempt, at, level, source, text, words, fields)
    SELECT ${run.id}::uuid, l.seq, ${run.tenantId}::uuid, l.task, l.attempt, coalesce(l.at, clock_timestamp()), l.level, l.source, l.text, l.words, l.fields
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS l(seq bigint, task text, attempt integer, at timestamptz, level text, source text, text text, words jsonb, fields jsonb)`);
  await announce(tx, { tenantId: run.tenantId, runId: run.id, flow: run.flow, kind: 'log', seq: last });
  return last;
}

/** A line of the engine itself: who triggered, cancelled, took over. */
export function engineLine(level: LogLevel, text: Label, at: Partial<Pick<LogLine, 'task' | 'attempt'>> = {}): LogLine {
  return { level, source: 'engine', text, ...at };
}
