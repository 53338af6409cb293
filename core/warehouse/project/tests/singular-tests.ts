/** Singular tests: one .sql file each below tests/. Documented at docs.getdbt.com, "Singular data tests". */
import { listFiles, readTexts } from '../files/project-files.ts';
import { Findings } from '../findings.ts';
import { checkAccess, resolveAsked } from '../graph/link-nodes.ts';
import type { RefIndex } from '../graph/ref-index.ts';
import type { Template } from '../jinja/ast.ts';
import { references } from '../macros/references.ts';
import type { DataTest } from '../manifest.ts';
import { foldersBelow, parseOrReport } from '../nodes/find-resources.ts';
import { attempt, type Loading, nothingAsked, parseSession } from '../nodes/loading.ts';
import { configLayers } from '../nodes/match-properties.ts';
import { projectLayers } from '../nodes/parse-node.ts';
import type { PackageFolder } from '../settings/packages.ts';
import { readTestConfig } from '../settings/read-test-config.ts';
import { Settings, settingName } from '../settings/settings.ts';
import type { Properties } from '../yaml/read-properties.ts';

export interface SingularTest {
  test: DataTest;
  template: Template;
}

export interface SingularFile {
  owner: PackageFolder;
  file: string;
  path: string;
  text: string;
}

/** The files; those below `generic/` hold macros and are not among them. */
export async function findSingularTests(owner: PackageFolder, findings: Findings): Promise<SingularFile[]> {
  const { testPaths } = owner.settings;
  const files = await listFiles(owner.dir, owner.prefix, testPaths, ['.sql']);
  const own = files.filter(({ path }) => !testPaths.some((root) => path.startsWith(`${root}/generic/`)));
  return [...(await readTexts(own, findings))].map(([{ file, path }, text]) => ({ owner, file, path, text }));
}

export function readSingularTest(
  loading: Loading,
  { owner, file, path, text }: SingularFile,
  index: RefIndex,
  properties: Properties,
): SingularTest | null {
  const template = parseOrReport(text, file, 1, loading.findings);
  if (!template) return null;
  const name = path.slice(path.lastIndexOf('/') + 1, -'.sql'.length);
  const fqn = [owner.name, ...foldersBelow(path, owner.settings.testPaths), name];
  const settings = new Settings();
  for (const layer of projectLayers(loading, 'tests', owner, fqn)) settings.apply(layer);
  const described = properties.data_tests.find(
    ({ section, package: other }) => other === owner && section.raw('name') === name,
  )?.section;
  for (const layer of described ? configLayers(described) : []) settings.apply(layer);
  const asked = nothingAsked();
  const findings = new Findings();
  const session = parseSession({ ...loading, findings }, owner.name, asked, {
    config: {
      set: (values) => {
        const line = session.interpreter.templateLine;
        settings.apply({ values, file, line: () => line });
      },
      get: (key) => settings.get(settingName(key)),
    },
  });
  attempt(findings, file, 1, () => session.render(template));
  const config = readTestConfig(settings, findings, { what: `test '${name}'`, file, line: 1 });
  if (config.enabled) loading.findings.add(findings.errors);
  const reader = { group: config.group, package: owner.name, file };
  const test: DataTest = {
    id: `test.${owner.name}.${name}`,
    kind: 'singular',
    name,
    package: owner.name,
    file,
    line: 1,
    test: null,
    arguments: {},
    attachedTo: null,
    column: null,
    dependsOn: config.enabled
      ? resolveAsked(asked, owner.name, file, index, loading.findings, (input, at) =>
          checkAccess(reader, input, at, loading.findings),
        )
      : [],
    macros: loading.macros.reachable(references(template.body), owner.name),
    config,
    description: described?.text('description') ?? '',
    fqn,
    rawSql: text,
  };
  return { test, template };
}
