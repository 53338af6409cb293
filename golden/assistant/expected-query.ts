import { parse } from 'yaml';

/** One expectation with the ways of asking for it. Times are words (`last_month`), because the data ends today. */
export interface Expected {
  /** `answered`: the query below. Else what must be said instead. */
  status: 'answered' | 'clarify' | 'unknown' | 'refused' | 'silent';
  kind: string;
  metrics: string[];
  by: string[];
  where: { dimension: string; operator: string; value: unknown; grain?: string }[];
  time: string | null;
  compare: string | null;
  top: number | null;
  order: string | null;
  shares: boolean;
  focus: string | null;
  check: [string, number] | null;
}

export interface Case extends Expected {
  family: string;
  after: string | null;
  /** Other readings that are as right: a question of people can mean two things. */
  or: Expected[];
  /** Truth written out, for applications that have no truth of their own in `truth-sql.ts`. */
  sql: string | null;
  questions: string[];
}

const DIMENSIONS: Record<string, string> = {
  zone: 'zone__nom_zone',
  region: 'zone__region',
  viabilisation: 'zone__status_viabilisation',
  client: 'entreprise__raison_sociale',
  secteur: 'entreprise__secteur_activite',
  segment: 'entreprise__segment_client',
  activite: 'entreprise__statut_activite',
  anciennete: 'facture__tranche_retard',
  mode: 'paiement__mode_paiement',
  statut: 'facture__statut_paiement',
  jour: 'metric_time__day',
  semaine: 'metric_time__week',
  mois: 'metric_time__month',
  trimestre: 'metric_time__quarter',
  annee: 'metric_time__year',
};

export const dimensionName = (short: string): string => DIMENSIONS[short] ?? short;

interface Written {
  expect?: string;
  or?: string[];
  sql?: string;
  ask: string[];
  after?: string;
}

/**
 * Reads a file of families. An expectation is one line: `metric, metric / by zone, mois / where zone = Yopougon; ca_total > 5 /
 * in last_month / vs previous_year / top 5 metric / shares Yopougon / kind count / mean mois`, or `refused`, `unknown`, `clarify`, `silent`.
 */
export function readCases(text: string): Case[] {
  const families = parse(text) as Record<string, Written[]>;
  return Object.entries(families).flatMap(([family, cases]) =>
    cases.map(({ expect = 'silent', or = [], sql = null, ask, after }) => ({
      ...readExpected(expect),
      or: or.map(readExpected),
      sql,
      family,
      after: after ?? null,
      questions: ask,
    })),
  );
}

function readExpected(line: string): Expected {
  const none = {
    status: 'answered' as const,
    kind: 'figure',
    metrics: [],
    by: [],
    where: [],
    time: null,
    compare: null,
    top: null,
    order: null,
    shares: false,
    focus: null,
    check: null,
  };
  if (['clarify', 'unknown', 'refused', 'silent'].includes(line)) return { ...none, status: line as 'silent' };
  const found: Expected = { ...none, metrics: [], by: [], where: [] };
  for (const [at, part] of line
    .split(' / ')
    .map((one) => one.trim())
    .entries()) {
    const [word = '', ...rest] = part.split(' ');
    const tail = rest.join(' ');
    if (at === 0) found.metrics = part.split(',').map((one) => one.trim());
    else if (word === 'by') found.by = tail.split(',').map((one) => dimensionName(one.trim()));
    else if (word === 'where') found.where = tail.split(';').map((one) => readCondition(one.trim()));
    else if (word === 'in') found.time = tail;
    else if (word === 'vs') found.compare = tail;
    else if (word === 'top' || word === 'bottom') {
      const [count = '', metric = ''] = rest;
      found.top = count === 'all' ? null : Number(count);
      found.order = `${word === 'top' ? '-' : ''}${metric || found.metrics[0]}`;
    } else if (word === 'shares') {
      found.shares = true;
      found.focus = tail === '' ? null : tail;
    } else if (word === 'kind') found.kind = tail;
    else if (word === 'mean' || word === 'median') {
      found.kind = word;
      found.by = [...found.by, dimensionName(tail)];
    } else if (word === 'check') {
      found.kind = 'check';
      found.check = [rest[0] ?? '', Number(rest[1])];
    } else throw new Error(`cannot read "${part}" of "${line}"`);
  }
  return found;
}

const OPERATORS: Record<string, string> = {
  '=': 'eq',
  '!=': 'ne',
  '>': 'gt',
  '>=': 'gte',
  '<': 'lt',
  '<=': 'lte',
  in: 'in',
  'not in': 'not_in',
  between: 'between',
};

function readCondition(text: string): Expected['where'][number] {
  const found = /^(\S+) (=|!=|>=|<=|>|<|not in|in|between) (.+)$/.exec(text);
  if (!found) throw new Error(`cannot read the condition "${text}"`);
  const [, name = '', sign = '', value = ''] = found;
  const operator = OPERATORS[sign] ?? sign;
  const scalar = (one: string): string | number => (/^-?\d+(\.\d+)?$/.test(one) ? Number(one) : one);
  const listed = operator === 'in' || operator === 'not_in' || operator === 'between';
  const values = value.split('|').map((one) => scalar(one.trim()));
  const [dimension = '', grain] = name.split(':');
  return {
    dimension: dimensionName(dimension),
    operator,
    value: listed ? values : values[0],
    ...(grain ? { grain } : {}),
  };
}
