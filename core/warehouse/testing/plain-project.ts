import { canonicalJson, sha256Hex } from '@griot/kernel';
import type { ProjectCompiler } from '../build/project-compiler.ts';
import type { CompileContext, DataTest, Fingerprint, Node, NodeConfig, Project, Source } from '../project/manifest.ts';

/** What a plain model's SQL may name. */
export interface PlainSql {
  ref(name: string): string;
  source(name: string): string;
  this: string;
  isIncremental: boolean;
  batch: CompileContext['batch'];
}

export interface PlainModel {
  name: string;
  sql(c: PlainSql): string;
  reads?: string[];
  sources?: string[];
  config?: Partial<NodeConfig>;
  kind?: 'model' | 'snapshot' | 'seed';
  seed?: Node['seed'];
  columns?: Node['columns'];
  constraints?: Node['constraints'];
}

/** A test whose SQL selects the failing rows. */
export interface PlainTest {
  name: string;
  on: string[];
  severity?: 'error' | 'warn';
  meta?: Record<string, unknown>;
  sql(c: PlainSql): string;
}

export interface PlainProject {
  name?: string;
  models: PlainModel[];
  tests?: PlainTest[];
  /** Default: of the models as they are written here. */
  digest?: string;
}

const CONFIG: NodeConfig = {
  enabled: true,
  materialized: 'table',
  schema: null,
  database: null,
  alias: null,
  tags: [],
  meta: {},
  group: null,
  access: 'protected',
  docs: { show: true, node_color: null },
  persist_docs: { relation: false, columns: false },
  pre_hook: [],
  post_hook: [],
  contract: { enforced: false, alias_types: true },
  full_refresh: null,
  unique_key: [],
  incremental_strategy: null,
  incremental_predicates: [],
  on_schema_change: 'ignore',
  merge_update_columns: null,
  merge_exclude_columns: null,
  partition_by: [],
  order_by: [],
  indexes: [],
  event_time: null,
  batch_size: null,
  lookback: 1,
  begin: null,
  concurrent_batches: null,
  column_types: {},
  delimiter: ',',
  quote_columns: null,
  strategy: null,
  updated_at: null,
  check_cols: null,
  hard_deletes: 'ignore',
  dbt_valid_to_current: null,
  snapshot_meta_column_names: {
    dbt_valid_from: 'dbt_valid_from',
    dbt_valid_to: 'dbt_valid_to',
    dbt_scd_id: 'dbt_scd_id',
    dbt_updated_at: 'dbt_updated_at',
    dbt_is_deleted: 'dbt_is_deleted',
  },
  target_schema: null,
  extra: {},
};

/**
 * A project as plain functions, for tests of the engine alone: `set` says what the next `loadProject` answers, whatever the
 * folder. Ids are `model.<project>.<name>`, sources `source.<project>.raw.<name>`.
 */
export function plainCompiler(): { compiler: () => Promise<ProjectCompiler>; set(project: PlainProject): void } {
  let current: PlainProject = { models: [] };
  const prefix = (): string => current.name ?? 'plain';
  const nodeId = (name: string): string => {
    const kind = current.models.find((model) => model.name === name)?.kind ?? 'model';
    return `${kind}.${prefix()}.${name}`;
  };
  const sourceId = (name: string): string => `source.${prefix()}.raw.${name}`;
  const words = (context: CompileContext): PlainSql => ({
    ref: (name) => context.relation(nodeId(name)),
    source: (name) => context.relation(sourceId(name)),
    this: context.this ?? '',
    isIncremental: context.isIncremental,
    batch: context.batch,
  });
  const modelOf = (id: string): PlainModel | undefined => current.models.find((model) => nodeId(model.name) === id);
  const testOf = (id: string): PlainTest | undefined =>
    current.tests?.find((test) => `test.${prefix()}.${test.name}` === id);
  const compiler: ProjectCompiler = {
    loadProject: async () => toProject(current, prefix(), nodeId, sourceId),
    async compileNode(_project, id, context) {
      const model = modelOf(id);
      const sql = model?.kind === 'seed' ? '' : (model?.sql(words(context)) ?? '');
      const reads = [...(model?.reads ?? []).map(nodeId), ...(model?.sources ?? []).map(sourceId)];
      const hooks = (list: NodeConfig['pre_hook'] = []) => list.map((hook) => hook.sql);
      return {
        id,
        sql,
        reads,
        warnings: [],
        preHooks: hooks(model?.config?.pre_hook),
        postHooks: hooks(model?.config?.post_hook),
      };
    },
    async compileTest(_project, id, context) {
      const test = testOf(id);
      const sql = test?.sql(words(context)) ?? '';
      const summary = (rows = `(${sql})`): string =>
        `SELECT count(*) AS failures, count(*) <> 0 AS should_warn, count(*) <> 0 AS should_error FROM ${rows} t`;
      return { id, sql, summary, reads: test?.on.map(nodeId) ?? [], warnings: [] };
    },
    compileUnitTest: async () => Promise.reject(new Error('plain projects have no unit tests')),
    compileHooks: async () => [],
    compileFreshness: async () => null,
    selectResources(project, { select }) {
      const wanted = select?.flatMap((entry) => entry.split(' '));
      const chosen = [...project.nodes.values()].filter((node) => wanted === undefined || wanted.includes(node.name));
      const nodes = chosen.map((node) => node.id);
      const tests = project.tests
        .filter((test) => test.dependsOn.some((id) => nodes.includes(id)))
        .map((test) => test.id);
      return { nodes, tests, unitTests: [], sources: [], exposures: [] };
    },
  };
  return {
    compiler: async () => compiler,
    set: (project) => {
      current = project;
    },
  };
}

function toProject(
  plain: PlainProject,
  prefix: string,
  nodeId: (name: string) => string,
  sourceId: (name: string) => string,
): Project {
  const nodes = new Map(plain.models.map((model) => [nodeId(model.name), toNode(model, prefix, nodeId, sourceId)]));
  const sources = [...new Set(plain.models.flatMap((model) => model.sources ?? []))];
  const written = plain.models.map((m) => [m.name, String(m.sql), m.config ?? null]);
  const digest = plain.digest ?? sha256Hex(canonicalJson(written));
  const parts = (id: string): Fingerprint => {
    const model = plain.models.find((candidate) => nodeId(candidate.name) === id);
    const body = sha256Hex(canonicalJson([String(model?.sql), model?.config ?? null]));
    return { all: body, build: body, body, configs: '', macros: '', vars: '', contract: '', relation: '' };
  };
  return {
    name: prefix,
    version: '1',
    dir: '/',
    target: { name: 'griot', schema: 'main', type: 'duckdb' },
    nodes,
    tests: (plain.tests ?? []).map((test) => toTest(test, prefix, nodeId)),
    unitTests: [],
    sources: sources.map((name) => toSource(name, prefix, sourceId)),
    exposures: [],
    groups: [],
    macros: new Map(),
    documents: [],
    onRunStart: [],
    onRunEnd: [],
    packages: [],
    warnings: [],
    digest,
    fingerprint: (id) => parts(id).all,
    fingerprintParts: parts,
    state: () => Object.fromEntries([...nodes.keys()].map((id) => [id, parts(id)])),
  };
}

function toNode(
  model: PlainModel,
  prefix: string,
  nodeId: (name: string) => string,
  sourceId: (name: string) => string,
): Node {
  const kind = model.kind ?? 'model';
  const materialized = kind === 'model' ? 'table' : kind;
  return {
    id: nodeId(model.name),
    kind,
    name: model.name,
    package: prefix,
    version: null,
    isLatestVersion: true,
    file: `models/${model.name}.sql`,
    line: 1,
    fqn: [prefix, model.name],
    rawSql: String(model.sql),
    config: { ...CONFIG, materialized, ...model.config },
    schema: 'main',
    alias: model.name,
    dependsOn: [...(model.reads ?? []).map(nodeId), ...(model.sources ?? []).map(sourceId)],
    macros: [],
    columns: model.columns ?? [],
    constraints: model.constraints ?? [],
    description: '',
    propertiesFile: null,
    seed: model.seed ?? null,
  };
}

function toTest(test: PlainTest, prefix: string, nodeId: (name: string) => string): DataTest {
  return {
    id: `test.${prefix}.${test.name}`,
    kind: 'singular',
    name: test.name,
    package: prefix,
    file: `tests/${test.name}.sql`,
    line: 1,
    test: null,
    arguments: {},
    attachedTo: null,
    column: null,
    dependsOn: test.on.map(nodeId),
    macros: [],
    config: {
      enabled: true,
      severity: test.severity ?? 'error',
      error_if: '!= 0',
      warn_if: '!= 0',
      fail_calc: 'count(*)',
      where: null,
      limit: null,
      store_failures: null,
      store_failures_as: null,
      schema: null,
      tags: [],
      meta: test.meta ?? {},
      group: null,
    },
    description: '',
    fqn: [prefix, test.name],
    rawSql: String(test.sql),
  };
}

function toSource(name: string, prefix: string, sourceId: (name: string) => string): Source {
  return {
    id: sourceId(name),
    package: prefix,
    source: 'raw',
    name,
    identifier: name,
    schema: 'raw',
    database: null,
    file: 'models/sources.yml',
    line: 1,
    description: '',
    sourceDescription: '',
    loader: '',
    columns: [],
    tags: [],
    meta: {},
    external: null,
    loaded_at_field: null,
    loaded_at_query: null,
    event_time: null,
    freshness: null,
    enabled: true,
    fqn: [prefix, 'raw', name],
  };
}
