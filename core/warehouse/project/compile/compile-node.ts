/** The SQL of models and snapshots, their hooks, and the project's hooks. */
import type { CompileContext, CompiledNode, Project } from '../manifest.ts';
import { unknownId } from '../nodes/internals.ts';
import { CompileEnvironment, type Subject } from './compile-environment.ts';

/**
 * One SELECT, for the engine to materialize. A seed has none, but its hooks are rendered.
 * @throws DomainError 'warehouse.node_unknown', 'warehouse.compile_failed' (details: id, file, line, message)
 */
export async function compileNode(project: Project, nodeId: string, ctx: CompileContext): Promise<CompiledNode> {
  const environment = new CompileEnvironment(project, ctx);
  const node = environment.node(nodeId);
  const subject = environment.subjectOf(node, ctx.isIncremental);
  return environment.run(subject, () => {
    const rendered = environment.render(node, subject);
    const hooks = (list: typeof node.config.pre_hook) =>
      list.map((hook) => environment.renderText(hook.sql, subject).sql.trim()).filter((sql) => sql !== '');
    return {
      id: node.id,
      sql: environment.inline(rendered),
      preHooks: [...hooks(node.config.pre_hook), ...environment.header(node.id)],
      postHooks: hooks(node.config.post_hook),
      reads: rendered.reads,
      warnings: [...environment.warnings],
    };
  });
}

/** The project's `on-run-start` or `on-run-end`, rendered. Documented at docs.getdbt.com, "on-run-start & on-run-end". */
export async function compileHooks(
  project: Project,
  when: 'on-run-start' | 'on-run-end',
  ctx: CompileContext,
): Promise<string[]> {
  const environment = new CompileEnvironment(project, ctx);
  const subject: Subject = {
    id: when,
    package: project.name,
    file: 'dbt_project.yml',
    line: 1,
    dependsOn: [...project.nodes.keys(), ...project.sources.map((source) => source.id)],
    isIncremental: false,
    config: () => undefined,
    extra: new Map([['graph', () => environment.graph()]]),
  };
  const hooks = when === 'on-run-start' ? project.onRunStart : project.onRunEnd;
  return environment.run(subject, () =>
    hooks.map((hook) => environment.renderText(hook.sql, subject).sql.trim()).filter((sql) => sql !== ''),
  );
}

/**
 * SELECT of one row, `max_loaded_at` and `snapshotted_at` (both timestamps), to judge a source's freshness by; null for a source
 * without a freshness rule, or without `loaded_at_field` and `loaded_at_query` (the time of loading tells then).
 */
export async function compileFreshness(
  project: Project,
  sourceId: string,
  ctx: CompileContext,
): Promise<string | null> {
  const source = project.sources.find((candidate) => candidate.id === sourceId);
  if (!source) throw unknownId(sourceId);
  if (source.freshness === null) return null;
  const environment = new CompileEnvironment(project, ctx);
  const relation = ctx.relation(sourceId);
  if (source.loaded_at_query !== null) {
    const query = source.loaded_at_query;
    const subject: Subject = {
      id: sourceId,
      package: source.package,
      file: source.file,
      line: source.line,
      dependsOn: [sourceId],
      isIncremental: false,
      config: () => undefined,
      extra: new Map([['this', () => relation]]),
    };
    const { sql } = await environment.run(subject, () => environment.renderText(query, subject));
    return `select (${sql}) as max_loaded_at, now() as snapshotted_at`;
  }
  if (source.loaded_at_field === null) return null;
  const { filter } = source.freshness;
  return `select max(${source.loaded_at_field}) as max_loaded_at, now() as snapshotted_at from ${relation}${filter === null ? '' : ` where ${filter}`}`;
}
