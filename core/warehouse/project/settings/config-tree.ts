/** The config trees of dbt_project.yml (`models: {shop: {staging: {+materialized: view}}}`). Documented at docs.getdbt.com, "Resource configs" and "Using the + prefix". */
import { isRecord, type PlainRecord } from '../yaml/section.ts';
import type { ConfigTreeName, ProjectSettings } from './project-settings.ts';
import type { Layer } from './settings.ts';

/** Settings that are maps themselves: without a `+` they could be folders, and are taken for settings when no folder has the name. */
const MAP_SETTINGS = new Set([
  'meta',
  'docs',
  'persist_docs',
  'column_types',
  'grants',
  'quoting',
  'contract',
  'freshness',
  'snapshot_meta_column_names',
  'event_time',
]);

export interface TreeUse {
  /** Paths of the tree that met a node, for telling which do not. */
  used: Set<PlainRecord>;
}

function layerAt(level: PlainRecord, next: string | undefined, settings: ProjectSettings): Layer | null {
  const values: PlainRecord = {};
  for (const [key, value] of Object.entries(level)) {
    const isSetting =
      key.startsWith('+') || !isRecord(value) || (MAP_SETTINGS.has(key.replaceAll('-', '_')) && key !== next);
    if (isSetting) values[key] = value;
  }
  if (Object.keys(values).length === 0) return null;
  return { values, file: settings.file, line: (key) => settings.yaml.lines.of(level, key) };
}

/** Layers of one project's tree for a node, outermost first. `fqn` begins with the node's package. */
export function treeLayers(
  settings: ProjectSettings,
  tree: ConfigTreeName,
  fqn: readonly string[],
  use: TreeUse,
): Layer[] {
  const layers: Layer[] = [];
  let level: unknown = settings.configs[tree];
  for (let depth = 0; isRecord(level); depth += 1) {
    use.used.add(level);
    const next = fqn[depth];
    const layer = layerAt(level, next, settings);
    if (layer) layers.push(layer);
    level = next === undefined ? undefined : level[next];
  }
  return layers;
}

/** Folders and packages of a tree that no node lies in, with the line of each. */
export function unusedPaths(
  settings: ProjectSettings,
  tree: ConfigTreeName,
  use: TreeUse,
): { path: string; line: number }[] {
  const unused: { path: string; line: number }[] = [];
  const visit = (level: PlainRecord, path: string) => {
    for (const [key, value] of Object.entries(level)) {
      if (key.startsWith('+') || !isRecord(value) || MAP_SETTINGS.has(key.replaceAll('-', '_'))) continue;
      if (use.used.has(value)) visit(value, `${path}.${key}`);
      else unused.push({ path: `${path}.${key}`, line: settings.yaml.lines.of(level, key) });
    }
  };
  const root = settings.configs[tree];
  if (root) visit(root, tree);
  return unused;
}
