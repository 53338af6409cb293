/** Generic tests out of `tests:` lists. Documented at docs.getdbt.com, "Add data tests to your DAG", "data_tests" and "Custom data test names". */
import { checkAccess, resolveAsked } from '../graph/link-nodes.ts';
import type { RefIndex } from '../graph/ref-index.ts';
import { parseTemplate } from '../jinja/parse-template.ts';
import { str } from '../jinja/text.ts';
import { fromPlain, type Value } from '../jinja/values.ts';
import { DBT, type MacroEntry } from '../macros/macro-index.ts';
import type { DataTest, Node, Source } from '../manifest.ts';
import { foldersBelow } from '../nodes/find-resources.ts';
import { type Asked, attempt, type Loading, nothingAsked, parseSession } from '../nodes/loading.ts';
import { projectLayers } from '../nodes/parse-node.ts';
import type { PackageFolder } from '../settings/packages.ts';
import { readTestConfig, TEST_SETTINGS } from '../settings/read-test-config.ts';
import { type Layer, Settings, settingName } from '../settings/settings.ts';
import type { TestDeclaration } from '../yaml/columns.ts';
import { isRecord, type PlainRecord } from '../yaml/section.ts';

export interface TestSubject {
  node: Node | Source;
  owner: PackageFolder;
}

interface Declared {
  test: string;
  args: PlainRecord;
  config: PlainRecord;
  name: string | null;
  description: string;
}

function isSource(node: Node | Source): node is Source {
  return 'source' in node;
}

/** `- not_null`, `- accepted_values: {values: […]}`, `- name: x, test_name: not_null`; arguments flat or under `arguments:`. */
function readDeclaration({ definition, section }: TestDeclaration, report: (message: string) => void): Declared | null {
  const nothing: Declared = { test: '', args: {}, config: {}, name: null, description: '' };
  if (typeof definition === 'string') return { ...nothing, test: definition };
  if (!isRecord(definition)) {
    report(`${section.what}: a test must be a name, or a map with the test's name as its key`);
    return null;
  }
  let test: string | undefined;
  let body: PlainRecord;
  if (typeof definition.test_name === 'string') {
    ({ test_name: test, ...body } = definition as PlainRecord & { test_name: string });
  } else {
    const keys = Object.keys(definition);
    test = keys.find((key) => !['config', 'name', 'description', 'where'].includes(key)) ?? keys[0];
    const inner = test === undefined ? null : definition[test];
    if (test === undefined || (inner !== null && !isRecord(inner))) {
      report(`${section.what}: the arguments of the test '${test ?? ''}' must be a map`);
      return null;
    }
    const { [test]: _, ...beside } = definition;
    body = { ...inner, ...beside };
  }
  const { name, description, config, arguments: nested, ...flat } = body;
  const args: PlainRecord = {};
  const settings: PlainRecord = {};
  for (const [key, value] of Object.entries(flat)) (TEST_SETTINGS.includes(key) ? settings : args)[key] = value;
  if (isRecord(nested)) Object.assign(args, nested);
  else if (nested !== undefined && nested !== null)
    report(`${section.what}: 'arguments' of the test '${test}' must be a map`);
  if (isRecord(config)) Object.assign(settings, config);
  else if (config !== undefined && config !== null)
    report(`${section.what}: 'config' of the test '${test}' must be a map`);
  return {
    test,
    args,
    config: settings,
    name: typeof name === 'string' ? name : null,
    description: typeof description === 'string' ? description : '',
  };
}

/** dbt's name of a test without one: its own, the model's, the column's and its arguments', by the arguments' names. */
export function defaultTestName(
  test: string,
  subject: Node | Source,
  column: string | null,
  args: PlainRecord,
): string {
  const given: PlainRecord = column === null ? args : { ...args, column_name: column };
  const parts = Object.keys(given)
    .sort()
    .flatMap((key) => {
      const value = given[key];
      return isRecord(value) ? Object.values(value) : Array.isArray(value) ? value : [value];
    })
    .map((value) => str(fromPlain(value)).replace(/[^0-9a-zA-Z_]+/g, '_'));
  const prefix = isSource(subject)
    ? `source_${test}_${subject.source}_${subject.name}`
    : `${test}_${subject.name}${subject.version === null ? '' : `_v${subject.version}`}`;
  return `${prefix.replaceAll('.', '_')}_${parts.join('__')}`;
}

function findTest(loading: Loading, test: string, owner: string): MacroEntry | undefined {
  const dot = test.indexOf('.');
  if (dot >= 0) return loading.macros.in(test.slice(0, dot), `test_${test.slice(dot + 1)}`);
  return loading.macros.find(`test_${test}`, { package: owner }) ?? loading.macros.in(DBT, `test_${test}`);
}

/** What a test calls its arguments with, rendered as dbt does: `ref('x')` in a text is a reference. */
export function renderArguments(args: PlainRecord, render: (template: string) => Value): Map<string, Value> {
  const one = (value: unknown): Value => {
    if (Array.isArray(value)) return value.map(one);
    if (isRecord(value)) return new Map<Value, Value>(Object.entries(value).map(([key, inner]) => [key, one(inner)]));
    if (typeof value !== 'string') return fromPlain(value);
    if (REFERENCE.test(value)) return render(`{{ ${value} }}`);
    return /\{[{%]/.test(value) ? render(value) : value;
  };
  return new Map(Object.entries(args).map(([key, value]) => [key, one(value)]));
}

const REFERENCE = /^\s*(env_var|ref|var|source|doc)\s*\(.+\)\s*$/s;

/** Whether a value has a text that is rendered before the test sees it. */
function isTemplated(value: unknown): boolean {
  if (typeof value === 'string') return REFERENCE.test(value) || /\{[{%]/.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(isTemplated);
}

function askFor(subject: Node | Source, asked: Asked, line: number): void {
  if (isSource(subject)) asked.sources.push({ source: subject.source, table: subject.name, line });
  else
    asked.refs.push({
      package: subject.package,
      name: subject.name,
      version: subject.version === null ? null : String(subject.version),
      line,
    });
}

/** The `model` argument, before it means a relation. */
function modelReference(subject: Node | Source): string {
  if (isSource(subject)) return `source('${subject.source}', '${subject.name}')`;
  return `ref('${subject.package}', '${subject.name}'${subject.version === null ? '' : `, v='${subject.version}'`})`;
}

function readOne(
  loading: Loading,
  subject: TestSubject,
  declaration: TestDeclaration,
  index: RefIndex,
): DataTest | null {
  const { node, owner } = subject;
  const { section, line, column } = declaration;
  const { file } = section;
  const report = (message: string) => loading.findings.error(file, line, message);
  const declared = readDeclaration(declaration, report);
  if (!declared) return null;
  const { test, args } = declared;
  const columnName = column?.name ?? (typeof args.column_name === 'string' ? args.column_name : null);
  const macro = findTest(loading, test, owner.name);
  const name = declared.name ?? defaultTestName(test, node, columnName, args);
  const { modelPaths, seedPaths, snapshotPaths } = owner.settings;
  const fqn = [
    owner.name,
    ...foldersBelow(file.slice(owner.prefix.length), [...modelPaths, ...seedPaths, ...snapshotPaths]),
    name,
  ];
  const settings = new Settings();
  for (const layer of projectLayers(loading, 'tests', owner, fqn)) settings.apply(layer);
  if (!macro) {
    report(`there is no test named '${test}'`);
    return null;
  }
  const unknown = Object.keys(args).filter(
    (key) => !macro.node.usesKwargs && !macro.node.parameters.some((parameter) => parameter.name === key),
  );
  for (const key of unknown) report(`the test '${test}' has no argument '${key}'`);
  const given = ['model', ...(columnName === null ? [] : ['column_name']), ...Object.keys(args)];
  if (
    columnName !== null &&
    !macro.node.usesKwargs &&
    !macro.node.parameters.some((parameter) => parameter.name === 'column_name')
  )
    report(`the test '${test}' is not for columns`);
  for (const parameter of macro.node.parameters) {
    if (parameter.default === null && !given.includes(parameter.name))
      report(`the test '${test}' needs the argument '${parameter.name}'`);
  }
  const own: Layer = { values: declared.config, file, line: () => line };
  const asked = nothingAsked();
  const call = modelReference(node);
  const ofProject = loading.packages.some((other) => other.name === macro.macro.package);
  // Most tests are ours and have plain arguments: nothing needs rendering to know what they read.
  const plain = !ofProject && !isTemplated(args) && !isTemplated(declared.config.where);
  if (plain) askFor(node, asked, line);
  else
    attempt(loading.findings, file, line, () => {
      const session = parseSession(loading, owner.name, asked, {
        // What the test's own text sets is a default: the declaration stands over it.
        config: {
          set: (values) => settings.apply({ values, file, line: () => line }),
          get: (key) => declared.config[key] ?? settings.get(settingName(key)),
        },
      });
      const render = (template: string) => session.renderNative(parseTemplate(template, file, line));
      const model = render(`{{ ${call} }}`);
      const rendered = renderArguments(args, render);
      if (typeof declared.config.where === 'string') render(declared.config.where);
      // Macros of projects may name further models and set their config; ours do neither.
      if (ofProject) {
        const column = columnName === null ? [] : [['column_name', columnName] as const];
        session
          .testMacro(macro.macro.package, macro.macro.name)
          ?.call([], new Map<string, Value>([['model', model], ...column, ...rendered]));
      }
    });
  settings
    .apply({
      values: { tags: [...(isSource(node) ? node.tags : []), ...(column?.tags ?? [])] },
      file,
      line: () => line,
    })
    .apply(own);
  const config = readTestConfig(settings, loading.findings, { what: `test '${name}'`, file, line });
  // A test belongs to the group of what it tests.
  config.group ??= isSource(node) ? null : node.config.group;
  const reader = { group: config.group, package: owner.name, file };
  return {
    id: `test.${owner.name}.${name}`,
    kind: 'generic',
    name,
    package: owner.name,
    file,
    line,
    test,
    arguments: args,
    attachedTo: node.id,
    column: columnName,
    dependsOn: config.enabled
      ? resolveAsked(asked, owner.name, file, index, loading.findings, (input, at) =>
          checkAccess(reader, input, at, loading.findings),
        )
      : [],
    macros: [...new Set([macro.macro.id, ...loading.macros.reachable(macro.references, macro.macro.package)])],
    config,
    description: declared.description,
    fqn,
    rawSql: `{{ ${test.replace(/(^|\.)([^.]+)$/, '$1test_$2')}(model=${call}) }}`,
  };
}

export function readGenericTests(
  loading: Loading,
  subject: TestSubject,
  declarations: readonly TestDeclaration[],
  index: RefIndex,
): DataTest[] {
  return declarations.flatMap((declaration) => readOne(loading, subject, declaration, index) ?? []);
}
