/** Which properties belong to which model, seed or snapshot; versions of models, and snapshots that YAML alone declares. */
import type { Findings } from '../findings.ts';
import type { Node } from '../manifest.ts';
import type { Layer } from '../settings/settings.ts';
import { readColumns, readConstraints, readTests, type TestDeclaration, versionColumns } from '../yaml/columns.ts';
import type { Properties, Property } from '../yaml/read-properties.ts';
import type { Section } from '../yaml/section.ts';
import { foldersBelow, parseOrReport, type RawNode } from './find-resources.ts';

/** A node with everything that was written about it. */
export interface DescribedNode extends RawNode {
  id: string;
  version: string | null;
  isLatestVersion: boolean;
  properties: Section | null;
  /** `config:` of the properties, outermost first. */
  layers: Layer[];
  columns: Node['columns'];
  constraints: Node['constraints'];
  description: string;
  tests: TestDeclaration[];
}

/** Keys of dbt's properties that are settings though they stand at the top, as older projects have them. */
const TOP_LEVEL_SETTINGS = [
  'access',
  'group',
  'meta',
  'docs',
  'tags',
  'enabled',
  'materialized',
  'latest_version_pointer',
];
const KNOWN = [
  'name',
  'description',
  'config',
  'columns',
  'constraints',
  'tests',
  'data_tests',
  'versions',
  'latest_version',
  'deprecation_date',
  'time_spine',
  'relation',
  'primary_entity',
  'agg_time_dimension',
  'semantic_model',
  ...TOP_LEVEL_SETTINGS,
];

export function configLayers(section: Section): Layer[] {
  const top = TOP_LEVEL_SETTINGS.filter((key) => section.has(key) && key !== 'latest_version_pointer');
  const layers: Layer[] = [];
  if (top.length > 0) {
    const values = Object.fromEntries(top.map((key) => [key, section.raw(key)]));
    layers.push({ values, file: section.file, line: (key) => section.line(key) });
  }
  const config = section.section('config');
  if (config) layers.push({ values: config.data, file: section.file, line: (key) => config.line(key) });
  return layers;
}

function describe(
  raw: RawNode,
  section: Section | null,
  version: { name: string; section: Section; latest: boolean } | null,
): DescribedNode {
  const base = section ? readColumns(section) : { columns: [], tests: [] };
  const { columns, tests } = version ? versionColumns(version.section, base) : base;
  const own = section ? readTests(section, null) : [];
  const versionTests =
    version && (version.section.has('tests') || version.section.has('data_tests'))
      ? readTests(version.section, null)
      : own;
  const name = version && section ? (section.text('name') ?? raw.name) : raw.name;
  return {
    ...raw,
    name,
    id: `${raw.kind}.${raw.owner.name}.${name}${version ? `.v${version.name}` : ''}`,
    version: version?.name ?? null,
    isLatestVersion: version?.latest ?? true,
    fqn: version ? [...raw.fqn.slice(0, -1), name, `v${version.name}`] : raw.fqn,
    properties: section,
    layers: [...(section ? configLayers(section) : []), ...(version ? configLayers(version.section) : [])],
    columns,
    constraints: version?.section.has('constraints')
      ? readConstraints(version.section)
      : section
        ? readConstraints(section)
        : [],
    description: version?.section.text('description') ?? section?.text('description') ?? '',
    tests: [...versionTests, ...tests],
  };
}

function compareVersions(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? (a < b ? -1 : 1) : x - y;
}

function versionsOf(
  section: Section,
  name: string,
  find: (stem: string) => RawNode | undefined,
): { raw: RawNode; node: DescribedNode }[] {
  const entries = section.sections('versions', `model '${name}' version`);
  const names = entries.map((entry) => entry.text('v') ?? '');
  const latest = section.text('latest_version') ?? names.toSorted(compareVersions).at(-1);
  if (latest !== undefined && !names.includes(latest))
    section.error(`model '${name}': latest_version '${latest}' is none of its versions`, 'latest_version');
  return entries.flatMap((entry, index) => {
    const version = names[index] ?? '';
    if (version === '') {
      entry.error(`model '${name}': a version needs 'v'`);
      return [];
    }
    const definedIn = entry.text('defined_in');
    const stems = definedIn
      ? [definedIn]
      : [`${name}_v${version}`, `${name}.v${version}`, ...(version === latest ? [name] : [])];
    const raw = stems.map(find).find((found) => found !== undefined);
    if (!raw) {
      entry.error(`model '${name}': no file ${stems.map((stem) => `${stem}.sql`).join(' or ')} for version ${version}`);
      return [];
    }
    return [{ raw, node: describe(raw, section, { name: version, section: entry, latest: version === latest }) }];
  });
}

function yamlSnapshot({ section, package: owner }: Property, name: string, findings: Findings): RawNode | null {
  const relation = section.text('relation');
  if (relation === null) return null;
  const line = section.line('relation');
  const rawSql = `select * from {{ ${relation.trim().replace(/^\{\{|\}\}$/g, '')} }}`;
  const path = section.file.slice(owner.prefix.length);
  const folders = foldersBelow(path, [...owner.settings.snapshotPaths, ...owner.settings.modelPaths]);
  const template = parseOrReport(rawSql, section.file, line, findings);
  return {
    kind: 'snapshot',
    name,
    owner,
    file: section.file,
    line,
    rawSql,
    template,
    fqn: [owner.name, ...folders, name],
    seed: null,
    relation,
  };
}

/** Joins files and properties. Doubled properties are errors; properties of nothing are warnings, as in dbt. */
export function matchProperties(
  resources: readonly RawNode[],
  properties: Properties,
  findings: Findings,
): DescribedNode[] {
  const nodes: DescribedNode[] = [];
  const used = new Set<RawNode>();
  const seen = new Map<string, Section>();
  const byName = Map.groupBy(resources, (raw) => `${raw.kind}.${raw.owner.name}.${raw.name}`);
  const kinds = [
    ['models', 'model'],
    ['seeds', 'seed'],
    ['snapshots', 'snapshot'],
  ] as const;
  for (const [key, kind] of kinds) {
    for (const property of properties[key]) {
      const { section, package: owner } = property;
      const name = section.text('name') ?? '';
      section.warnUnknown(KNOWN);
      const before = seen.get(`${kind}.${owner.name}.${name}`);
      if (before) {
        section.error(`${kind} '${name}' is described twice: also in ${before.file}:${before.line()}`, 'name');
        continue;
      }
      seen.set(`${kind}.${owner.name}.${name}`, section);
      const find = (stem: string) => byName.get(`${kind}.${owner.name}.${stem}`)?.find((raw) => !used.has(raw));
      if (kind === 'model' && section.has('versions')) {
        for (const { raw, node } of versionsOf(section, name, find)) {
          used.add(raw);
          nodes.push(node);
        }
        continue;
      }
      const raw = find(name) ?? (kind === 'snapshot' ? yamlSnapshot(property, name, findings) : null);
      if (!raw) {
        section.warn(`there is no ${kind} named '${name}'`, 'name');
        continue;
      }
      used.add(raw);
      nodes.push(describe(raw, section, null));
    }
  }
  for (const raw of resources) if (!used.has(raw)) nodes.push(describe(raw, null, null));
  return nodes;
}
