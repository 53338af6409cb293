import { canonicalJson, DomainError, type Logger, newId } from '@griot/kernel';
import type { WarehouseConnection } from '../client/warehouse-connection.ts';
import { stagingFolder } from '../engine/staging-folder.ts';
import type { GenerationInfo } from '../generations/generation-info.ts';
import { type BuildState, ONE_GO } from '../generations/open-build.ts';
import type { Project } from '../project/manifest.ts';
import { type BuildContext, sourceVersion } from './build-context.ts';
import { BuildJournal } from './build-journal.ts';
import { createSessionPool, type SessionPool } from './build-session.ts';
import type { BuildOptions, BuildResult, OpenOptions, RunOptions, RunResult } from './build-types.ts';
import type { ProjectCompiler } from './project-compiler.ts';
import { runWork, workOf } from './run-selection.ts';

const STALE_MS = 600_000;
const STATEMENT_MS = 3_600_000;
export const KEEP_GENERATIONS = 5;

export interface PublishOptions {
  /** Generations kept readable, this one included. Default 5. */
  keep?: number;
}

/** Builds of one tenant, opened, advanced and published from any process. */
export interface Builder {
  open(o: OpenOptions): Promise<string>;
  run(buildId: string, o?: RunOptions): Promise<RunResult>;
  test(buildId: string, o?: RunOptions): Promise<RunResult>;
  publish(buildId: string, o?: PublishOptions): Promise<GenerationInfo>;
  abandon(buildId: string, reason?: string): Promise<void>;
  build(o: BuildOptions): Promise<BuildResult>;
}

export interface BuilderOptions {
  connection: WarehouseConnection;
  tenantId: string;
  compiler: () => Promise<ProjectCompiler>;
  log: Logger;
}

export function createBuilder({ connection, tenantId, compiler, log }: BuilderOptions): Builder {
  const load = async (projectDir: string, vars: Record<string, unknown>): Promise<Project> =>
    (await compiler()).loadProject(projectDir, { vars });

  const openLoaded = async (o: OpenOptions): Promise<{ state: BuildState; project: Project }> => {
    const vars = o.vars ?? {};
    const project = await load(o.projectDir, vars);
    const state = await connection.call('build.open', {
      tenantId,
      project: project.name,
      key: o.key,
      projectHash: project.digest,
      projectDir: project.dir,
      vars: canonicalJson(vars),
      staleAfterMs: o.staleAfterMs ?? STALE_MS,
    });
    return { state, project };
  };

  const withBuild = async <T>(
    buildId: string,
    o: RunOptions,
    work: (context: BuildContext, pool: SessionPool) => Promise<T>,
    opened?: { state: BuildState; project: Project },
  ): Promise<T> => {
    const state = opened?.state ?? (await connection.call('build.read', { tenantId, buildId }));
    if (state.state !== 'open') {
      throw new DomainError({
        code: 'warehouse.build_closed',
        kind: 'conflict',
        details: { buildId, state: state.state },
      });
    }
    const vars = JSON.parse(state.vars) as Record<string, unknown>;
    const project = opened?.project ?? (await load(state.projectDir, vars));
    if (project.digest !== state.projectHash) {
      throw new DomainError({ code: 'warehouse.project_changed', kind: 'conflict', details: { buildId } });
    }
    const { folder } = await connection.call('hello', {});
    const context: BuildContext = {
      tenantId,
      project,
      compiler: await compiler(),
      state,
      nodes: resolvedNodes(state),
      base: new Map(state.baseNodes.map((node) => [node.nodeId, node])),
      existing: new Map(
        state.relations.map((r) => [`${r.nodeId} ${r.contentId}`, { relation: r.relation, rows: r.rows }]),
      ),
      passed: new Map(state.passed.map((test) => [test.hash, test.failures])),
      journal: new BuildJournal(buildId),
      options: o,
      staging: stagingFolder(folder, tenantId),
      emit: (event) => o.onEvent?.(event),
    };
    const pool = createSessionPool({
      connection,
      tenantId,
      buildId,
      size: o.concurrency ?? 4,
      timeoutMs: o.statementTimeoutMs ?? STATEMENT_MS,
      signal: o.signal,
    });
    try {
      return await work(context, pool);
    } finally {
      await pool.close();
    }
  };

  const runSelection = (
    buildId: string,
    o: RunOptions,
    what: { nodes: boolean; tests: boolean },
    opened?: { state: BuildState; project: Project },
  ): Promise<RunResult> =>
    withBuild(
      buildId,
      o,
      async (context, pool) => {
        const selection = context.compiler.selectResources(context.project, { select: o.select, exclude: o.exclude });
        const work = workOf(context, selection, what);
        const counts = { nodes: work.nodes.length, tests: work.tests.length + work.unitTests.length };
        context.emit({ type: 'build_opened', buildId, resumed: context.state.nodes.length > 0, ...counts });
        return runWork(context, pool, work);
      },
      opened,
    );

  const publish = async (buildId: string, o: PublishOptions = {}, loaded?: Project): Promise<GenerationInfo> => {
    const state = await connection.call('build.read', { tenantId, buildId });
    const project = loaded ?? (await load(state.projectDir, JSON.parse(state.vars) as Record<string, unknown>));
    const made = new Set(state.nodes.map((node) => node.nodeId));
    const tests = project.tests.filter((test) => test.dependsOn.some((id) => made.has(id)));
    return connection.call('build.publish', {
      tenantId,
      buildId,
      nodes: [...project.nodes.values()].filter((n) => n.config.materialized !== 'ephemeral').map((node) => node.id),
      tests: tests.map((test) => test.id),
      sources: project.sources.flatMap((source) => {
        const version = sourceVersion(state, source);
        return version === null ? [] : [{ name: version.name, as: `source__${source.source}__${source.name}` }];
      }),
      keep: o.keep ?? KEEP_GENERATIONS,
    });
  };

  const abandon = async (buildId: string, reason = 'abandoned'): Promise<void> => {
    await connection.call('build.abandon', { tenantId, buildId, reason });
  };

  return {
    open: async (o) => (await openLoaded(o)).state.buildId,
    run: (buildId, o = {}) => runSelection(buildId, o, { nodes: true, tests: false }),
    test: (buildId, o = {}) => runSelection(buildId, o, { nodes: false, tests: true }),
    publish: (buildId, o) => publish(buildId, o),
    abandon,
    async build(o) {
      const started = performance.now();
      const opened = await openLoaded({ ...o, key: o.key ?? `${ONE_GO}${newId()}` });
      const { buildId } = opened.state;
      try {
        const result = await runSelection(buildId, o, { nodes: true, tests: true }, opened);
        if (!result.ok) {
          await abandon(buildId, 'failed');
          return { ...result, generation: null, ms: performance.now() - started };
        }
        const { id } = await publish(buildId, {}, opened.project);
        o.onEvent?.({ type: 'published', generation: id });
        return { ...result, generation: id, ms: performance.now() - started };
      } catch (error) {
        if (o.key === undefined) {
          await abandon(buildId, 'interrupted').catch((second: unknown) =>
            log.warn({ buildId, error: String(second) }, 'an interrupted build could not be abandoned'),
          );
        }
        throw error;
      }
    },
  };
}

function resolvedNodes(state: BuildState): BuildContext['nodes'] {
  const nodes: BuildContext['nodes'] = new Map();
  for (const { nodeId, relation, contentId } of state.baseNodes) nodes.set(nodeId, { relation, contentId });
  for (const { nodeId, relation, contentId, status } of state.nodes) {
    if (status === 'built' || status === 'reused') nodes.set(nodeId, { relation, contentId });
  }
  return nodes;
}
