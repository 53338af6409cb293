import { DomainError } from '@griot/kernel';
import { isAllowedFunction } from './clickhouse-functions.ts';

export interface ClickHouseNames {
  /** Tables a query may name. */
  tables: ReadonlySet<string>;
  /** Every table of the generation: a CTE may not borrow the name of one that is not allowed. */
  known: ReadonlySet<string>;
}

interface Line {
  depth: number;
  kind: string;
  name: string;
}

/** Parts of a SELECT that read nothing by themselves; anything else is refused. */
const KINDS = new Set(
  `SelectWithUnionQuery SelectIntersectExceptQuery SelectQuery ExpressionList WithElement Subquery Literal Identifier Function
  Asterisk QualifiedAsterisk ColumnsExceptTransformer ColumnsTransformerList ColumnsReplaceTransformer ColumnsReplaceTransformer::Replacement
  TablesInSelectQuery TablesInSelectQueryElement TableExpression TableIdentifier TableJoin ArrayJoin OrderByElement WindowDefinition
  WindowListElement InterpolateElement QueryParameter DataType NameTypePair NULL`.split(/\s+/),
);

/** Functions whose right side may be the plain name of a table. */
const IN = /^(global)?(not)?(null)?in(ignoreset)?$/i;

function refuse(reason: string, what: string): never {
  throw new DomainError({
    code: 'warehouse.sql_refused',
    kind: 'forbidden',
    details: { reason, what },
    message: `${reason}: ${what}`,
  });
}

function parse(text: string): Line {
  const [, indent = '', kind = '', rest = ''] = /^(\s*)([^\s(]+)(.*)$/.exec(text) ?? [];
  return {
    depth: indent.length,
    kind,
    name: rest
      .trim()
      .replace(/\s*\((?:children|alias) [^()]*\)/g, '')
      .trim(),
  };
}

/**
 * SQL that a person wrote, as ClickHouse's own `EXPLAIN AST` tells it, one line a part: only SELECT, only the allowed tables
 * without a database, only harmless functions, no table functions, no settings, no output to files.
 * Throws `warehouse.sql_refused` (details.reason, details.what).
 */
export function checkClickHouseSelect(tree: readonly string[], names: ClickHouseNames): void {
  const lines = tree.map(parse);
  const root = lines[0];
  if (root === undefined || !/^Select/.test(root.kind)) refuse('statement', root?.kind ?? '');
  lines.forEach((line, at) => {
    if (!KINDS.has(line.kind)) refuse('construct', line.kind);
    if (line.depth === 1 && line.kind !== 'ExpressionList' && !/^Select/.test(line.kind))
      refuse('construct', line.kind);
    if (line.kind === 'TableIdentifier') checkTable(line.name, names);
    if (line.kind !== 'Function') return;
    if (parentOf(lines, at)?.kind === 'TableExpression') refuse('table_function', line.name);
    if (!isAllowedFunction(line.name)) refuse('function', line.name);
    if (IN.test(line.name)) checkRightSide(lines, at);
  });
}

/** What is no table of the generation can only be a CTE of the query: no other database is within reach of a plain name. */
function checkTable(name: string, { tables, known }: ClickHouseNames): void {
  if (tables.has(name)) return;
  if (name.includes('.') || known.has(name) || name.startsWith('source__')) refuse('table', name);
}

function parentOf(lines: readonly Line[], at: number): Line | undefined {
  const depth = lines[at]?.depth ?? 0;
  for (let i = at - 1; i >= 0; i -= 1) {
    const line = lines[i];
    if (line !== undefined && line.depth < depth) return line;
  }
  return undefined;
}

function checkRightSide(lines: readonly Line[], at: number): void {
  const depth = (lines[at]?.depth ?? 0) + 2;
  const sides: Line[] = [];
  for (let i = at + 1; i < lines.length; i += 1) {
    const line = lines[i];
    if (line === undefined || line.depth < depth - 1) break;
    if (line.depth === depth) sides.push(line);
  }
  const right = sides[1];
  if (right === undefined || right.kind === 'Identifier' || right.kind === 'TableIdentifier')
    refuse('table', right?.name ?? '');
}
