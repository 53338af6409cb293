import { invalidQuery } from '../errors.ts';
import { isStandardGrain } from '../manifest/model.ts';
import { all, cell, raw, sql } from '../sql/fragment.ts';
import { aggregate, baseOf, filtered, type LeafScope, readItems } from './leaf-rows.ts';
import { columnsOf, type PlanNode, project } from './nodes.ts';
import { RowSource } from './row-source.ts';
import { within } from './spines.ts';

const WHO = '__entity';
const WHEN = '__time';
const EVENT = '__event';
const VALUE = '__value';
const PLACE = '__place';
const property = (index: number): string => `__property_${index + 1}`;

/**
 * Conversions that follow opportunities. Each conversion event goes to the last opportunity of the same entity (and
 * the same constant properties) at or before it, within the window, and carries that opportunity's dimensions.
 */
export function convert(scope: LeafScope): PlanNode {
  const { env, leaf } = scope;
  const rule = leaf.conversion;
  if (!rule) throw invalidQuery('not a conversion');

  const opportunities = new RowSource(env, scope.model, scope.time);
  if (env.timeRange) for (const one of within(opportunities.time(), env.timeRange, env)) opportunities.where(one);
  readItems(scope, opportunities, () => true);
  readEvent(
    scope,
    opportunities,
    rule.entity,
    rule.constantProperties.map((one) => one.base),
  );
  const from = filtered(opportunities.node(), scope.predicates, env);

  const { aggregation, filters } = rule.conversion;
  if (filters.length > 0) throw invalidQuery('a filter on the conversion measure is not supported');
  const target = baseOf(env, { ...leaf, aggregation });
  const events = new RowSource(env, target.model, target.time);
  readEvent(
    { ...scope, ...target },
    events,
    rule.entity,
    rule.constantProperties.map((one) => one.conversion),
  );
  events.add(VALUE, events.own(aggregation.expr));
  const to = project(events.node(), [
    ...columnsOf(events.node()).map((name) => ({ name, sql: cell('rows', name) })),
    { name: EVENT, sql: raw('ROW_NUMBER() OVER ()') },
  ]);

  const when = { from: cell('opportunity', WHEN), to: cell('event', WHEN) };
  const on = [sql`${cell('opportunity', WHO)} = ${cell('event', WHO)}`, sql`${when.from} <= ${when.to}`];
  if (rule.window) {
    const { count, grain } = rule.window;
    if (!isStandardGrain(grain)) throw invalidQuery(`a conversion window in "${grain}" is not supported`);
    on.push(sql`${when.from} > ${env.dialect.shift(when.to, -count, grain)}`);
  }
  rule.constantProperties.forEach((_one, index) => {
    on.push(sql`${cell('opportunity', property(index))} = ${cell('event', property(index))}`);
  });
  const keys = env.keys.map((item) => item.name);
  // Among opportunities of the same instant the choice is arbitrary but always the same.
  const order = [sql`${when.from} DESC`, ...keys.map((name) => cell('opportunity', name))];
  const nearest = order.flatMap((one, index) => (index === 0 ? [...one] : [', ', ...one]));
  const paired: PlanNode = {
    op: 'select',
    from: { alias: 'opportunity', source: from },
    joins: [{ type: 'inner', table: { alias: 'event', source: to }, on: all(on) }],
    columns: [
      ...keys.map((name) => ({ name, sql: cell('opportunity', name) })),
      { name: leaf.id, sql: cell('event', VALUE) },
      {
        name: PLACE,
        sql: sql`ROW_NUMBER() OVER (PARTITION BY ${cell('event', EVENT)} ORDER BY ${nearest})`,
      },
    ],
    where: [],
    distinct: false,
  };
  const attributed: PlanNode = { op: 'filter', input: paired, where: [sql`${env.dialect.quote(PLACE)} = 1`] };
  return aggregate({ ...scope, leaf: { ...leaf, aggregation } }, attributed, [{ ...leaf, aggregation }]);
}

/** Entity, time and constant properties of a row; a property is a dimension, an entity, or a bare column. */
function readEvent(
  scope: Pick<LeafScope, 'env' | 'model' | 'time'>,
  source: RowSource,
  entityName: string,
  properties: readonly string[],
): void {
  const entity = scope.model.entities.find((one) => one.name === entityName);
  if (!entity) throw invalidQuery(`entity "${entityName}" is not part of "${scope.model.name}"`);
  source.add(WHO, source.own(entity.expr));
  source.add(WHEN, scope.env.dialect.truncate(scope.time?.grain ?? 'day', source.time()));
  properties.forEach((name, index) => {
    const known =
      scope.model.dimensions.find((one) => one.name === name) ?? scope.model.entities.find((one) => one.name === name);
    source.add(property(index), source.own(known?.expr ?? name));
  });
}
