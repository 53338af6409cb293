import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDomainError } from '@griot/kernel';
import { shopManifest } from '../testing/shop.ts';
import { loadSemanticModels } from './load.ts';
import type { ManifestProblem } from './model.ts';

function problemsOf(source: object): ManifestProblem[] {
  try {
    loadSemanticModels(source);
  } catch (error) {
    if (isDomainError(error) && error.code === 'metrics.manifest_invalid')
      return error.details.errors as ManifestProblem[];
    throw error;
  }
  return [];
}

const model = {
  name: 'sales',
  model: "ref('sales')",
  defaults: { agg_time_dimension: 'day' },
  entities: [{ name: 'sale', type: 'primary' }],
  dimensions: [{ name: 'day', type: 'time', type_params: { time_granularity: 'day' } }],
  measures: [{ name: 'amount', agg: 'sum' }],
};
const simple = (name: string, changes: object = {}) => ({
  name,
  type: 'simple',
  type_params: { measure: 'amount' },
  ...changes,
});
const docs = (changes: { models?: object[]; semantic?: object[]; metrics?: object[]; saved?: object[] }) => [
  {
    file: 'a.yml',
    doc: {
      models: changes.models ?? [],
      semantic_models: changes.semantic ?? [model],
      metrics: changes.metrics ?? [],
      saved_queries: changes.saved ?? [],
    },
  },
];

test('all problems come at once, each with its file and name', () => {
  const problems = problemsOf(
    docs({
      semantic: [
        model,
        {
          ...model,
          name: 'other',
          model: 'sales',
          measures: [{ name: 'x', agg: 'total' }],
          entities: [{ name: 'o', type: 'main' }],
        },
        { name: 'broken', entities: 'none' },
      ],
      metrics: [
        simple('lost', { type_params: { measure: 'nope' } }),
        simple('bad__name'),
        simple('odd', { type: 'magic' }),
        simple('twice'),
        simple('twice'),
        simple('filtered', { filter: "{{ Dimension('sale__nope') }} = 1 AND {{ Metric('nothing', ['sale']) }} > 1" }),
        { name: 'loop_a', type: 'derived', type_params: { expr: 'loop_b', metrics: ['loop_b'] } },
        { name: 'loop_b', type: 'derived', type_params: { expr: 'loop_a', metrics: ['loop_a'] } },
        {
          name: 'unused',
          type: 'derived',
          type_params: { expr: '1 + a', metrics: [{ name: 'twice', alias: 'a' }, 'lost'] },
        },
        { name: 'half', type: 'ratio', type_params: { numerator: 'twice' } },
        simple('moved', { type: 'cumulative', type_params: { measure: 'amount', window: 'seven days' } }),
        simple('shown', { config: { meta: { griot: { unit: 'bananas', direction: 'sideways' } } } }),
      ],
      saved: [{ name: 's', query_params: { metrics: ['twice', 'gone'] } }],
    }),
  );
  const said = problems.map((one) => `${one.file} ${one.metric}: ${one.message}`).join('\n');
  for (const expected of [
    /a\.yml lost: measure "nope" does not exist/,
    /a\.yml other: `model` must be ref/,
    /a\.yml other: measure x: aggregation "total"/,
    /a\.yml other: entity o: type "main"/,
    /a\.yml broken: entities/,
    /a\.yml odd: type "magic"/,
    /a\.yml twice: metric "twice" is declared twice/,
    /a\.yml bad__name: its name must be/,
    /a\.yml filtered: filter: "sale__nope" does not exist/,
    /a\.yml filtered: filter: metric "nothing" does not exist/,
    /a\.yml loop_a: is defined through itself: loop_a > loop_b > loop_a/,
    /a\.yml unused: input "lost" is not used in expr/,
    /a\.yml half: a ratio needs/,
    /a\.yml moved: .*"seven days" is not a window/,
    /a\.yml shown: unit "bananas"/,
    /a\.yml shown: direction "sideways"/,
    /a\.yml s: metric "gone" does not exist/,
  ])
    assert.match(said, expected);
});

test('what can only fail when it is asked is found when it is read', () => {
  const other = {
    ...model,
    name: 'other',
    entities: [{ name: 'o', type: 'primary' }],
    dimensions: [...model.dimensions, { name: 'kind', type: 'categorical' }],
    measures: [],
  };
  const apart = docs({
    semantic: [model, other],
    metrics: [simple('m', { filter: "{{ Dimension('o__kind') }} = 'x'" })],
  });
  assert.match(problemsOf(apart)[0]?.message ?? '', /"o__kind" cannot be reached from metric "m"/);
  const spineless = docs({ metrics: [{ name: 'c', type: 'cumulative', type_params: { measure: 'amount' } }] });
  assert.match(problemsOf(spineless)[0]?.message ?? '', /no time spine/);
});

test('models are checked for what would make an answer wrong', () => {
  const say = (changes: object): string =>
    problemsOf(docs({ semantic: [{ ...model, ...changes }] }))
      .map((one) => one.message)
      .join('; ');
  assert.match(say({ defaults: { agg_time_dimension: 'hour' } }), /not a time dimension/);
  assert.match(
    say({
      entities: [
        { name: 'a', type: 'primary' },
        { name: 'b', type: 'primary' },
      ],
    }),
    /more than one primary/,
  );
  assert.match(say({ entities: [{ name: 'day', type: 'primary' }] }), /declared twice/);
  assert.match(say({ entities: [{ name: 'metric_time', type: 'primary' }] }), /reserved/);
  assert.match(say({ entities: [{ name: 'a', type: 'natural' }] }), /validity window/);
  assert.match(
    say({ measures: [{ name: 'm', agg: 'sum', non_additive_dimension: { name: 'nope' } }] }),
    /non_additive_dimension "nope"/,
  );
  const twins = problemsOf(docs({ semantic: [model, { ...model, name: 'copy', measures: [] }] }));
  assert.match(twins[0]?.message ?? '', /"sale__day" is also a dimension of "sales"/);
});

test('a sound manifest keeps what we add to it', () => {
  const manifest = shopManifest();
  const revenue = manifest.metrics.get('revenue');
  assert.deepEqual(revenue?.presentation, {
    label: { fr: "Chiffre d'affaires", en: 'Revenue' },
    description: {},
    unit: 'currency',
    direction: 'up',
    format: '0,0',
    synonyms: ['CA', 'ventes'],
    owner: 'direction financière',
  });
  assert.deepEqual(manifest.models.get('shops')?.hierarchies[0]?.levels, ['shop', 'shop__city', 'shop__region']);
  assert.deepEqual(
    manifest.timeSpines.map((spine) => spine.grain),
    ['hour', 'day'],
  );
  assert.equal(manifest.metrics.get('sales_count')?.type, 'simple');
});

test('the JSON form of dbt reads the same, also when a metric carries its aggregation itself', () => {
  const manifest = loadSemanticModels({
    semantic_models: [
      { ...model, model: undefined, node_relation: { alias: 'fct', schema_name: 'main', database: null } },
    ],
    metrics: [
      {
        name: 'total',
        type: 'simple',
        filter: { where_filters: [{ where_sql_template: "{{ Entity('sale') }} IS NOT NULL" }] },
        type_params: {
          metric_aggregation_params: { semantic_model: 'sales', agg: 'sum', expr: 'amount', agg_time_dimension: 'day' },
        },
      },
      {
        name: 'so_far',
        type: 'cumulative',
        type_params: {
          cumulative_type_params: { metric: { name: 'total' }, window: { count: 7, granularity: 'day' } },
        },
      },
    ],
    project_configuration: {
      time_spines: [
        {
          node_relation: { alias: 'days', schema_name: 'main' },
          primary_column: { name: 'd', time_granularity: 'DAY' },
        },
      ],
    },
  });
  assert.deepEqual(manifest.models.get('sales')?.relation, { database: null, schema: 'main', name: 'fct' });
  const soFar = manifest.metrics.get('so_far');
  assert.ok(soFar?.type === 'cumulative');
  assert.deepEqual(soFar.window, { count: 7, grain: 'day' });
  assert.deepEqual(soFar.input.filters, ["{{ Entity('sale') }} IS NOT NULL"]);
});
