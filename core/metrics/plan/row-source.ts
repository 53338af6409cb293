import { invalidQuery, unknownDimension } from '../errors.ts';
import type { Dimension, SemanticModel, TimeSpine } from '../manifest/model.ts';
import { coarsest } from '../manifest/model.ts';
import type { Item } from '../resolve/items.ts';
import { type Hop, type Located, locate, validityOf } from '../resolve/joins.ts';
import { all, cell, type Sql, sql } from '../sql/fragment.ts';
import type { Environment } from './environment.ts';
import type { Column, Join, SelectNode } from './nodes.ts';
import { timeColumn } from './time-column.ts';

interface Joined {
  readonly alias: string;
  readonly hop: Hop;
  readonly children: Joined[];
}

/**
 * Collects what is read from a model and the models joined to it, then gives one select.
 * Joins follow declared keys, so no row is multiplied: see `resolve/joins.ts`.
 */
export class RowSource {
  readonly #env: Environment;
  readonly #model: SemanticModel;
  readonly #time: Dimension | null;
  readonly #joinType: 'left' | 'full';
  readonly #joins: Join[] = [];
  readonly #tree: Joined[] = [];
  readonly #columns = new Map<string, Column>();
  readonly #where: Sql[] = [];
  readonly #aliases = new Set<string>(['base']);

  constructor(env: Environment, model: SemanticModel, time: Dimension | null, joinType: 'left' | 'full' = 'left') {
    this.#env = env;
    this.#model = model;
    this.#time = time;
    this.#joinType = joinType;
  }

  /** The model's time axis, raw. */
  time(): Sql {
    if (!this.#time) throw invalidQuery(`semantic model "${this.#model.name}" has no aggregation time dimension`);
    return cell('base', this.#time.expr);
  }

  own(expr: string): Sql {
    return cell('base', expr);
  }

  add(name: string, value: Sql): void {
    if (!this.#columns.has(name)) this.#columns.set(name, { name, sql: value });
  }

  where(condition: Sql): void {
    this.#where.push(condition);
  }

  /** Joins every row to every row of a spine, once. */
  crossSpine(spine: TimeSpine): Sql {
    if (!this.#aliases.has('spine')) {
      this.#aliases.add('spine');
      // Before other joins, so that outer joins see the product.
      this.#joins.unshift({ type: 'cross', table: { alias: 'spine', source: spine.relation }, on: null });
    }
    return cell('spine', spine.column);
  }

  node(): SelectNode {
    return {
      op: 'select',
      from: { alias: 'base', source: this.#model.relation },
      joins: this.#joins,
      columns: [...this.#columns.values()],
      where: this.#where,
      distinct: false,
    };
  }

  /** An item that is not the time axis, as SQL over the joined tables. */
  item(item: Item): Sql {
    if (item.role === 'metric') return this.#metric(item);
    const located = locate(this.#env.manifest, this.#model, item.links, item.element, {
      strict: this.#joinType === 'left',
    });
    if (!located) throw unknownDimension(item.base, null);
    const value = this.#located(located);
    return item.role === 'time' ? this.timeItem(item, value) : value;
  }

  /** A time value at the grain, custom grain or date part of the item. */
  timeItem(item: Item, value: Sql): Sql {
    const { column, join } = timeColumn(this.#env.dialect, item, value, this.#alias(`${item.base}_spine`));
    if (join) this.#joins.push(join);
    return column;
  }

  has(name: string): boolean {
    return this.#columns.has(name);
  }

  #located(located: Located): Sql {
    const { target } = located;
    const expr = target.kind === 'dimension' ? target.dimension.expr : target.entity.expr;
    return cell(located.hops.length === 0 ? 'base' : this.#reach(located.hops), expr);
  }

  /** Alias of the table at the end of the path, joining what is not joined yet. */
  #reach(hops: readonly Hop[]): string {
    let level = this.#tree;
    const path: Joined[] = [];
    hops.forEach((hop, depth) => {
      let next = level.find((one) => reusable(one, hops, depth));
      if (!next) {
        next = {
          alias: this.#alias(
            hops
              .slice(0, depth + 1)
              .map((one) => one.entity)
              .join('__'),
          ),
          hop,
          children: [],
        };
        level.push(next);
        this.#join(next, path);
      }
      path.push(next);
      level = next.children;
    });
    return path.at(-1)?.alias ?? 'base';
  }

  #join(next: Joined, path: readonly Joined[]): void {
    const { hop, alias } = next;
    const left = path.at(-1)?.alias ?? 'base';
    const on: Sql[] = [sql`${cell(left, hop.fromEntity.expr)} = ${cell(alias, hop.toEntity.expr)}`];
    on.push(...this.#partitions(next, path), ...this.#validity(next));
    this.#joins.push({
      type: this.#joinType,
      table: { alias, source: hop.to.relation },
      on: on.length > 1 ? all(on) : (on[0] ?? null),
    });
  }

  /** Partitions of the joined model meet those of the nearest model before it that has some. */
  #partitions(next: Joined, path: readonly Joined[]): Sql[] {
    const before = [
      { alias: 'base', model: this.#model },
      ...path.map((one) => ({ alias: one.alias, model: one.hop.to })),
    ];
    return next.hop.to.dimensions
      .filter((one) => one.partition)
      .flatMap((right) => {
        for (const { alias, model } of before.toReversed()) {
          const left = model.dimensions.find(
            (one) => one.partition && one.kind === right.kind && (one.kind === 'time' || one.name === right.name),
          );
          if (!left) continue;
          const grain = coarsest([left.grain ?? 'day', right.grain ?? 'day']) ?? 'day';
          const at = (table: string, dimension: Dimension): Sql =>
            dimension.kind === 'time'
              ? this.#env.dialect.truncate(grain, cell(table, dimension.expr))
              : cell(table, dimension.expr);
          return [sql`${at(alias, left)} = ${at(next.alias, right)}`];
        }
        return [];
      });
  }

  /** A row of a slowly changing model counts while it is valid at the fact's time: from inclusive, to exclusive. */
  #validity(next: Joined): Sql[] {
    const { from, to } = validityOf(next.hop.to);
    const conditions: Sql[] = [];
    if (from) conditions.push(sql`${this.time()} >= ${cell(next.alias, from.expr)}`);
    if (to) {
      const end = cell(next.alias, to.expr);
      conditions.push(sql`(${this.time()} < ${end} OR ${end} IS NULL)`);
    }
    return conditions;
  }

  /** The value of a metric per entity, joined by that entity. */
  #metric(item: Item): Sql {
    const entity = item.groupBy[0] ?? '';
    const target = entity.split('__').at(-1) ?? entity;
    const located = locate(this.#env.manifest, this.#model, [], target, { strict: true });
    if (!located) throw unknownDimension(target, item.element);
    const { node, key } = this.#env.metricByEntity(item.element, entity);
    const alias = this.#alias(item.name);
    this.#joins.push({
      type: this.#joinType,
      table: { alias, source: node },
      on: sql`${this.#located(located)} = ${cell(alias, key)}`,
    });
    return cell(alias, item.element);
  }

  #alias(wanted: string): string {
    let alias = wanted;
    for (let count = 2; this.#aliases.has(alias); count += 1) alias = `${wanted}_${count}`;
    this.#aliases.add(alias);
    return alias;
  }
}

/**
 * A table joined before is used again when it is where the path ends, or when the paths run together to their end.
 * Paths that part are joined apart from the start, as MetricFlow does: with true keys that makes no difference.
 */
function reusable(one: Joined, hops: readonly Hop[], depth: number): boolean {
  const hop = hops[depth];
  if (!hop || one.hop.to !== hop.to || one.hop.entity !== hop.entity) return false;
  if (depth === hops.length - 1 || one.children.length === 0) return true;
  return one.children.some((child) => reusable(child, hops, depth + 1));
}
