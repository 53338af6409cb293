import { DomainError } from '@griot/kernel';
import { ALLOWED_FUNCTIONS, ALLOWED_TABLE_FUNCTIONS, SIZED_FUNCTIONS } from './allowed-functions.ts';

/** The engine's own parse tree, from `json_serialize_sql`. */
type Tree = null | string | number | boolean | Tree[] | { [key: string]: Tree };
type Branch = { [key: string]: Tree };

const QUERY_NODES = new Set(['SELECT_NODE', 'SET_OPERATION_NODE', 'RECURSIVE_CTE_NODE', 'CTE_NODE']);
const TABLES = new Set([
  'BASE_TABLE',
  'TABLE_FUNCTION',
  'SUBQUERY',
  'JOIN',
  'EXPRESSION_LIST',
  'EMPTY',
  'EMPTY_FROM',
  'PIVOT',
]);
const MODIFIERS = new Set(['ORDER_MODIFIER', 'LIMIT_MODIFIER', 'LIMIT_PERCENT_MODIFIER', 'DISTINCT_MODIFIER']);
const ORDERS = new Set(['ORDER_DEFAULT', 'ASCENDING', 'DESCENDING']);
const EXPRESSIONS = new Set([
  'BETWEEN',
  'CASE',
  'CAST',
  'COLLATE',
  'COLUMN_REF',
  'COMPARISON',
  'CONJUNCTION',
  'CONSTANT',
  'FUNCTION',
  'LAMBDA',
  'LAMBDA_REF',
  'OPERATOR',
  'PARAMETER',
  'POSITIONAL_REFERENCE',
  'STAR',
  'SUBQUERY',
  'WINDOW',
]);
const LONGEST_SQL = 100_000;

export interface AllowedNames {
  /** Tables a query may name, without a schema. */
  tables: ReadonlySet<string>;
}

function refuse(reason: string, what: string, position?: number): never {
  throw new DomainError({
    code: 'warehouse.sql_refused',
    kind: 'forbidden',
    details: { reason, what, ...(position === undefined ? {} : { position }) },
    message: `${reason}: ${what}`,
  });
}

const isBranch = (tree: Tree | undefined): tree is Branch =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree);
const word = (tree: Tree | undefined): string => (typeof tree === 'string' ? tree : '');

/** Before parsing: what is too long to be a person's query. */
export function checkLength(sql: string): void {
  if (sql.length > LONGEST_SQL) refuse('too_long', `${sql.length} characters`);
}

/**
 * Refuses with `warehouse.sql_refused` (details.reason, details.what, details.position: characters before what the parser did
 * not understand) everything but one SELECT over allowed tables with
 * allowed functions. Whatever kind of node is not known here is refused, so a new engine adds nothing by itself.
 */
export function checkSelect(serialized: string, allowed: AllowedNames): void {
  const root = JSON.parse(serialized) as Branch;
  if (root.error === true) {
    const message = word(root.error_message);
    const position = Number.parseInt(word(root.position), 10);
    const at = Number.isNaN(position) ? undefined : position;
    refuse(message.startsWith('Only SELECT') ? 'not_a_select' : 'not_sql', message, at);
  }
  const statements = Array.isArray(root.statements) ? root.statements : [];
  if (statements.length !== 1) refuse('not_one_statement', String(statements.length));
  const [statement] = statements;
  if (!isBranch(statement) || !isBranch(statement.node)) refuse('not_a_select', 'no query');
  const tables = new Set([...allowed.tables].map((name) => name.toLowerCase()));
  checkQuery(statement.node, { tables, ctes: new Set() });
}

interface Scope {
  tables: ReadonlySet<string>;
  /** Names that `WITH` has given so far, here and outside. */
  ctes: ReadonlySet<string>;
}

function checkAny(tree: Tree | undefined, scope: Scope): void {
  if (Array.isArray(tree)) {
    for (const inner of tree) checkAny(inner, scope);
  } else if (isBranch(tree)) {
    if ('cte_map' in tree) checkQuery(tree, scope);
    else if (typeof tree.class === 'string') checkExpression(tree, scope);
    else if (typeof tree.type === 'string') checkTyped(tree, scope);
    else for (const inner of Object.values(tree)) checkAny(inner, scope);
  }
}

function checkParts(tree: Branch, scope: Scope, but: readonly string[] = []): void {
  for (const [key, inner] of Object.entries(tree)) if (!but.includes(key)) checkAny(inner, scope);
}

/** A CTE is seen by those after it and by the main query; by itself only where it is recursive. */
function checkQuery(node: Branch, outer: Scope): void {
  const type = word(node.type);
  if (!QUERY_NODES.has(type)) refuse('unknown_query', type);
  let scope = outer;
  const map = isBranch(node.cte_map) && Array.isArray(node.cte_map.map) ? node.cte_map.map : [];
  for (const entry of map) {
    if (!isBranch(entry)) refuse('unknown_query', 'with');
    checkAny(entry.value, scope);
    scope = withName(scope, word(entry.key));
  }
  if (type === 'RECURSIVE_CTE_NODE') {
    checkAny(node.left, scope);
    checkAny(node.right, withName(scope, word(node.cte_name)));
    checkParts(node, scope, ['cte_map', 'left', 'right']);
  } else if (type === 'CTE_NODE') {
    checkAny(node.query, scope);
    checkAny(node.child, withName(scope, word(node.cte_name)));
    checkParts(node, scope, ['cte_map', 'query', 'child']);
  } else {
    checkParts(node, scope, ['cte_map']);
  }
}

function withName(scope: Scope, name: string): Scope {
  return { ...scope, ctes: new Set([...scope.ctes, name.toLowerCase()]) };
}

function checkTyped(tree: Branch, scope: Scope): void {
  const type = word(tree.type);
  if (type === 'BASE_TABLE') checkTable(tree, scope);
  else if (type === 'TABLE_FUNCTION') checkTableFunction(tree, scope);
  else if (!TABLES.has(type) && !MODIFIERS.has(type) && !ORDERS.has(type)) refuse('unknown_clause', type);
  checkParts(tree, scope, ['function']);
}

function checkTable(table: Branch, { tables, ctes }: Scope): void {
  const name = word(table.table_name);
  const place = [word(table.catalog_name), word(table.schema_name)].filter((part) => part !== '');
  if (place.length > 0) refuse('table', [...place, name].join('.'));
  if (isBranch(table.at_clause)) refuse('unknown_clause', 'AT');
  const key = name.toLowerCase();
  if (!ctes.has(key) && !tables.has(key)) refuse('table', name);
}

function checkTableFunction(tree: Branch, scope: Scope): void {
  const call = tree.function;
  if (!isBranch(call)) refuse('function', 'in FROM');
  const name = word(call.function_name).toLowerCase();
  if (!ALLOWED_TABLE_FUNCTIONS.has(name) || !plainSchema(call)) refuse('function', name);
  checkParts(call, scope);
}

function checkExpression(tree: Branch, scope: Scope): void {
  const kind = word(tree.class);
  if (!EXPRESSIONS.has(kind)) refuse('unknown_expression', kind);
  // A constant's value is data of whatever shape.
  if (kind === 'CONSTANT') return;
  if (kind === 'FUNCTION' || kind === 'WINDOW') checkFunction(tree);
  checkParts(tree, scope);
}

function plainSchema(call: Branch): boolean {
  return ['', 'main'].includes(word(call.schema)) && ['', 'system'].includes(word(call.catalog));
}

function checkFunction(call: Branch): void {
  const name = word(call.function_name).toLowerCase();
  if (!plainSchema(call)) refuse('function', `${word(call.schema)}.${name}`);
  // Operators are made of signs: no function that has a name is one.
  if (call.is_operator === true && !/[a-z_0-9]/.test(name)) return;
  if (!ALLOWED_FUNCTIONS.has(name)) refuse('function', name);
  const sized = SIZED_FUNCTIONS.get(name);
  if (sized !== undefined) checkSize(call, name, sized);
}

function checkSize(call: Branch, name: string, { argument, most }: { argument: number; most: number }): void {
  const given = Array.isArray(call.children) ? call.children : [];
  for (const child of argument < 0 ? given : given.slice(argument, argument + 1)) {
    const constant =
      isBranch(child) && child.class === 'CONSTANT' && isBranch(child.value) ? child.value.value : undefined;
    if (typeof constant !== 'number' || Math.abs(constant) > most) refuse('size', `${name}: a number up to ${most}`);
  }
}
