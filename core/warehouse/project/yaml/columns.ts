/** `columns:` and `constraints:` of a model, seed, snapshot or source. Documented at docs.getdbt.com, "columns", "constraints", "Model contracts". */
import type { Column, Constraint } from '../manifest.ts';
import { isRecord, type Section } from './section.ts';

const CONSTRAINTS = ['not_null', 'unique', 'primary_key', 'foreign_key', 'check', 'custom'] as const;

/** One entry of a `tests:` list, where it stands. */
export interface TestDeclaration {
  definition: unknown;
  column: { name: string; quote: boolean; tags: string[] } | null;
  /** The section that holds the list. */
  section: Section;
  line: number;
}

export function readConstraints(section: Section): Constraint[] {
  return section.sections('constraints', `${section.what}: constraint`).flatMap((entry): Constraint[] => {
    const type = entry.oneOf('type', CONSTRAINTS);
    if (type === null) {
      if (!entry.has('type')) entry.error(`${entry.what}: 'type' is missing`);
      return [];
    }
    if (type === 'check' && !entry.has('expression')) entry.error(`${entry.what}: a check needs 'expression'`);
    return [
      {
        type,
        name: entry.text('name'),
        expression: entry.text('expression'),
        columns: entry.texts('columns'),
        to: entry.text('to'),
        to_columns: entry.texts('to_columns'),
        warn_unenforced: entry.bool('warn_unenforced') ?? true,
        warn_unsupported: entry.bool('warn_unsupported') ?? true,
      },
    ];
  });
}

/** `data_tests:` and its older name `tests:`; both may not stand together. */
export function readTests(section: Section, column: TestDeclaration['column']): TestDeclaration[] {
  if (section.has('tests') && section.has('data_tests'))
    section.error(`${section.what}: 'tests' and 'data_tests' are the same: use one of them`, 'tests');
  const key = section.has('data_tests') ? 'data_tests' : 'tests';
  const list = section.list(key);
  return list.map((definition, index) => ({ definition, column, section, line: section.yaml.lines.of(list, index) }));
}

/** `meta` and `tags` stand at the top or, newer, in `config`. */
export function readMetaAndTags(section: Section): { meta: Record<string, unknown>; tags: string[] } {
  const config = section.section('config');
  return {
    meta: { ...section.record('meta'), ...config?.record('meta') },
    tags: [...new Set([...section.texts('tags'), ...(config?.texts('tags') ?? [])])],
  };
}

export function readColumns(section: Section): { columns: Column[]; tests: TestDeclaration[] } {
  const columns: Column[] = [];
  const tests: TestDeclaration[] = [];
  const seen = new Set<string>();
  for (const entry of section.sections('columns', `${section.what}: column`)) {
    if (entry.has('include')) continue;
    const name = entry.required('name');
    if (name === null) continue;
    if (seen.has(name.toLowerCase())) entry.error(`${section.what}: the column '${name}' is described twice`, 'name');
    seen.add(name.toLowerCase());
    const { meta, tags } = readMetaAndTags(entry);
    const quote = entry.bool('quote') ?? false;
    columns.push({
      name,
      description: entry.text('description') ?? '',
      data_type: entry.text('data_type'),
      quote,
      constraints: readConstraints(entry),
      tags,
      meta,
    });
    tests.push(...readTests(entry, { name, quote, tags }));
  }
  return { columns, tests };
}

/** Columns of one version of a model: `include: all | [names]`, `exclude: [names]`, and its own ones over them. */
export function versionColumns(version: Section, base: { columns: Column[]; tests: TestDeclaration[] }) {
  const list = version.list('columns');
  if (list.length === 0) return base;
  const rule = list.find((item) => isRecord(item) && item.include !== undefined);
  const own = readColumns(version);
  const named = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
  const { include, exclude } = isRecord(rule) ? rule : { include: undefined, exclude: undefined };
  const kept = (name: string) =>
    (include === 'all' || include === '*' || named(include).includes(name)) &&
    !named(exclude).includes(name) &&
    !own.columns.some((column) => column.name === name);
  return {
    columns: [...base.columns.filter((column) => kept(column.name)), ...own.columns],
    tests: [...base.tests.filter((test) => test.column === null || kept(test.column.name)), ...own.tests],
  };
}
