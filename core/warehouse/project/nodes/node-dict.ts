/** `model` and the entries of `graph` as templates see them: dbt's names for what a node is. Documented at docs.getdbt.com, "model" and "graph" (Jinja). */
import { fromPlain, type Value } from '../jinja/values.ts';
import type { DataTest, Exposure, Node, Source, Target } from '../manifest.ts';

function columnsByName(columns: Node['columns']): Record<string, unknown> {
  return Object.fromEntries(columns.map((column) => [column.name, { ...column }]));
}

export function nodePlain(node: Node, target: Target): Record<string, unknown> {
  const database = node.config.database ?? target.database ?? target.name;
  return {
    unique_id: node.id,
    name: node.name,
    resource_type: node.kind,
    package_name: node.package,
    path: node.file,
    original_file_path: node.file,
    fqn: node.fqn,
    alias: node.alias,
    schema: node.schema,
    database,
    relation_name: `"${database}"."${node.schema}"."${node.alias}"`,
    version: node.version,
    raw_code: node.rawSql,
    raw_sql: node.rawSql,
    language: 'sql',
    description: node.description,
    columns: columnsByName(node.columns),
    tags: node.config.tags,
    meta: node.config.meta,
    group: node.config.group,
    access: node.config.access,
    config: { ...node.config, ...node.config.extra },
    depends_on: { nodes: node.dependsOn, macros: node.macros },
  };
}

export function sourcePlain(source: Source): Record<string, unknown> {
  const { id, name, source: sourceName, identifier, schema, database, description, tags, meta } = source;
  return {
    unique_id: id,
    name,
    source_name: sourceName,
    resource_type: 'source',
    package_name: source.package,
    identifier,
    schema,
    database,
    description,
    tags,
    meta,
    loader: source.loader,
    columns: columnsByName(source.columns),
  };
}

export function testPlain(test: DataTest): Record<string, unknown> {
  return {
    unique_id: test.id,
    name: test.name,
    resource_type: 'test',
    package_name: test.package,
    column_name: test.column,
    attached_node: test.attachedTo,
    fqn: test.fqn,
    tags: test.config.tags,
    config: { ...test.config },
    depends_on: { nodes: test.dependsOn },
  };
}

/** `graph`: nodes (tests too), sources and exposures by id. */
export function graphValue(
  nodes: Iterable<Node>,
  tests: readonly DataTest[],
  sources: readonly Source[],
  exposures: readonly Exposure[],
  target: Target,
): Value {
  const byId = (entries: Record<string, unknown>[]) =>
    Object.fromEntries(entries.map((entry) => [String(entry.unique_id), entry]));
  return fromPlain({
    nodes: byId([...[...nodes].map((node) => nodePlain(node, target)), ...tests.map(testPlain)]),
    sources: byId(sources.map(sourcePlain)),
    exposures: byId(
      exposures.map((exposure) => ({
        ...exposure,
        unique_id: exposure.id,
        resource_type: 'exposure',
        depends_on: { nodes: exposure.dependsOn },
      })),
    ),
    metrics: {},
    groups: {},
  });
}
