/** The properties files (any .yml below the resource folders): which sections they have, by what they describe. Documented at docs.getdbt.com, "About property files". */
import type { Findings } from '../findings.ts';
import type { PackageFolder } from '../settings/packages.ts';
import type { YamlFile } from './read-yaml.ts';
import { isRecord, type PlainRecord, Section } from './section.ts';

export const PROPERTY_KINDS = [
  'models',
  'seeds',
  'snapshots',
  'sources',
  'exposures',
  'macros',
  'groups',
  'unit_tests',
  'data_tests',
] as const;
export type PropertyKind = (typeof PROPERTY_KINDS)[number];
/** Read by the semantic layer from the documents; analyses are not built. */
const LEFT_ALONE = [
  'semantic_models',
  'metrics',
  'saved_queries',
  'analyses',
  'functions',
  'anchors',
  'version',
  'time_spines',
];
/** Read as text here and rendered later, each in its own way. */
const RENDERED_LATER = new Set([
  'description',
  'tests',
  'data_tests',
  'pre-hook',
  'post-hook',
  'pre_hook',
  'post_hook',
  'depends_on',
  'loaded_at_query',
  'relation',
  'given',
  'expect',
  'overrides',
  'expression',
  'to',
  'macros',
]);

export interface Property {
  section: Section;
  package: PackageFolder;
}

export type Properties = Record<PropertyKind, Property[]>;

export function emptyProperties(): Properties {
  return Object.fromEntries(PROPERTY_KINDS.map((kind) => [kind, []])) as unknown as Properties;
}

/** Renders, in place, the texts with `{{ }}` below a value. */
function renderTexts(value: unknown, render: (text: string, line: number) => unknown, yaml: YamlFile): void {
  if (typeof value !== 'object' || value === null) return;
  const holder = value as PlainRecord;
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value) && RENDERED_LATER.has(key)) continue;
    if (typeof inner === 'string') {
      if (/\{[{%]/.test(inner))
        holder[key] = render(inner, yaml.lines.of(value, Array.isArray(value) ? Number(key) : key));
    } else renderTexts(inner, render, yaml);
  }
}

/** Sorts the sections of one file into `into`. `render` evaluates a template in a value. */
export function readProperties(
  yaml: YamlFile,
  owner: PackageFolder,
  into: Properties,
  findings: Findings,
  render: (text: string, line: number) => unknown,
): PlainRecord | null {
  if (yaml.value === null) return null;
  if (!isRecord(yaml.value)) {
    findings.error(yaml.file, 1, 'a properties file must be a map with models, sources and so on');
    return null;
  }
  const root = new Section(yaml, yaml.value, findings, yaml.file);
  root.warnUnknown([...PROPERTY_KINDS, ...LEFT_ALONE, 'tests']);
  const version = root.raw('version');
  if (version !== undefined && Number(version) !== 2)
    root.error(`'version' must be 2, not ${JSON.stringify(version)}`, 'version');
  for (const kind of PROPERTY_KINDS) {
    const key = kind === 'data_tests' && root.has('tests') ? 'tests' : kind;
    const list = root.list(key);
    for (const item of list) renderTexts(item, render, yaml);
    for (const section of root.sections(key, kind.replace(/s$/, '').replace('_', ' '))) {
      if (section.required('name') !== null) into[kind].push({ section, package: owner });
    }
  }
  return yaml.value;
}
