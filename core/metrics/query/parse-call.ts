import { invalidQuery } from '../errors.ts';
import { datePartOf, type ItemReference, parseName } from './references.ts';

/**
 * Parses the object syntax of filters and group-bys:
 * `Dimension('a__b')`, `TimeDimension('a__b', 'month', date_part_name='dow')`, `Entity('a')`,
 * `Metric('m', ['a'])`, each with `.grain('month')`, `.date_part('dow')`, `.descending(True)`.
 */
export interface Call {
  readonly reference: ItemReference;
  readonly descending: boolean;
}

type Value = string | boolean | readonly string[];
interface Argument {
  readonly name: string | null;
  readonly value: Value;
}
interface Step {
  readonly name: string;
  readonly args: readonly Argument[];
}

const TOKEN = /\s*(?:([A-Za-z_][A-Za-z0-9_]*)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([()[\],.=]))/y;

function tokenize(text: string): { type: 'word' | 'text' | 'sign'; value: string }[] {
  const tokens: { type: 'word' | 'text' | 'sign'; value: string }[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const start = TOKEN.lastIndex;
    if (/^\s*$/.test(text.slice(start))) break;
    const match = TOKEN.exec(text);
    if (!match) throw invalidQuery(`cannot read "${text.trim()}" near "${text.slice(start).trim().slice(0, 20)}"`);
    if (match[1] !== undefined) tokens.push({ type: 'word', value: match[1] });
    else if (match[4] !== undefined) tokens.push({ type: 'sign', value: match[4] });
    else tokens.push({ type: 'text', value: (match[2] ?? match[3] ?? '').replace(/\\(.)/g, '$1') });
  }
  return tokens;
}

function parseSteps(text: string): Step[] {
  const tokens = tokenize(text);
  let at = 0;
  const fail = (): never => {
    throw invalidQuery(`cannot read "${text.trim()}": write e.g. Dimension('entity__name')`);
  };
  const sign = (value: string): boolean => tokens[at]?.type === 'sign' && tokens[at]?.value === value;
  const expect = (value: string): void => {
    if (!sign(value)) fail();
    at += 1;
  };
  const value = (): Value => {
    const token = tokens[at];
    if (token?.type === 'text') {
      at += 1;
      return token.value;
    }
    if (token?.type === 'word' && /^(true|false)$/i.test(token.value)) {
      at += 1;
      return token.value.toLowerCase() === 'true';
    }
    const close = sign('(') ? ')' : ']';
    expect(close === ')' ? '(' : '[');
    const list: string[] = [];
    while (!sign(close)) {
      const item = tokens[at];
      if (item?.type !== 'text') return fail();
      list.push(item.value);
      at += 1;
      if (sign(',')) at += 1;
    }
    expect(close);
    return list;
  };
  const steps: Step[] = [];
  while (at < tokens.length) {
    if (steps.length > 0) expect('.');
    const name = tokens[at];
    if (name?.type !== 'word') return fail();
    at += 1;
    expect('(');
    const args: Argument[] = [];
    while (!sign(')')) {
      const word = tokens[at];
      const next = tokens[at + 1];
      if (word?.type === 'word' && next?.type === 'sign' && next.value === '=') {
        at += 2;
        args.push({ name: word.value, value: value() });
      } else args.push({ name: null, value: value() });
      if (sign(',')) at += 1;
    }
    expect(')');
    steps.push({ name: name.value, args });
  }
  return steps.length > 0 ? steps : fail();
}

const KINDS = { Dimension: 'dimension', TimeDimension: 'time', Entity: 'entity', Metric: 'metric' } as const;
const isKind = (name: string): name is keyof typeof KINDS => name in KINDS;

const POSITIONS: Readonly<Record<string, readonly string[]>> = {
  Dimension: ['name', 'entity_path'],
  TimeDimension: ['name', 'grain', 'entity_path', 'date_part', 'descending'],
  Entity: ['name', 'entity_path'],
  Metric: ['name', 'group_by'],
};

const ALIASES: Readonly<Record<string, string>> = {
  dimension_name: 'name',
  entity_name: 'name',
  metric_name: 'name',
  time_granularity_name: 'grain',
  time_granularity: 'grain',
  date_part_name: 'date_part',
};

function named(step: Step): Map<string, Value> {
  const positions = POSITIONS[step.name] ?? ['value'];
  return new Map(
    step.args.map((arg, index) => {
      const name = arg.name === null ? (positions[index] ?? `#${index}`) : (ALIASES[arg.name] ?? arg.name);
      return [name, arg.value];
    }),
  );
}

/** Throws `metrics.query_invalid` when the text is not one such call. */
export function parseCall(text: string, isGrain: (word: string) => boolean): Call {
  const [head, ...rest] = parseSteps(text);
  if (!head || !isKind(head.name))
    throw invalidQuery(`"${head?.name ?? text}" is not one of Dimension, TimeDimension, Entity, Metric`);
  const args = named(head);
  const textOf = (key: string): string | null => {
    const value = args.get(key);
    return typeof value === 'string' ? value : null;
  };
  const listOf = (key: string): readonly string[] => {
    const value = args.get(key);
    return Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  };
  let grain = textOf('grain');
  let datePart = textOf('date_part');
  let descending = args.get('descending') === true;
  for (const step of rest) {
    const value = step.args[0]?.value;
    if (step.name === 'grain' && typeof value === 'string') grain = value;
    else if (step.name === 'date_part' && typeof value === 'string') datePart = value;
    else if (step.name === 'descending') descending = value !== false;
    else throw invalidQuery(`".${step.name}()" is not known in "${text.trim()}"`);
  }
  const name = textOf('name');
  if (name === null) throw invalidQuery(`"${text.trim()}" names nothing`);
  const kind = KINDS[head.name];
  const parsed = parseName(name, kind === 'time' || kind === 'dimension' ? isGrain : () => false);
  const part = datePart === null ? parsed.datePart : datePartOf(datePart);
  if (datePart !== null && part === null) throw invalidQuery(`date part "${datePart}" is unknown`);
  const reference: ItemReference = {
    kind,
    links: [...listOf('entity_path'), ...parsed.links],
    element: parsed.element,
    grain: grain?.toLowerCase() ?? parsed.grain,
    datePart: part,
    groupBy: kind === 'metric' ? listOf('group_by') : [],
  };
  return { reference, descending };
}
