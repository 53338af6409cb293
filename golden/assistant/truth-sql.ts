import type { Expected } from './expected-query.ts';
import { COLUMNS, MEASURES, type Reach, rowsOf, type Source } from './truth-sources.ts';

export interface Truth {
  sql: string;
  params: unknown[];
}

type Range = { from: string; to: string };

/** SQL whose rows an answer must have; null where no truth is written for it (then only the query is judged). */
export function truthOf(one: Expected, times: { range: Range | null }, asOf: string): Truth | null {
  const params: unknown[] = [];
  const bind = (value: unknown): string => `$${params.push(value)}`;
  const source = sourceOf(one);
  if (source === null) return null;
  const { range } = times;
  const keys = one.by.map(columnOf);
  if (keys.includes(null)) return null;
  const now = grouped(one, source, range, asOf, bind);
  if (now === null) return null;
  const names = keys.map((_, at) => `k${at}`);
  const listed = (prefix: string, list: readonly string[]) => list.map((name) => `${prefix}${name}`);
  if (one.kind === 'mean' || one.kind === 'median') {
    const kept = names.slice(0, -1);
    const how = one.kind === 'mean' ? 'avg' : 'median';
    const by = kept.length > 0 ? ` group by ${kept.join(', ')}` : '';
    return { sql: `select ${[...kept, `${how}(cast(m0 as double))`].join(', ')} from (${now}) t${by}`, params };
  }
  if (one.compare !== null || one.kind === 'why') {
    if (range === null || one.compare === null || one.metrics.length !== 1) return null;
    const before = grouped(one, source, earlier(range, one.compare), asOf, bind);
    const on = names.map((name) => `a.${name} is not distinct from b.${name}`).join(' and ') || 'true';
    const columns = [...names.map((name) => `coalesce(a.${name}, b.${name})`), 'a.m0', 'b.m0'];
    if (one.kind === 'why') columns.push('coalesce(a.m0, 0) - coalesce(b.m0, 0)');
    return { sql: `select ${columns.join(', ')} from (${now}) a full join (${before}) b on ${on}`, params };
  }
  if (one.kind === 'count') return { sql: `select count(*) from (${now}) found`, params };
  if (one.kind === 'list') return { sql: `select ${names.join(', ')} from (${now}) t`, params };
  const measures = one.metrics.map((_, at) => `m${at}`);
  const shares = one.shares ? ['100.0 * m0 / sum(m0) over ()'] : [];
  const at = one.order === null ? -1 : one.metrics.indexOf(one.order.replace('-', ''));
  if (one.order !== null && at < 0) return null;
  const way = one.order?.startsWith('-') ? 'desc' : 'asc';
  const order = one.order ? ` order by ${[`m${at} ${way} nulls last`, ...names].join(', ')}` : '';
  const limit = one.top === null ? '' : ` limit ${one.top}`;
  const body = `select ${[...listed('', names), ...measures, ...shares].join(', ')} from (${now}) t${order}${limit}`;
  return { sql: one.focus === null ? body : `select * from (${body}) t where t.k0 = ${bind(one.focus)}`, params };
}

function sourceOf(one: Expected): Source | null {
  const sources = new Set(one.metrics.map((name) => MEASURES[name]?.[0]));
  const [source] = sources;
  return sources.size === 1 && source !== undefined ? source : null;
}

function columnOf(name: string): string | null {
  const grain = /^metric_time__(\w+)$/.exec(name)?.[1];
  return grain ? `cast(date_trunc('${grain}', day) as date)` : (COLUMNS[name] ?? null);
}

const SIGNS: Record<string, string> = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' };

/** Keys `k0…` and measures `m0…` of one period, as one SELECT; null where a condition has no column of its own. */
function grouped(
  one: Expected,
  source: Source,
  range: Range | null,
  asOf: string,
  bind: (value: unknown) => string,
): string | null {
  const where: string[] = [];
  const having: string[] = [];
  for (const { dimension, operator, value, grain } of one.where) {
    const own = MEASURES[dimension]?.[1];
    const left = own ?? columnOf(dimension === 'metric_time' ? `metric_time__${grain}` : dimension);
    if (left === null) return null;
    const target = own ? having : where;
    const list = Array.isArray(value) ? value : [value];
    const cast = dimension === 'metric_time' ? (text: string) => `cast(${text} as date)` : (text: string) => text;
    if (operator === 'ne' || operator === 'not_in')
      target.push(`(${left} is null or ${left} not in (${list.map(bind).join(', ')}))`);
    else if (operator === 'in') target.push(`${left} in (${list.map((item) => cast(bind(item))).join(', ')})`);
    else if (operator === 'between') target.push(`${left} between ${list.map(bind).join(' and ')}`);
    else target.push(`${left} ${SIGNS[operator]} ${bind(value)}`);
  }
  if (range && (source === 'invoices' || source === 'payments' || source === 'leases'))
    where.push(`day between date '${range.from}' and date '${range.to}'`);
  const keys = one.by.map((name) => columnOf(name) ?? '');
  const to = range && range.to < asOf ? range.to : asOf;
  const grain =
    one.by.map((name) => /^metric_time__(\w+)$/.exec(name)?.[1]).find((found) => found !== undefined) ?? null;
  const reach: Reach = { from: range?.from ?? null, to, grain };
  const select = [
    ...keys.map((key, at) => `${key} as k${at}`),
    ...one.metrics.map((name, at) => `${MEASURES[name]?.[1]} as m${at}`),
  ];
  const condition = where.length > 0 ? ` where ${where.join(' and ')}` : '';
  const by = keys.length > 0 ? ` group by ${keys.join(', ')}` : '';
  const after = having.length > 0 && keys.length > 0 ? ` having ${having.join(' and ')}` : '';
  return `${rowsOf(source, reach, asOf)} select ${select.join(', ')} from rows${condition}${by}${after}`;
}

/** What a period is compared with, in plain dates: a year before, or as many whole months (else days) just before. */
function earlier({ from, to }: Range, how: string): Range {
  const date = (y: number, m: number, d: number) => new Date(Date.UTC(y, m, d)).toISOString().slice(0, 10);
  const part = (day: string) => day.split('-').map(Number) as [number, number, number];
  const plus = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
  const [y1, m1, d1] = part(from);
  const [y2, m2, d2] = part(to);
  const ends = plus(to, 1).endsWith('-01');
  if (how === 'previous_year')
    return { from: date(y1 - 1, m1 - 1, d1), to: ends ? date(y2 - 1, m2, 0) : date(y2 - 1, m2 - 1, d2) };
  if (d1 === 1 && ends) return { from: date(y1, m1 - 1 - ((y2 - y1) * 12 + m2 - m1 + 1), 1), to: plus(from, -1) };
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
  return { from: plus(from, -days), to: plus(from, -1) };
}
