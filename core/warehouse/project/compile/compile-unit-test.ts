/**
 * Unit tests: the model's SQL over given rows beside the expected rows, as one SELECT of the differences. Rows are compared
 * as bags, over the columns that `expect` names. Documented at docs.getdbt.com, "Unit tests".
 */
import { DomainError } from '@griot/kernel';
import { quoteIdentifier } from '../context/relation.ts';
import { Callable, fromPlain, type Value } from '../jinja/values.ts';
import type {
  CompileContext,
  CompiledUnitTest,
  Node,
  Project,
  QueryColumn,
  Source,
  UnitTest,
  UnitTestRows,
} from '../manifest.ts';
import { internalsOf, unknownId } from '../nodes/internals.ts';
import { CompileEnvironment } from './compile-environment.ts';
import { fixtureSelect, namedColumns } from './fixture-rows.ts';
import { addCtes } from './sql-text.ts';

const THIS = '__dbt__cte__this';

function standName(input: Node | Source | 'this'): string {
  if (input === 'this') return THIS;
  return 'source' in input ? `__dbt__cte__${input.source}__${input.name}` : `__dbt__cte__${input.alias}`;
}

/** What the YAML says of an input's columns; the engine's word goes before it. */
function describedColumns(input: Node | Source): QueryColumn[] {
  const types = 'source' in input ? {} : input.config.column_types;
  const described = input.columns.map(({ name, data_type }) => ({ name, type: data_type ?? types[name] ?? '' }));
  const others = Object.entries(types).filter(([name]) => !described.some((column) => column.name === name));
  return [...described, ...others.map(([name, type]) => ({ name, type }))].filter((column) => column.type !== '');
}

class UnitTestCompiler {
  readonly #project: Project;
  readonly #test: UnitTest;
  readonly #ctx: CompileContext;
  readonly #model: Node;
  readonly #inputs: Map<string, Node | Source>;

  constructor(project: Project, test: UnitTest, ctx: CompileContext) {
    this.#project = project;
    this.#test = test;
    this.#ctx = { ...ctx, vars: { ...ctx.vars, ...test.overrides.vars } };
    const model = project.nodes.get(test.model);
    if (!model) throw unknownId(test.model);
    this.#model = model;
    const everything = new Map<string, Node | Source>([
      ...project.nodes,
      ...project.sources.map((source) => [source.id, source] as const),
    ]);
    this.#inputs = new Map(
      test.given.flatMap(({ input }) => {
        const found = everything.get(input);
        return found ? [[input, found] as const] : [];
      }),
    );
  }

  #fail(message: string): DomainError {
    const { id, file, line } = this.#test;
    return new DomainError({
      code: 'warehouse.compile_failed',
      kind: 'invalid',
      details: { id, file, line, message },
      message: `${file}:${line}: ${message}`,
    });
  }

  /** Columns of what an input stands for, as far as anybody knows; `told`: by the engine, so that there are no others. */
  async #columns(input: string): Promise<{ columns: QueryColumn[]; told: boolean }> {
    const found = this.#inputs.get(input);
    if (!found) return { columns: await this.#ownColumns(), told: false };
    const columns = await this.#toldColumns(found);
    return columns === null ? { columns: describedColumns(found), told: false } : { columns, told: true };
  }

  async #toldColumns(found: Node | Source): Promise<QueryColumn[] | null> {
    const { describe } = this.#ctx;
    if (!describe) return null;
    let sql: string;
    if ('source' in found || found.config.materialized !== 'ephemeral')
      sql = `select * from ${this.#ctx.relation(found.id)}`;
    else {
      const environment = new CompileEnvironment(this.#project, this.#ctx);
      sql = await environment.run(found, () =>
        environment.inline(environment.render(found, environment.subjectOf(found, false))),
      );
    }
    return describe(sql);
  }

  /** Columns of `this`: those of the table, or, where it was never built, those the model makes when it is built whole. */
  async #ownColumns(): Promise<QueryColumn[]> {
    const { describe, this: own } = this.#ctx;
    const known = own && describe ? await describe(`select * from ${own}`) : null;
    return known ?? (await describe?.(await this.#actual([], false))) ?? describedColumns(this.#model);
  }

  #overrides(): Map<string, Value> {
    return new Map(
      Object.entries(this.#test.overrides.macros).map(([name, value]) => [
        name,
        new Callable(name, () => fromPlain(value)),
      ]),
    );
  }

  /** The model's SQL with the given rows as CTEs before it. */
  async #actual(warnings: string[], isIncremental: boolean): Promise<string> {
    const { given, overrides } = this.#test;
    const { type } = this.#project.target;
    const inputs = given.filter(({ input }) => isIncremental || input !== 'this');
    const stands = new Map(inputs.map(({ input }) => [input, standName(this.#inputs.get(input) ?? 'this')]));
    const missing = this.#model.dependsOn.find((id) => !stands.has(id) && id !== this.#model.id);
    if (missing !== undefined)
      throw this.#fail(
        `the unit test '${this.#test.name}' gives no rows for '${missing}' (rows: [] when there are none)`,
      );
    const replaced = this.#overrides();
    if (!isIncremental) replaced.set('is_incremental', new Callable('is_incremental', () => false));
    const environment = new CompileEnvironment(this.#project, this.#ctx, {
      stands: (id) => stands.get(id) ?? null,
      overrides: replaced,
      env: overrides.env_vars,
    });
    const subject = environment.subjectOf(this.#model, isIncremental);
    const { sql } = await environment.run(subject, () => environment.render(this.#model, subject));
    warnings.push(...environment.warnings);
    const ctes: string[] = [];
    for (const { input, rows } of inputs) {
      const { columns, told } = await this.#columns(input);
      if (told) this.#checkGiven(input, rows, columns);
      ctes.push(`${stands.get(input)} as (\n${fixtureSelect(rows, columns, type)}\n)`);
    }
    return addCtes(sql, ctes);
  }

  /** Given rows have columns of their input only: one that is not there would be left out, and the test judge something else. */
  #checkGiven(input: string, rows: UnitTestRows, columns: readonly QueryColumn[]): void {
    if (rows.format !== 'rows') return;
    const known = new Set(columns.map((column) => column.name.toLowerCase()));
    const strange = namedColumns(rows.rows).filter((name) => !known.has(name.toLowerCase()));
    if (strange.length === 0) return;
    throw this.#fail(
      `the unit test '${this.#test.name}' gives '${this.#inputs.get(input)?.name ?? input}' the column '${strange.join("', '")}' that it does not have`,
    );
  }

  async compile(): Promise<CompiledUnitTest> {
    const { id, expect, name } = this.#test;
    const { type } = this.#project.target;
    const warnings: string[] = [];
    const actualSql = await this.#actual(warnings, this.#test.overrides.macros.is_incremental === true);
    const actual = (await this.#ctx.describe?.(actualSql)) ?? null;
    const known = actual ?? describedColumns(this.#model);
    const wanted =
      expect.format === 'rows'
        ? namedColumns(expect.rows)
        : ((await this.#ctx.describe?.(expect.sql)) ?? []).map((column) => column.name);
    for (const column of wanted) {
      if (actual && !actual.some((other) => other.name.toLowerCase() === column.toLowerCase()))
        throw this.#fail(`the unit test '${name}' expects a column '${column}' that the model does not have`);
    }
    const columns = wanted.length > 0 ? wanted : known.map((column) => column.name);
    const compared = new Set(columns.map((column) => column.toLowerCase()));
    const expectedSql = fixtureSelect(
      expect,
      known.filter((column) => compared.has(column.name.toLowerCase())),
      type,
    );
    const list = columns.length > 0 ? columns.map((column) => quoteIdentifier(column, type)).join(', ') : '*';
    const sql =
      columns.length === 0
        ? `select 'actual' as actual_or_expected, 1 as row_count, dbt_internal_actual.* from (\n${actualSql}\n) dbt_internal_actual`
        : [
            `select case when sum(dbt_internal_side) > 0 then 'actual' else 'expected' end as actual_or_expected, abs(sum(dbt_internal_side)) as row_count, ${list}`,
            `from (\nselect ${list}, 1 as dbt_internal_side from (\n${actualSql}\n) dbt_internal_actual`,
            `union all\nselect ${list}, -1 as dbt_internal_side from (\n${expectedSql}\n) dbt_internal_expected\n) dbt_internal_both`,
            `group by ${list}\nhaving sum(dbt_internal_side) <> 0\norder by ${list}, actual_or_expected`,
          ].join('\n');
    return { id, sql, actualSql, expectedSql, columns, warnings };
  }
}

/** @throws DomainError 'warehouse.node_unknown', 'warehouse.compile_failed' */
export async function compileUnitTest(
  project: Project,
  unitTestId: string,
  ctx: CompileContext,
): Promise<CompiledUnitTest> {
  const test = project.unitTests.find((candidate) => candidate.id === unitTestId);
  if (!test) throw unknownId(unitTestId);
  internalsOf(project);
  return new UnitTestCompiler(project, test, ctx).compile();
}
