/**
 * The project and its packages: those installed in `dbt_packages/`, those of `local:` in packages.yml, and those of our own
 * that stand in where a project names dbt_utils and the like but has no copy. Documented at docs.getdbt.com, "Packages".
 */
import { readdir, readFile, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Findings } from '../findings.ts';
import { readYaml, type YamlFile } from '../yaml/read-yaml.ts';
import { isRecord, Section } from '../yaml/section.ts';
import { type ProjectSettings, readProjectSettings } from './project-settings.ts';

export interface PackageFolder {
  name: string;
  version: string;
  /** Absolute. */
  dir: string;
  /** What goes before a path of the package in messages: '' for the project, `dbt_packages/x/`. */
  prefix: string;
  settings: ProjectSettings;
  builtin: boolean;
}

/** Folders of this repository that play packages: `dbt` (dbt's own macros) is always there, the others unless installed. */
export const BUILTIN_PACKAGES = ['dbt', 'dbt_utils', 'dbt_expectations'] as const;
const BUILTIN_DIR = fileURLToPath(new URL('../builtin/', import.meta.url));

async function readSettings(dir: string, prefix: string, findings: Findings): Promise<PackageFolder | null> {
  const file = `${prefix}dbt_project.yml`;
  const text = await readFile(join(dir, 'dbt_project.yml'), 'utf8').catch(() => null);
  if (text === null) {
    findings.error(file, 1, 'there is no dbt_project.yml: this is not a dbt project');
    return null;
  }
  const yaml = readYaml(text, file, findings);
  const settings = yaml && readProjectSettings(yaml, findings);
  return settings && { name: settings.name, version: settings.version, dir, prefix, settings, builtin: false };
}

async function readPackageList(dir: string, findings: Findings): Promise<Section[]> {
  for (const file of ['packages.yml', 'dependencies.yml']) {
    const text = await readFile(join(dir, file), 'utf8').catch(() => null);
    if (text === null) continue;
    const yaml: YamlFile | null = readYaml(text, file, findings);
    if (yaml && isRecord(yaml.value)) return new Section(yaml, yaml.value, findings, file).sections('packages');
  }
  return [];
}

function inside(dir: string, target: string): boolean {
  const path = relative(dir, target);
  return path !== '' && !path.startsWith('..') && !isAbsolute(path);
}

export async function findPackages(
  dir: string,
  packageRoots: readonly string[],
  findings: Findings,
): Promise<PackageFolder[]> {
  const root = await readSettings(dir, '', findings);
  if (!root) return [];
  const packages = new Map([[root.name, root]]);
  const add = (found: PackageFolder | null) => {
    if (!found) return;
    if (packages.has(found.name)) findings.error(found.settings.file, 1, `two packages are named '${found.name}'`);
    else packages.set(found.name, found);
  };
  const installed = join(dir, 'dbt_packages');
  for (const entry of (await readdir(installed, { withFileTypes: true }).catch(() => [])).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    if (entry.isDirectory())
      add(await readSettings(join(installed, entry.name), `dbt_packages/${entry.name}/`, findings));
  }
  for (const entry of await readPackageList(dir, findings)) {
    const local = entry.text('local');
    if (local !== null) {
      const target = await realpath(resolve(dir, local)).catch(() => null);
      if (target === null) entry.error(`there is no folder '${local}'`, 'local');
      else if (!inside(dir, target) && !packageRoots.some((allowed) => inside(allowed, target)))
        entry.error(`the package '${local}' lies outside the project`, 'local');
      else if (!target.startsWith(installed + sep))
        add(await readSettings(target, `${relative(dir, target).replaceAll(sep, '/')}/`, findings));
      continue;
    }
    const wanted =
      (entry.text('package') ?? entry.text('git') ?? '')
        .replace(/\.git$/, '')
        .split('/')
        .at(-1)
        ?.replaceAll('-', '_') ?? '';
    const builtin: readonly string[] = BUILTIN_PACKAGES;
    if (wanted !== '' && !packages.has(wanted) && !builtin.includes(wanted))
      entry.error(`the package '${wanted}' is not in dbt_packages/: install it there (nothing is downloaded)`);
  }
  return [...packages.values()];
}

let builtins: Promise<PackageFolder[]> | null = null;

/** Our own packages; they never have findings. */
export function builtinPackages(findings: Findings): Promise<PackageFolder[]> {
  builtins ??= Promise.all(
    BUILTIN_PACKAGES.map(async (name) => {
      const found = await readSettings(join(BUILTIN_DIR, name), `${name}:`, findings);
      if (!found) throw new Error(`the built-in package ${name} cannot be read`);
      return { ...found, builtin: true };
    }),
  );
  return builtins;
}
