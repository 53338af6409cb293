import { differences } from '../compare-rows.ts';
import type { Demonstration, Reply } from './demonstration.ts';
import type { Case, Expected } from './expected-query.ts';
import { timeOf } from './expected-times.ts';
import { truthOf } from './truth-sql.ts';

export interface Verdict {
  /** `wrong`: answered with a figure or query that is not what was asked. `silent`: asked back or said unknown where an answer was due. */
  verdict: 'right' | 'wrong' | 'clarified' | 'unknown' | 'refused';
  reason: string;
  /** Its rows were held against truth SQL, not its query alone. */
  checked?: boolean;
}

/** Asks one question and holds the answer against the expected query (or another that is as right) and the truth on the sources. */
export async function judge(
  demonstration: Demonstration,
  one: Case,
  question: string,
  conversation: string | null,
): Promise<Verdict> {
  const reply = await demonstration.ask(question, conversation);
  const first = await hold(demonstration, one, reply, one.sql);
  if (first.verdict === 'right') return first;
  for (const other of one.or) {
    const verdict = await hold(demonstration, other, reply);
    if (verdict.verdict === 'right') return verdict;
    // Its query was meant, its rows were not.
    if (verdict.checked) return verdict;
  }
  return first;
}

async function hold(
  demonstration: Demonstration,
  one: Expected,
  reply: Reply,
  written: string | null = null,
): Promise<Verdict> {
  const said =
    reply.status === 'clarify'
      ? 'clarified'
      : reply.status === 'answered'
        ? 'wrong'
        : (reply.status as 'unknown' | 'refused');
  if (one.status !== 'answered') {
    const silent = reply.status !== 'answered';
    const right = one.status === 'silent' ? silent : reply.status === one.status;
    return {
      verdict: right ? 'right' : said,
      reason: right ? '' : `${reply.status}: ${reply.query ?? reply.sentence}`,
    };
  }
  if (reply.status !== 'answered') return { verdict: said, reason: `${reply.status}: ${reply.sentence}` };
  const range = one.time === null ? null : timeOf(one.time, demonstration.today);
  const expected = writeCase(one, range);
  if (reply.query !== expected) return { verdict: 'wrong', reason: `understood ${reply.query}; expected ${expected}` };
  const truth = written === null ? truthOf(one, { range }, demonstration.today) : { sql: written, params: [] };
  if (!truth) return { verdict: 'right', reason: '' };
  const rows = await demonstration.sql(truth.sql, truth.params).catch((error: unknown) => String(error));
  if (typeof rows === 'string') return { verdict: 'wrong', reason: `no truth: ${rows}` };
  const difference = compare(one, reply, rows);
  return { verdict: difference === null ? 'right' : 'wrong', reason: difference ?? '', checked: true };
}

function compare(one: Expected, reply: Reply, rows: readonly (readonly unknown[])[]): string | null {
  if (one.kind === 'count') {
    const counted = Number(/\d+/.exec(reply.sentence)?.[0]);
    return counted === Number(rows[0]?.[0]) && reply.rows.length === counted
      ? null
      : `counted ${reply.sentence}; ${String(rows[0]?.[0])} in truth`;
  }
  const columns = (rows[0] ?? reply.rows[0] ?? []).map((_, at) => `c${at}`);
  const ours = reply.rows.map((row) => row.slice(0, columns.length));
  return differences({ columns, rows: ours }, { columns, rows }, one.order !== null && one.top !== null);
}

/** The expectation in the notation that the assistant writes its queries in. */
export function writeCase(one: Expected, range: { from: string; to: string } | null): string {
  const condition = ({ dimension, grain, operator, value }: Expected['where'][number]) =>
    `${dimension}${grain ? `:${grain}` : ''} ${operator} ${JSON.stringify(Array.isArray(value) && operator !== 'between' ? [...value].sort() : value)}`;
  return [
    one.kind === 'figure' ? '' : one.kind,
    one.metrics.join(', '),
    one.by.length > 0 ? `by ${one.by.join(', ')}` : '',
    one.where.length > 0 ? `where ${one.where.map(condition).sort().join(' and ')}` : '',
    range ? `in ${range.from}..${range.to}` : '',
    one.compare ? `vs ${one.compare}` : '',
    one.order ? `order ${one.order}` : '',
    one.top === null ? '' : `limit ${one.top}`,
    one.shares ? 'shares' : '',
    one.focus === null ? '' : `focus ${JSON.stringify(one.focus)}`,
    one.check ? `check ${one.check[0]} ${one.check[1]}` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
