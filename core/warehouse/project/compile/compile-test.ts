/** The SQL of data tests: the rows that fail, and the one row that judges them. Documented at docs.getdbt.com, "Data tests", "severity, error_if, and warn_if". */
import { quoteIdentifier } from '../context/relation.ts';
import { parseTemplate } from '../jinja/parse-template.ts';
import { str } from '../jinja/text.ts';
import { fromPlain, TemplateError, type Value } from '../jinja/values.ts';
import type { CompileContext, CompiledTest, DataTest, Node, Project, Source } from '../manifest.ts';
import { internalsOf, unknownId } from '../nodes/internals.ts';
import { testPlain } from '../nodes/node-dict.ts';
import { renderArguments } from '../tests/generic-tests.ts';
import { CompileEnvironment, type Rendered, type Subject } from './compile-environment.ts';
import { withoutSemicolon } from './sql-text.ts';

function subjectOf(environment: CompileEnvironment, test: DataTest, where: () => string | null): Subject {
  const { config } = test;
  return {
    id: test.id,
    package: test.package,
    file: test.file,
    line: test.line,
    dependsOn: test.dependsOn,
    isIncremental: false,
    config: (name) => (name === 'where' ? where() : config[name as keyof typeof config]),
    extra: new Map<string, () => Value>([
      ['model', () => fromPlain(testPlain(test))],
      ['graph', () => environment.graph()],
    ]),
  };
}

function columnName(test: DataTest, attached: Node | Source | undefined, project: Project): string | null {
  if (test.column === null) return null;
  const column = attached?.columns.find((candidate) => candidate.name === test.column);
  return column?.quote ? quoteIdentifier(test.column, project.target.type) : test.column;
}

function attachedCall(attached: Node | Source): string {
  if ('source' in attached) return `{{ source('${attached.source}', '${attached.name}') }}`;
  return `{{ ref('${attached.package}', '${attached.name}'${attached.version === null ? '' : `, v='${attached.version}'`}) }}`;
}

function renderGeneric(environment: CompileEnvironment, test: DataTest): Rendered {
  const { project } = environment;
  const attached =
    project.nodes.get(test.attachedTo ?? '') ?? project.sources.find((source) => source.id === test.attachedTo);
  let where = test.config.where;
  const subject = subjectOf(environment, test, () => where);
  const { session, ephemerals, reads } = environment.session(subject);
  const native = (text: string) => session.renderNative(parseTemplate(text, test.file, test.line));
  if (where !== null) where = str(native(where));
  if (!attached || test.test === null) throw new TemplateError(`the test '${test.name}' is for nothing`);
  const relation = native(attachedCall(attached));
  const filtered = session.macro('get_where_subquery')?.call([relation], new Map()) ?? relation;
  const args = new Map<string, Value>([['model', filtered], ...renderArguments(test.arguments, native)]);
  const column = columnName(test, attached, project);
  // Of a test below a column; one below a model brings its own.
  if (column !== null && !args.has('column_name')) args.set('column_name', column);
  const [namespace, name] = test.test.includes('.') ? test.test.split('.') : [null, test.test];
  const callee = session.testMacro(namespace ?? null, `test_${name}`);
  if (!callee) throw new TemplateError(`there is no test named '${test.test}'`);
  const sql = withoutSemicolon(str(callee.call([], args)).trim());
  return { sql, ephemerals: [...ephemerals], reads: [...reads] };
}

function renderSingular(environment: CompileEnvironment, test: DataTest): Rendered {
  const template = internalsOf(environment.project).templates.get(test.id);
  if (!template) throw unknownId(test.id);
  const { session, ephemerals, reads } = environment.session(subjectOf(environment, test, () => test.config.where));
  const sql = withoutSemicolon(session.render(template).trim());
  return { sql, ephemerals: [...ephemerals], reads: [...reads] };
}

/** @throws DomainError 'warehouse.node_unknown', 'warehouse.compile_failed' */
export async function compileTest(project: Project, testId: string, ctx: CompileContext): Promise<CompiledTest> {
  const test = project.tests.find((candidate) => candidate.id === testId);
  if (!test) throw unknownId(testId);
  const environment = new CompileEnvironment(project, ctx);
  return environment.run(test, () => {
    const rendered = test.kind === 'generic' ? renderGeneric(environment, test) : renderSingular(environment, test);
    const { limit, fail_calc, warn_if, error_if } = test.config;
    const rows = environment.inline(rendered);
    const sql = limit === null ? rows : `select * from (\n${rows}\n) dbt_internal_test limit ${limit}`;
    const failures = `coalesce(${fail_calc}, 0)`;
    return {
      id: test.id,
      sql,
      summary: (source = `(\n${sql}\n)`) =>
        `select ${failures} as failures, ${failures} ${warn_if} as should_warn, ${failures} ${error_if} as should_error from ${source} dbt_internal_test`,
      reads: rendered.reads,
      warnings: [...environment.warnings],
    };
  });
}
