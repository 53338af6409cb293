/** Loads a dbt project: reads its folder, and nothing else, and reports everything that is wrong with it at once. */
import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { canonicalJson, DomainError } from '@griot/kernel';
import { Vars } from './context/vars.ts';
import { listFiles, readTexts } from './files/project-files.ts';
import { Findings } from './findings.ts';
import {
  exposureFingerprint,
  type FingerprintTools,
  nodeFingerprint,
  sourceFingerprint,
  testFingerprint,
} from './fingerprint.ts';
import { checkDuplicates, linkNodes } from './graph/link-nodes.ts';
import { RefIndex } from './graph/ref-index.ts';
import type {
  DataTest,
  Exposure,
  Fingerprint,
  Hook,
  LoadOptions,
  Node,
  Project,
  ProjectDocument,
  Target,
} from './manifest.ts';
import { fillDocs, readDocs } from './nodes/docs.ts';
import { readExposure, readGroup } from './nodes/exposures.ts';
import { findResources, type RawNode } from './nodes/find-resources.ts';
import { keepInternals, unknownId } from './nodes/internals.ts';
import { loadMacros } from './nodes/load-macros.ts';
import { type Loading, renderYamlText } from './nodes/loading.ts';
import { matchProperties } from './nodes/match-properties.ts';
import { type ParsedNode, parseNode } from './nodes/parse-node.ts';
import { type ParsedSource, parseSources } from './nodes/sources.ts';
import { unusedPaths } from './settings/config-tree.ts';
import { builtinPackages, findPackages, type PackageFolder } from './settings/packages.ts';
import { CONFIG_TREES } from './settings/project-settings.ts';
import { readGenericTests } from './tests/generic-tests.ts';
import { findSingularTests, readSingularTest, type SingularFile } from './tests/singular-tests.ts';
import { readFixtures, readUnitTest } from './tests/unit-tests.ts';
import { emptyProperties, readProperties } from './yaml/read-properties.ts';
import { readYaml, type YamlFile } from './yaml/read-yaml.ts';

/** Everything read from the folders, before anything is understood. */
interface Gathered {
  raw: RawNode[];
  yaml: { file: YamlFile; owner: PackageFolder }[];
  singular: SingularFile[];
  fixtures: Map<string, string>;
  docs: Map<string, string>;
  texts: string[];
}

async function gather(packages: readonly PackageFolder[], findings: Findings): Promise<Gathered> {
  const gathered: Gathered = { raw: [], yaml: [], singular: [], fixtures: new Map(), docs: new Map(), texts: [] };
  for (const owner of packages) {
    const { modelPaths, seedPaths, snapshotPaths, macroPaths, testPaths } = owner.settings;
    const [raw, singular, fixtures, docs, yamlFiles] = await Promise.all([
      findResources(owner, findings),
      findSingularTests(owner, findings),
      readFixtures(owner),
      readDocs(owner, findings),
      listFiles(
        owner.dir,
        owner.prefix,
        [...modelPaths, ...seedPaths, ...snapshotPaths, ...macroPaths, ...testPaths],
        ['.yml', '.yaml'],
      ),
    ]);
    gathered.raw.push(...raw);
    gathered.singular.push(...singular);
    for (const [key, text] of fixtures) gathered.fixtures.set(key, text);
    for (const [key, text] of docs) gathered.docs.set(key, text);
    for (const [{ file }, text] of await readTexts(yamlFiles, findings)) {
      gathered.texts.push(`${file}\n${text}`);
      const yaml = readYaml(text, file, findings);
      if (yaml) gathered.yaml.push({ file: yaml, owner });
    }
    gathered.texts.push(
      ...raw.map((node) => `${node.file}\n${node.rawSql}${node.seed?.sha256 ?? ''}`),
      ...singular.map(({ file, text }) => `${file}\n${text}`),
      ...fixtures.map(([key, text]) => `${key}\n${text}`),
    );
  }
  return gathered;
}

function targetOf(options: LoadOptions): Target {
  return { name: 'griot', schema: 'main', type: 'duckdb', ...options.target };
}

/** Descriptions with their docs blocks. */
function describeAll(loading: Loading, parsed: readonly ParsedNode[], sources: readonly ParsedSource[]): void {
  const fill = (text: string, owner: string, file: string, line: number) =>
    fillDocs(text, owner, loading.root.name, loading.docs, (message) => loading.findings.error(file, line, message));
  for (const { node, described } of parsed) {
    const { properties } = described;
    if (!properties || !node.config.enabled) continue;
    node.description = fill(node.description, node.package, properties.file, properties.line('description'));
    for (const column of node.columns)
      column.description = fill(column.description, node.package, properties.file, properties.line('columns'));
  }
  for (const { source, section } of sources) {
    source.description = fill(source.description, source.package, section.file, section.line('description'));
    for (const column of source.columns)
      column.description = fill(column.description, source.package, section.file, section.line('columns'));
  }
}

function checkNames(tests: readonly (DataTest | Exposure)[], what: string, findings: Findings): void {
  const seen = new Map<string, DataTest | Exposure>();
  for (const test of tests) {
    const before = seen.get(test.id);
    if (before)
      findings.error(
        test.file,
        test.line,
        `two ${what}s are named '${test.name}' (the other: ${before.file}:${before.line}): give one a 'name' of its own`,
      );
    else seen.set(test.id, test);
  }
}

function hooksOf(packages: readonly PackageFolder[], key: 'onRunStart' | 'onRunEnd'): Hook[] {
  return packages.flatMap((owner) => owner.settings[key].map((sql) => ({ sql, transaction: true })));
}

function readDocuments(loading: Loading, yaml: Gathered['yaml']) {
  const properties = emptyProperties();
  const documents: ProjectDocument[] = [];
  for (const { file, owner } of yaml) {
    const render = (text: string, line: number) => renderYamlText(loading, owner.name, file.file, text, line);
    const doc = readProperties(file, owner, properties, loading.findings, render);
    if (doc) documents.push({ file: file.file, package: owner.name, doc, line: (path) => file.lines.at(doc, path) });
  }
  return { properties, documents };
}

/** Settings of the trees are rendered where they are used as templates in YAML are. */
function renderTrees(loading: Loading): void {
  for (const { settings, name } of loading.packages) {
    const visit = (value: unknown, keyed: string): void => {
      if (typeof value !== 'object' || value === null || /^\+?(pre|post)[-_]hook$/.test(keyed)) return;
      const holder = value as Record<string, unknown>;
      for (const [key, inner] of Object.entries(value)) {
        if (typeof inner !== 'string') visit(inner, key);
        else if (/\{[{%]/.test(inner) && !/^\+?(pre|post)[-_]hook$/.test(key))
          holder[key] = renderYamlText(loading, name, settings.file, inner, settings.yaml.lines.of(value, key));
      }
    };
    for (const tree of CONFIG_TREES) visit(settings.configs[tree], tree);
  }
}

function warnUnused(loading: Loading): void {
  const { settings } = loading.root;
  for (const tree of ['models', 'seeds', 'snapshots'] as const) {
    for (const { path, line } of unusedPaths(settings, tree, loading.treeUse))
      loading.findings.warn(settings.file, line, `the settings of '${path}' meet no resource`);
  }
}

function digestOf(texts: readonly string[], options: LoadOptions, target: Target): string {
  const hash = createHash('sha256');
  for (const text of texts.toSorted()) hash.update(text).update('\0');
  return hash.update(canonicalJson({ vars: options.vars ?? {}, env: options.env ?? {}, target })).digest('hex');
}

/** @throws DomainError 'warehouse.project_invalid', details.errors: ProjectFinding[] */
export async function loadProject(folder: string, options: LoadOptions = {}): Promise<Project> {
  const findings = new Findings();
  const dir = await realpath(folder).catch(() => null);
  if (dir === null)
    throw new DomainError({
      code: 'warehouse.project_missing',
      kind: 'not_found',
      details: { folder },
      message: `there is no folder ${folder}`,
    });
  const packages = await findPackages(dir, options.packageRoots ?? [], findings);
  const [root] = packages;
  if (!root) {
    findings.throwIfAny();
    throw new Error('no project');
  }
  const target = targetOf(options);
  const { index: macros, texts: macroTexts } = await loadMacros(
    packages,
    await builtinPackages(findings),
    target,
    findings,
  );
  const gathered = await gather(packages, findings);
  const own = new Map(packages.filter((owner) => owner !== root).map((owner) => [owner.name, owner.settings.vars]));
  const vars = new Vars(options.vars ?? {}, root.settings.vars, own);
  const env = options.env ?? {};
  const loading: Loading = {
    dir,
    findings,
    packages,
    root,
    macros,
    vars,
    target,
    env,
    fuel: options.fuel,
    deadline: performance.now() + (options.timeoutMs ?? 60_000),
    treeUse: { used: new Set() },
    docs: gathered.docs,
  };
  renderTrees(loading);
  const { properties, documents } = readDocuments(loading, gathered.yaml);

  const parsed = matchProperties(gathered.raw, properties, findings).map((described) => parseNode(loading, described));
  const parsedSources = parseSources(loading, properties.sources);
  const sources = parsedSources.map(({ source }) => source).filter((source) => source.enabled);
  const index = new RefIndex(
    parsed.map(({ node }) => node),
    parsedSources.map(({ source }) => source),
    root.name,
  );
  const groups = properties.groups.map(readGroup);
  const nodes = linkNodes(parsed, index, macros, groups, findings);
  checkDuplicates(nodes.values(), findings);
  describeAll(loading, parsed, parsedSources);

  const singular = gathered.singular
    .map((file) => readSingularTest(loading, file, index, properties))
    .filter((test) => test !== null);
  const tests: DataTest[] = [
    ...parsed
      .filter(({ node }) => node.config.enabled)
      .flatMap(({ node, described }) =>
        readGenericTests(loading, { node, owner: described.owner }, described.tests, index),
      ),
    ...parsedSources
      .filter(({ source }) => source.enabled)
      .flatMap((parsedSource) =>
        readGenericTests(loading, { node: parsedSource.source, owner: parsedSource.owner }, parsedSource.tests, index),
      ),
    ...singular.map(({ test }) => test),
  ].filter((test) => test.config.enabled);
  checkNames(tests, 'test', findings);
  const unitTests = properties.unit_tests.flatMap((property) =>
    readUnitTest(loading, property, index, nodes, gathered.fixtures),
  );
  const exposures = properties.exposures
    .map((property) => readExposure(property, index))
    .filter((exposure) => exposure !== null);
  checkNames(exposures, 'exposure', findings);
  for (const { section, package: owner } of properties.macros) {
    const entry = macros.in(owner.name, section.text('name') ?? '');
    if (entry) entry.macro.description = section.text('description') ?? '';
  }
  warnUnused(loading);
  findings.throwIfAny();

  const digest = digestOf(
    [
      ...gathered.texts,
      ...macroTexts,
      JSON.stringify(
        packages.map((owner) => owner.settings.yaml.value),
        (_key, value) => (typeof value === 'bigint' ? String(value) : value),
      ),
    ],
    options,
    target,
  );
  const templates = new Map([
    ...parsed.flatMap(({ node, described: { template } }) => (template ? [[node.id, template] as const] : [])),
    ...singular.map(({ test, template }) => [test.id, template] as const),
  ]);
  const tools: FingerprintTools = { macros, vars, env, target, projectName: root.name, digest: () => digest };
  const fingerprints = new Map<string, Fingerprint>();
  const byId = new Map<string, () => Fingerprint>([
    ...[...nodes.values()].map(
      (node: Node) => [node.id, () => nodeFingerprint(node, templates.get(node.id), tools)] as const,
    ),
    ...tests.map((test) => [test.id, () => testFingerprint(test, templates.get(test.id), tools)] as const),
    ...sources.map((source) => [source.id, () => sourceFingerprint(source)] as const),
    ...exposures.map((exposure) => [exposure.id, () => exposureFingerprint(exposure)] as const),
  ]);
  const fingerprintParts = (id: string): Fingerprint => {
    const made = fingerprints.get(id) ?? byId.get(id)?.();
    if (!made) throw unknownId(id);
    fingerprints.set(id, made);
    return made;
  };
  const project: Project = {
    name: root.name,
    version: root.version,
    dir,
    target,
    nodes,
    tests,
    unitTests,
    sources,
    exposures,
    groups,
    macros: new Map([...macros.all()].map(({ macro }) => [macro.id, macro])),
    documents,
    onRunStart: hooksOf(packages, 'onRunStart'),
    onRunEnd: hooksOf(packages, 'onRunEnd'),
    packages: packages.map((owner) => ({ name: owner.name, version: owner.version, dir: owner.dir })),
    warnings: findings.warnings,
    digest,
    fingerprint: (id) => fingerprintParts(id).build,
    fingerprintParts,
    state: () => Object.fromEntries([...byId.keys()].map((id) => [id, fingerprintParts(id)])),
  };
  keepInternals(project, { macros, vars, env, fuel: options.fuel, index, templates });
  return project;
}
