/** Renders a node as dbt parses it: its `config()` and what it refers to come out. References are resolved later, when every node is known. */
import { Relation } from '../context/relation.ts';
import type { Session } from '../context/session.ts';
import { Findings } from '../findings.ts';
import { str } from '../jinja/text.ts';
import { fromPlain, type Value } from '../jinja/values.ts';
import { DBT } from '../macros/macro-index.ts';
import type { Node } from '../manifest.ts';
import { treeLayers } from '../settings/config-tree.ts';
import type { ConfigTreeName } from '../settings/project-settings.ts';
import { readNodeConfig } from '../settings/read-node-config.ts';
import { type Layer, Settings, settingName } from '../settings/settings.ts';
import { type Asked, attempt, type Loading, nothingAsked, parseSession } from './loading.ts';
import type { DescribedNode } from './match-properties.ts';
import { nodePlain } from './node-dict.ts';

export interface ParsedNode {
  node: Node;
  described: DescribedNode;
  asked: Asked;
  /** Where a setting was made, else where the node is described, else where it is. */
  place(setting: string): { file: string; line: number };
}

const TREES: Record<Node['kind'], ConfigTreeName> = { model: 'models', seed: 'seeds', snapshot: 'snapshots' };

/** Settings from dbt_project.yml: the package's own, then the project's over them. */
export function projectLayers(
  loading: Loading,
  tree: ConfigTreeName,
  owner: DescribedNode['owner'],
  fqn: readonly string[],
): Layer[] {
  const own = owner === loading.root ? [] : treeLayers(owner.settings, tree, fqn, loading.treeUse);
  return [...own, ...treeLayers(loading.root.settings, tree, fqn, loading.treeUse)];
}

/** Calls the project's own `generate_schema_name` or `generate_alias_name`, when it has one. Documented at docs.getdbt.com, "Custom schemas". */
function named(
  loading: Loading,
  session: Session,
  macro: string,
  custom: string | null,
  node: Value,
  fallback: () => string,
): string {
  const entry = loading.macros.find(macro, { package: loading.root.name });
  if (!entry || entry.macro.package === DBT) return fallback();
  const { file, line } = entry.macro;
  const result = attempt(
    loading.findings,
    file,
    line,
    () => session.macro(macro)?.call([custom, node], new Map()) ?? null,
  );
  return result === null ? fallback() : str(result).trim();
}

function place(loading: Loading, node: Node): void {
  const { config } = node;
  const custom = config.target_schema ?? config.schema;
  const session = parseSession(loading, loading.root.name, nothingAsked(), {
    config: { set: () => undefined, get: (name) => config[name as keyof typeof config] },
  });
  const value = fromPlain(nodePlain(node, loading.target));
  const { schema } = loading.target;
  node.schema =
    config.target_schema ??
    named(loading, session, 'generate_schema_name', config.schema, value, () =>
      custom === null ? schema : `${schema}_${custom.trim()}`,
    );
  node.alias = named(
    loading,
    session,
    'generate_alias_name',
    config.alias,
    value,
    () =>
      config.alias ??
      (node.version === null ? node.name : `${node.name}_v${String(node.version).replaceAll('.', '_')}`),
  );
}

export function parseNode(loading: Loading, described: DescribedNode): ParsedNode {
  const { kind, owner, file, template } = described;
  const settings = new Settings();
  for (const layer of projectLayers(loading, TREES[kind], owner, described.fqn)) settings.apply(layer);
  for (const layer of described.layers) settings.apply(layer);
  const asked = nothingAsked();
  // Errors of a node that turns out to be disabled do not count.
  const findings = new Findings();
  if (template) {
    const inner = { ...loading, findings };
    const session: Session = parseSession(inner, owner.name, asked, {
      config: {
        set: (values) => {
          const line = session.interpreter.templateLine;
          settings.apply({ values, file, line: () => line });
        },
        get: (name) => settings.get(settingName(name)),
      },
      extra: new Map<string, () => Value>([
        [
          'this',
          () =>
            new Relation({
              database: null,
              schema: loading.target.schema,
              identifier: described.name,
              type: null,
              engine: loading.target.type,
            }),
        ],
        [
          'model',
          () =>
            fromPlain({
              name: described.name,
              unique_id: described.id,
              resource_type: kind,
              package_name: owner.name,
              path: file,
              original_file_path: file,
              fqn: described.fqn,
              alias: described.name,
              schema: loading.target.schema,
              config: {},
              columns: {},
              tags: [],
            }),
        ],
        ['graph', () => fromPlain({ nodes: {}, sources: {}, exposures: {}, metrics: {}, groups: {} })],
      ]),
    });
    attempt(findings, file, described.line, () => session.render(template));
  }
  const config = readNodeConfig(settings, kind, findings, {
    what: `${kind} '${described.name}'`,
    file,
    line: described.line,
  });
  const node: Node = {
    id: described.id,
    kind,
    name: described.name,
    package: owner.name,
    version: described.version,
    isLatestVersion: described.isLatestVersion,
    file,
    line: described.line,
    fqn: described.fqn,
    rawSql: described.rawSql,
    config,
    schema: '',
    alias: '',
    dependsOn: [],
    macros: [],
    columns: described.columns,
    constraints: described.constraints,
    description: described.description,
    propertiesFile: described.properties?.file ?? null,
    seed: described.seed,
  };
  if (config.enabled) {
    loading.findings.add(findings.errors);
    for (const message of asked.warnings) loading.findings.warn(file, described.line, message);
    place(loading, node);
  }
  const properties = described.properties && { file: described.properties.file, line: described.properties.line() };
  return {
    node,
    described,
    asked,
    place: (name) => settings.place(name) ?? properties ?? { file, line: described.line },
  };
}
