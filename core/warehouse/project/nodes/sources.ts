/** `sources:`. Documented at docs.getdbt.com, "Source properties" and "freshness". */
import type { FreshnessRule, Source } from '../manifest.ts';
import { treeLayers } from '../settings/config-tree.ts';
import type { PackageFolder } from '../settings/packages.ts';
import { SettingReader, Settings } from '../settings/settings.ts';
import { readColumns, readTests, type TestDeclaration } from '../yaml/columns.ts';
import type { Property } from '../yaml/read-properties.ts';
import { isRecord, type Section } from '../yaml/section.ts';
import { foldersBelow } from './find-resources.ts';
import type { Loading } from './loading.ts';

export interface ParsedSource {
  source: Source;
  section: Section;
  owner: PackageFolder;
  tests: TestDeclaration[];
}

const PERIODS = ['minute', 'hour', 'day'] as const;

function rule(section: Section, key: string): FreshnessRule | null {
  const entry = section.section(key);
  if (!entry || Object.keys(entry.data).length === 0) return null;
  const count = Number(entry.raw('count'));
  const period = entry.oneOf('period', PERIODS);
  if (!Number.isInteger(count) || count < 0) entry.error(`${entry.what}: 'count' must be a whole number`, 'count');
  if (!entry.has('period')) entry.error(`${entry.what}: 'period' is missing`);
  return period === null ? null : { count, period };
}

/** Freshness of a table over that of its source: rule by rule; `freshness: null` turns it off. */
function freshness(levels: readonly Section[]): Source['freshness'] {
  let result = null as Source['freshness'];
  for (const section of levels) {
    if (!('freshness' in section.data)) continue;
    const own = section.section('freshness', `${section.what}: freshness`);
    if (!own) {
      result = null;
      continue;
    }
    result = {
      warn_after: rule(own, 'warn_after') ?? result?.warn_after ?? null,
      error_after: rule(own, 'error_after') ?? result?.error_after ?? null,
      filter: own.text('filter') ?? result?.filter ?? null,
    };
  }
  return result?.warn_after || result?.error_after ? result : null;
}

/** A property of the table, or its source's, each also when it stands in `config:`. */
function first<T>(levels: readonly Section[], read: (section: Section) => T | null): T | null {
  for (const section of levels.toReversed()) {
    const value = read(section);
    if (value !== null) return value;
  }
  return null;
}

function parseTable(loading: Loading, { section, package: owner }: Property, table: Section): ParsedSource | null {
  const sourceName = section.text('name') ?? '';
  const name = table.required('name');
  if (name === null) return null;
  const what = `source '${sourceName}.${name}'`;
  const fqn = [
    owner.name,
    ...foldersBelow(section.file.slice(owner.prefix.length), owner.settings.modelPaths),
    sourceName,
    name,
  ];
  const settings = new Settings();
  const own = owner === loading.root ? [] : treeLayers(owner.settings, 'sources', fqn, loading.treeUse);
  for (const layer of [...own, ...treeLayers(loading.root.settings, 'sources', fqn, loading.treeUse)])
    settings.apply(layer);
  const levels: Section[] = [];
  for (const level of [section, table]) {
    const config = level.section('config');
    levels.push(level, ...(config ? [config] : []));
    const { meta, tags, enabled } = { ...level.data, ...config?.data };
    const tagList = [level.data.tags, config?.data.tags].flat().filter((tag) => tag !== undefined && tag !== null);
    settings.apply({
      values: { meta, enabled, ...(tags === undefined ? {} : { tags: tagList }) },
      file: level.file,
      line: (key) => (config?.has(key) ? config : level).line(key),
    });
  }
  const reader = new SettingReader(settings, loading.findings, { what, file: table.file, line: table.line() });
  const { columns, tests } = readColumns(table);
  const external = table.raw('external');
  const inConfig = table.section('config')?.raw('external');
  const source: Source = {
    id: `source.${owner.name}.${sourceName}.${name}`,
    package: owner.name,
    source: sourceName,
    name,
    identifier: table.text('identifier') ?? name,
    schema: section.text('schema') ?? sourceName,
    database: section.text('database') ?? section.text('catalog'),
    file: table.file,
    line: table.line(),
    description: table.text('description') ?? '',
    sourceDescription: section.text('description') ?? '',
    loader: table.text('loader') ?? section.text('loader') ?? '',
    columns,
    tags: [...new Set(reader.texts('tags') ?? [])],
    meta: reader.record('meta'),
    external: isRecord(external) ? external : isRecord(inConfig) ? inConfig : null,
    ...loadedAt(levels, what),
    event_time: first(levels, (level) => level.text('event_time')),
    freshness: freshness(levels),
    enabled: reader.bool('enabled') ?? true,
    fqn,
  };
  return { source, section: table, owner, tests: [...readTests(table, null), ...tests] };
}

/** The nearest level that says either decides, also by saying none: then the time of loading tells. */
function loadedAt(levels: readonly Section[], what: string): Pick<Source, 'loaded_at_field' | 'loaded_at_query'> {
  const level = levels.findLast((one) => one.has('loaded_at_field') || one.has('loaded_at_query'));
  const field = level?.text('loaded_at_field') ?? null;
  const query = level?.text('loaded_at_query') ?? null;
  if (field !== null && query !== null)
    level?.error(`${what}: 'loaded_at_field' and 'loaded_at_query' exclude each other`);
  return { loaded_at_field: field, loaded_at_query: query };
}

export function parseSources(loading: Loading, properties: readonly Property[]): ParsedSource[] {
  const seen = new Map<string, ParsedSource>();
  for (const property of properties) {
    for (const table of property.section.sections('tables', `source '${property.section.text('name')}' table`)) {
      const parsed = parseTable(loading, property, table);
      if (!parsed) continue;
      const before = seen.get(parsed.source.id);
      if (before)
        table.error(
          `the source table '${parsed.source.source}.${parsed.source.name}' is described twice: also in ${before.source.file}:${before.source.line}`,
          'name',
        );
      else seen.set(parsed.source.id, parsed);
    }
  }
  return [...seen.values()];
}
