/** dbt_project.yml. Documented at docs.getdbt.com, "dbt_project.yml". */
import type { Findings } from '../findings.ts';
import type { YamlFile } from '../yaml/read-yaml.ts';
import { isRecord, type PlainRecord, Section } from '../yaml/section.ts';

/** The keys with a tree of configs, by the name used here. */
export const CONFIG_TREES = ['models', 'seeds', 'snapshots', 'sources', 'tests', 'unit_tests', 'exposures'] as const;
export type ConfigTreeName = (typeof CONFIG_TREES)[number];

export interface ProjectSettings {
  name: string;
  version: string;
  file: string;
  yaml: YamlFile;
  modelPaths: string[];
  seedPaths: string[];
  snapshotPaths: string[];
  testPaths: string[];
  macroPaths: string[];
  vars: PlainRecord;
  /** `data_tests:` and its old name `tests:` are one. */
  configs: Partial<Record<ConfigTreeName, PlainRecord>>;
  onRunStart: string[];
  onRunEnd: string[];
  /** Packages to look in for `adapter.dispatch(…, namespace)`. */
  dispatch: Map<string, string[]>;
}

const KNOWN = [
  ...['name', 'version', 'config-version', 'profile', 'require-dbt-version', 'vars', 'flags', 'dispatch', 'quoting'],
  ...[
    'model-paths',
    'seed-paths',
    'snapshot-paths',
    'test-paths',
    'macro-paths',
    'analysis-paths',
    'docs-paths',
    'asset-paths',
    'function-paths',
  ],
  ...[
    'source-paths',
    'data-paths',
    'target-path',
    'log-path',
    'packages-install-path',
    'clean-targets',
    'query-comment',
    'dbt-cloud',
  ],
  ...[
    'on-run-start',
    'on-run-end',
    'restrict-access',
    'data_tests',
    'metrics',
    'semantic-models',
    'saved-queries',
    'functions',
    ...CONFIG_TREES,
  ],
];

function paths(section: Section, keys: readonly string[], fallback: string): string[] {
  const key = keys.find((name) => section.has(name));
  if (key === undefined) return [fallback];
  return section.texts(key).flatMap((path) => {
    const clean = path.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '');
    if (clean.startsWith('/') || clean.split('/').includes('..') || clean === '' || clean === '.') {
      section.error(`'${key}' may only name folders inside the project, not '${path}'`, key);
      return [];
    }
    return [clean];
  });
}

function hooks(section: Section, key: string): string[] {
  return section.texts(key).filter((sql) => sql.trim() !== '');
}

function dispatchOrders(section: Section): Map<string, string[]> {
  return new Map(
    section.sections('dispatch').flatMap((entry): [string, string[]][] => {
      const namespace = entry.required('macro_namespace');
      return namespace ? [[namespace, entry.texts('search_order')]] : [];
    }),
  );
}

/** Reads the settings; null when the file is no map or has no name. */
export function readProjectSettings(yaml: YamlFile, findings: Findings): ProjectSettings | null {
  if (!isRecord(yaml.value)) {
    findings.error(yaml.file, 1, 'dbt_project.yml must be a map of settings');
    return null;
  }
  const section = new Section(yaml, yaml.value, findings, 'dbt_project.yml');
  section.warnUnknown(KNOWN);
  const name = section.required('name');
  if (name !== null && !/^[A-Za-z_]\w*$/.test(name))
    section.error(`the project's name '${name}' may only have letters, digits and _`, 'name');
  const version = section.raw('config-version');
  if (version !== undefined && Number(version) !== 2) section.error('config-version must be 2', 'config-version');
  if (name === null) return null;
  const configs: ProjectSettings['configs'] = {};
  for (const tree of CONFIG_TREES) {
    const record = section.record(tree === 'tests' && section.has('data_tests') ? 'data_tests' : tree);
    if (record) configs[tree] = record;
  }
  return {
    name,
    version: section.text('version') ?? '',
    file: yaml.file,
    yaml,
    modelPaths: paths(section, ['model-paths', 'source-paths'], 'models'),
    seedPaths: paths(section, ['seed-paths', 'data-paths'], 'seeds'),
    snapshotPaths: paths(section, ['snapshot-paths'], 'snapshots'),
    testPaths: paths(section, ['test-paths'], 'tests'),
    macroPaths: paths(section, ['macro-paths'], 'macros'),
    vars: section.record('vars') ?? {},
    configs,
    onRunStart: hooks(section, 'on-run-start'),
    onRunEnd: hooks(section, 'on-run-end'),
    dispatch: dispatchOrders(section),
  };
}
