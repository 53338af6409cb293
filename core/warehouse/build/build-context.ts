import { DomainError } from '@griot/kernel';
import type { CompileContext } from '../project/manifest.ts';
import type { BuildSession } from './build-session.ts';
import { THIS_PLACEHOLDER } from './node-identity.ts';
import type { BuildContext, Resolved } from './node-work.ts';
import { versionOfSource } from './source-version.ts';

/** Throws `warehouse.source_missing` or `warehouse.node_missing` when nothing stands there yet. */
export function resolve(context: BuildContext, id: string): Resolved {
  const source = context.project.sources.find((candidate) => candidate.id === id);
  if (source !== undefined) {
    const version = versionOfSource(context.state.sources, source);
    if (version !== null) return { relation: version.relation, contentId: version.relation };
    throw new DomainError({
      code: 'warehouse.source_missing',
      kind: 'conflict',
      details: { source: `${source.source}.${source.name}`, file: source.file, line: source.line },
      message: `source ${source.source}.${source.name} was never loaded`,
    });
  }
  const node = context.nodes.get(id);
  if (node !== undefined) return node;
  throw new DomainError({
    code: 'warehouse.node_missing',
    kind: 'conflict',
    details: { node: id },
    message: `${id} is not built: select it too, or build it first`,
  });
}

export interface CompileOptions {
  isIncremental?: boolean;
  /** Physical name of the relation being built. */
  self?: string;
  batch?: { start: string; end: string };
  nodeId: string | null;
}

/** The engine's side of compiling: physical places, and queries of macros on the given session. */
export function compileContext(context: BuildContext, session: BuildSession, o: CompileOptions): CompileContext {
  return {
    relation: (id) => context.engine.relation(context.tenantId, resolve(context, id).relation),
    this: context.engine.relation(context.tenantId, o.self ?? THIS_PLACEHOLDER),
    isIncremental: o.isIncremental ?? false,
    fullRefresh: context.options.fullRefresh ?? false,
    runStartedAt: context.state.openedAt,
    invocationId: context.state.buildId,
    ...(o.batch === undefined ? {} : { batch: o.batch }),
    async runQuery(sql) {
      const { columns, rows } = await session.run(sql);
      return { columns, rows };
    },
    async describe(sql) {
      try {
        const { rows } = await session.run(`DESCRIBE (${sql.trim().replace(/;\s*$/, '')}\n)`);
        return rows.map((row) => ({ name: String(row[0]), type: String(row[1]) }));
      } catch {
        return null;
      }
    },
    log: (message) => context.emit({ type: 'log', id: o.nodeId, message }),
  };
}
