/** `unit_tests:`. Documented at docs.getdbt.com, "Unit tests", "Unit test overrides" and "Supported data formats for unit tests". */
import { readFile } from 'node:fs/promises';
import { listFiles } from '../files/project-files.ts';
import type { RefIndex } from '../graph/ref-index.ts';
import { readReference } from '../graph/reference-text.ts';
import type { Node, UnitTest, UnitTestRows } from '../manifest.ts';
import type { Loading } from '../nodes/loading.ts';
import { projectLayers } from '../nodes/parse-node.ts';
import type { PackageFolder } from '../settings/packages.ts';
import { SettingReader, Settings } from '../settings/settings.ts';
import type { Property } from '../yaml/read-properties.ts';
import { isRecord, type Section } from '../yaml/section.ts';
import { readCsvRows } from './csv-rows.ts';

const FORMATS = ['dict', 'csv', 'sql'] as const;
/** Texts of fixture files by package and name (with its extension). */
export type Fixtures = ReadonlyMap<string, string>;

/** Fixture files lie in `fixtures/` below a test folder. */
export async function readFixtures(owner: PackageFolder): Promise<[string, string][]> {
  const folders = owner.settings.testPaths.map((path) => `${path}/fixtures`);
  const files = await listFiles(owner.dir, owner.prefix, folders, ['.csv', '.sql']);
  return Promise.all(
    files.map(
      async ({ path, absolute }): Promise<[string, string]> => [
        `${owner.name}:${path.slice(path.lastIndexOf('/') + 1)}`,
        await readFile(absolute, 'utf8'),
      ],
    ),
  );
}

function readRows(section: Section, owner: PackageFolder, fixtures: Fixtures): UnitTestRows | null {
  const format = section.oneOf('format', FORMATS) ?? (section.has('fixture') ? 'csv' : 'dict');
  const fixture = section.text('fixture');
  let value = section.raw('rows');
  if (fixture !== null) {
    const name = fixture.includes('.') ? fixture : `${fixture}.${format === 'sql' ? 'sql' : 'csv'}`;
    const text = fixtures.get(`${owner.name}:${name}`);
    if (text === undefined) {
      section.error(`${section.what}: there is no fixture file '${name}' in tests/fixtures/`, 'fixture');
      return null;
    }
    value = text;
  }
  if (format === 'sql') {
    if (typeof value === 'string') return { format: 'sql', sql: value };
    section.error(`${section.what}: rows in the format sql must be a SELECT`, 'rows');
    return null;
  }
  if (format === 'csv') {
    if (typeof value === 'string') return { format: 'rows', rows: readCsvRows(value) };
    section.error(`${section.what}: rows in the format csv must be a text`, 'rows');
    return null;
  }
  if (value === undefined || value === null) return { format: 'rows', rows: [] };
  if (Array.isArray(value) && value.every(isRecord)) return { format: 'rows', rows: value };
  section.error(`${section.what}: rows must be a list of maps`, 'rows');
  return null;
}

/** Id of an input, or null with a finding. */
function inputId(section: Section, owner: PackageFolder, index: RefIndex): string | null {
  const text = section.required('input');
  if (text === null) return null;
  const reference = readReference(text);
  if (reference === null)
    section.error(`${section.what}: the input must be ref(…), source(…) or this, not '${text}'`, 'input');
  if (reference === null || reference.kind === 'this') return reference && 'this';
  const result =
    reference.kind === 'ref'
      ? index.ref(reference, owner.name)
      : index.source(reference.source, reference.table, owner.name);
  if ('found' in result) return result.found.id;
  section.error(`${section.what}: ${result.problem}`, 'input');
  return null;
}

function settingsOf(loading: Loading, { section, package: owner }: Property, fqn: string[]): SettingReader {
  const settings = new Settings();
  for (const layer of projectLayers(loading, 'unit_tests', owner, fqn)) settings.apply(layer);
  const config = section.section('config');
  if (config) settings.apply({ values: config.data, file: section.file, line: (key) => config.line(key) });
  return new SettingReader(settings, loading.findings, {
    what: section.what,
    file: section.file,
    line: section.line(),
  });
}

/** The models one unit test is for: a model with versions has it once per version. */
function targets(section: Section, model: Node, nodes: Iterable<Node>): Node[] {
  if (model.version === null) return [model];
  const versions = section.section('versions');
  const named = (key: string) => (versions ? versions.list(key).map(String) : []);
  const all = [...nodes].filter(
    (node) => node.kind === 'model' && node.name === model.name && node.package === model.package,
  );
  return all.filter((node) => {
    const version = String(node.version);
    return (named('include').length === 0 || named('include').includes(version)) && !named('exclude').includes(version);
  });
}

export function readUnitTest(
  loading: Loading,
  property: Property,
  index: RefIndex,
  nodes: ReadonlyMap<string, Node>,
  fixtures: Fixtures,
): UnitTest[] {
  const { section, package: owner } = property;
  const name = section.text('name') ?? '';
  const modelName = section.required('model');
  const reader = settingsOf(loading, property, [owner.name, name]);
  if (modelName === null || reader.bool('enabled') === false) return [];
  const found = index.ref({ package: null, name: modelName, version: null }, owner.name);
  if ('problem' in found || found.found.kind !== 'model') {
    section.error(`${section.what}: there is no model '${modelName}'`, 'model');
    return [];
  }
  const given = section.sections('given', `${section.what}: given`).flatMap((entry) => {
    const input = inputId(entry, owner, index);
    const rows = readRows(entry, owner, fixtures);
    return input !== null && rows !== null ? [{ input, rows }] : [];
  });
  const doubled = given.find(({ input }, at) => given.findIndex((other) => other.input === input) !== at);
  if (doubled) section.error(`${section.what}: the input '${doubled.input}' is given twice`, 'given');
  const expected = section.section('expect', `${section.what}: expect`);
  if (!expected) section.error(`${section.what}: 'expect' is missing`);
  const expect = expected && readRows(expected, owner, fixtures);
  const overrides = section.section('overrides');
  if (!expect) return [];
  const config = section.section('config');
  return targets(section, found.found, nodes.values()).map((model) => ({
    id: `unit_test.${owner.name}.${model.name}.${name}${model.version === null ? '' : `.v${model.version}`}`,
    name,
    package: owner.name,
    model: model.id,
    file: section.file,
    line: section.line(),
    description: section.text('description') ?? '',
    given,
    expect,
    overrides: {
      macros: overrides?.record('macros') ?? {},
      vars: overrides?.record('vars') ?? {},
      env_vars: Object.fromEntries(
        Object.entries(overrides?.record('env_vars') ?? {}).map(([key, value]) => [key, String(value)]),
      ),
    },
    enabled: true,
    tags: [...new Set([...section.texts('tags'), ...(reader.texts('tags') ?? [])])],
    meta: { ...section.record('meta'), ...config?.record('meta') },
    dependsOn: [...new Set([model.id, ...given.map(({ input }) => input).filter((input) => input !== 'this')])],
    fqn: [...model.fqn.slice(0, -1), model.name, name],
  }));
}
