import { invalidQuery } from '../errors.ts';
import { parseTemplate } from '../query/parse-template.ts';
import { parseName } from '../query/references.ts';
import type { Filter, FilterValue } from '../query/request.ts';
import type { Dialect, ParameterType } from '../sql/dialect.ts';
import { join, raw, type Sql, sql } from '../sql/fragment.ts';
import { grainKnown, type Item, type ItemContext, resolveItem } from './items.ts';

/** A condition on rows, over items that become columns. */
export interface Predicate {
  /** Equal keys mean equal conditions. */
  readonly key: string;
  readonly items: readonly Item[];
  /** Conditions of the query are checked again after a join to the time spine; those of a metric are not. */
  readonly level: 'metric' | 'query';
  readonly render: (column: (item: Item) => Sql) => Sql;
}

/** Values handed over beside the SQL. Equal values share one placeholder. */
export class Parameters {
  readonly values: FilterValue[] = [];
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  add(value: FilterValue, type: ParameterType): Sql {
    let at = this.values.indexOf(value);
    if (at < 0) at = this.values.push(value) - 1;
    return raw(this.#dialect.parameter(at + 1, type));
  }
}

export function templatePredicate(template: string, level: 'metric' | 'query', context: ItemContext): Predicate {
  const parts = parseTemplate(template, grainKnown(context.manifest)).map((part) =>
    typeof part === 'string' ? part : resolveItem(part, context),
  );
  const items = parts.filter((part): part is Item => typeof part !== 'string');
  return {
    key: parts.map((part) => (typeof part === 'string' ? part : `{${part.name}}`)).join(''),
    items,
    level,
    render: (column) => parts.flatMap((part) => (typeof part === 'string' ? [part] : column(part))),
  };
}

const INSTANT = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?Z?$/;

export function filterPredicate(
  filter: Filter,
  context: ItemContext,
  tools: { dialect: Dialect; parameters: Parameters },
): Predicate {
  const parsed = parseName(filter.dimension, grainKnown(context.manifest));
  const item = resolveItem(filter.grain === undefined ? parsed : { ...parsed, grain: filter.grain }, context);
  return {
    key: JSON.stringify([item.name, filter.operator, filter.value ?? null]),
    items: [item],
    level: 'query',
    render: (column) => comparison(filter, item, column(item), tools),
  };
}

/** The SQL of one filter over a column; also used on metric values after aggregation (`item` is null). */
export function comparison(
  filter: Filter,
  item: Item | null,
  column: Sql,
  tools: { dialect: Dialect; parameters: Parameters },
): Sql {
  const time =
    item !== null &&
    (item.role === 'metric_time' || item.role === 'time') &&
    item.datePart === null &&
    item.custom === null;
  const values = Array.isArray(filter.value) ? (filter.value as readonly FilterValue[]) : single(filter.value);
  const bad = (what: string): never => {
    throw invalidQuery(`filter on "${filter.dimension}": ${what}`, { dimension: filter.dimension });
  };
  const typed = (value: FilterValue): 'text' | 'number' | 'boolean' | 'time' => {
    if (typeof value === 'number') return Number.isFinite(value) ? 'number' : bad('a number must be finite');
    if (typeof value === 'boolean') return 'boolean';
    if (!time) return 'text';
    return INSTANT.test(value) ? 'time' : bad(`"${value}" is not a day or an instant`);
  };
  // Text is compared as text whatever the column's type, so a value read from a result finds its rows again.
  const left = (value: FilterValue): Sql =>
    typed(value) === 'text' && item !== null ? tools.dialect.toText(column) : column;
  const right = (value: FilterValue): Sql => tools.parameters.add(value, typed(value));
  const one = (): FilterValue => values[0] ?? bad('a value is missing');
  const compare = (operator: string): Sql => sql`${left(one())} ${operator} ${right(one())}`;
  switch (filter.operator) {
    case 'eq':
      return compare('=');
    case 'ne':
      return compare('IS DISTINCT FROM');
    case 'gt':
      return compare('>');
    case 'gte':
      return compare('>=');
    case 'lt':
      return compare('<');
    case 'lte':
      return compare('<=');
    case 'between': {
      const [low, high] = values;
      if (low === undefined || high === undefined || values.length !== 2) return bad('between needs two values');
      return sql`${left(low)} >= ${right(low)} AND ${left(high)} <= ${right(high)}`;
    }
    case 'in':
    case 'not_in': {
      const first = values[0];
      if (first === undefined) return raw(filter.operator === 'in' ? 'FALSE' : 'TRUE');
      const list = join(values.map(right), ', ');
      if (filter.operator === 'in') return sql`${left(first)} IN (${list})`;
      return sql`${left(first)} NOT IN (${list}) OR ${column} IS NULL`;
    }
    case 'is_null':
      return sql`${column} IS NULL`;
    case 'is_not_null':
      return sql`${column} IS NOT NULL`;
    case 'contains':
      return tools.dialect.contains(column, tools.parameters.add(String(one()), 'text'));
    default:
      return bad('the operator is unknown');
  }
}

const single = (value: FilterValue | readonly FilterValue[] | null | undefined): readonly FilterValue[] =>
  value === null || value === undefined ? [] : [value as FilterValue];
