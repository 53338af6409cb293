import type { Relation } from '../manifest/model.ts';
import { columnsOf, isNode, type PlanNode, type SelectNode, type Table } from '../plan/nodes.ts';
import { aggregate } from './aggregate.ts';
import type { Dialect } from './dialect.ts';
import { join, raw, type Sql, sql } from './fragment.ts';

/** Renders a plan as one SELECT statement. */
export function render(node: PlanNode, dialect: Dialect): string {
  return new Renderer(dialect).node(node);
}

/** Names of our own begin with two underscores: no item's name can. */
const WINDOW_EDGE = '__window_edge';

const indent = (text: string): string => text.replace(/^/gm, '  ');
const SIMPLE = /^[A-Za-z_]\w*$/;
const CONSTANT = /^(\d+(\.\d+)?|true|false|null)$/i;

class Renderer {
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  node(node: PlanNode): string {
    switch (node.op) {
      case 'select':
        return this.#select(node);
      case 'filter':
        return this.#over(node.input, '*', node.where);
      case 'aggregate': {
        const input = node.input.op === 'filter' ? node.input : null;
        const measures = node.measures.map(
          (one) => sql`${aggregate(this.#dialect, one.how, this.#name(one.column))} AS ${this.#quote(one.name)}`,
        );
        const list = [...node.keys.map((key) => this.#name(key)), ...measures];
        const text = this.#over(input?.input ?? node.input, this.#list(list), input?.where ?? []);
        if (node.keys.length === 0) return text;
        return `${text}\nGROUP BY ${node.keys.map((key) => this.#quote(key)).join(', ')}`;
      }
      case 'latest': {
        const pick = node.choice === 'max' ? 'MAX' : 'MIN';
        const within =
          node.within.length === 0 ? '' : `PARTITION BY ${node.within.map((w) => this.#quote(w)).join(', ')}`;
        const time = this.#quote(node.time);
        const inner = this.#over(node.input, `*, ${pick}(${time}) OVER (${within}) AS ${this.#quote(WINDOW_EDGE)}`, []);
        return `SELECT *\nFROM (\n${indent(inner)}\n) AS rows\nWHERE ${time} = ${this.#quote(WINDOW_EDGE)}`;
      }
      case 'pick': {
        const values = node.values.map(
          ({ name, pick }) =>
            sql`${this.#dialect.pick(pick, this.#name(name), this.#name(node.time))} AS ${this.#quote(name)}`,
        );
        const text = this.#over(node.input, this.#list([...node.keys.map((key) => this.#name(key)), ...values]), []);
        return node.keys.length === 0
          ? text
          : `${text}\nGROUP BY ${node.keys.map((key) => this.#quote(key)).join(', ')}`;
      }
      case 'union': {
        const names = columnsOf(node);
        return node.inputs
          .map((input) => {
            const has = new Set(columnsOf(input));
            const list = names.map((name) => (has.has(name) ? this.#quote(name) : `NULL AS ${this.#quote(name)}`));
            return this.#over(input, list.join(', '), []);
          })
          .join('\nUNION ALL\n');
      }
      case 'sort': {
        const by = node.by.map((one) => `${this.#quote(one.column)} ${one.descending ? 'DESC' : 'ASC'} NULLS LAST`);
        const bare = this.#dialect.ordersByInputs || node.input.op === 'sort' || node.input.op === 'union';
        let text = bare ? this.#over(node.input, '*', []) : this.node(node.input);
        if (by.length > 0) text += `\nORDER BY ${by.join(', ')}`;
        if (node.limit !== null) text += `\nLIMIT ${node.limit}`;
        if (node.offset) text += `\nOFFSET ${node.offset}`;
        return text;
      }
    }
  }

  #quote(name: string): string {
    return this.#dialect.quote(name);
  }

  #name(name: string): Sql {
    return raw(this.#quote(name));
  }

  #list(list: readonly Sql[]): string {
    return this.#text(join(list, ', '), () => '');
  }

  /** Outside a select, cells do not occur: columns are named. */
  #text(fragment: Sql, resolve: (table: string, expr: string) => string): string {
    return fragment.map((part) => (typeof part === 'string' ? part : resolve(part.table, part.expr))).join('');
  }

  #over(input: PlanNode, list: string, where: readonly Sql[]): string {
    const text = `SELECT ${list}\nFROM (\n${indent(this.node(input))}\n) AS rows`;
    return text + this.#where(where, (_table, expr) => this.#quote(expr));
  }

  #where(where: readonly Sql[], resolve: (table: string, expr: string) => string): string {
    if (where.length === 0) return '';
    const list = where.map((one) => this.#text(one, resolve));
    return `\nWHERE ${list.length === 1 ? list[0] : list.map((one) => `(${one})`).join('\n  AND ')}`;
  }

  #select(node: SelectNode): string {
    const tables = [node.from, ...node.joins.map((one) => one.table)];
    const scope = new Map(tables.map((table) => [table.alias, this.#table(table, node)]));
    const resolve = (table: string, expr: string): string => scope.get(table)?.cells.get(expr) ?? expr;
    const columns = node.columns.map((one) => `${this.#text(one.sql, resolve)} AS ${this.#quote(one.name)}`);
    let text = `SELECT ${node.distinct ? 'DISTINCT ' : ''}${columns.join(', ')}\nFROM ${scope.get(node.from.alias)?.text}`;
    for (const one of node.joins) {
      const on = one.on === null ? '' : ` ON ${this.#text(one.on, resolve)}`;
      text += `\n${one.type.toUpperCase()} JOIN ${scope.get(one.table.alias)?.text}${on}`;
    }
    return text + this.#where(node.where, resolve);
  }

  /**
   * How a table stands in FROM and how its cells read. Expressions that are not a plain column are computed in a
   * derived table, so a name in them can only mean a column of that table.
   */
  #table(table: Table, node: SelectNode): { text: string; cells: Map<string, string> } {
    const cells = new Map<string, string>();
    const alias = this.#quote(table.alias);
    const exprs = cellsOf(node, table.alias);
    if (isNode(table.source)) {
      for (const expr of exprs) cells.set(expr, `${alias}.${this.#quote(expr)}`);
      return { text: `(\n${indent(this.node(table.source))}\n) AS ${alias}`, cells };
    }
    const relation = this.#relation(table.source);
    const plain = exprs.every((expr) => SIMPLE.test(expr) || CONSTANT.test(expr));
    if (plain || node.joins.length === 0) {
      for (const expr of exprs) cells.set(expr, this.#inPlace(expr, alias));
      return { text: `${relation} AS ${alias}`, cells };
    }
    const list = exprs.map((expr, index) => {
      const name = this.#quote(SIMPLE.test(expr) ? expr : `expr_${index + 1}`);
      cells.set(expr, CONSTANT.test(expr) ? expr : `${alias}.${name}`);
      return `${SIMPLE.test(expr) ? this.#quote(expr) : this.#dialect.divisions(expr)} AS ${name}`;
    });
    return { text: `(SELECT ${list.join(', ')} FROM ${relation}) AS ${alias}`, cells };
  }

  #inPlace(expr: string, alias: string): string {
    if (CONSTANT.test(expr)) return expr;
    return SIMPLE.test(expr) ? `${alias}.${this.#quote(expr)}` : `(${this.#dialect.divisions(expr)})`;
  }

  #relation(relation: Relation): string {
    return [relation.database, relation.schema, relation.name]
      .flatMap((part) => (part === null || part === '' ? [] : [this.#quote(part)]))
      .join('.');
  }
}

function cellsOf(node: SelectNode, table: string): string[] {
  const fragments: Sql[] = [
    ...node.columns.map((one) => one.sql),
    ...node.joins.flatMap((one) => one.on ?? []).map((p) => [p]),
    ...node.where,
  ];
  const found = new Set<string>();
  for (const fragment of fragments)
    for (const part of fragment) if (typeof part !== 'string' && part.table === table) found.add(part.expr);
  return [...found];
}
