import { canonicalJson, type Logger, newId } from '@griot/kernel';
import type { GenerationInfo } from '../generations/generation-info.ts';
import { ONE_GO } from '../generations/one-go.ts';
import { projectLineage } from '../generations/project-lineage.ts';
import type { Project } from '../project/manifest.ts';
import type { BuildOptions, BuildResult, OpenOptions, PublishOptions, RunOptions, RunResult } from './build-types.ts';
import { loadProjectOf, noBuild, type Opened, reopen, type Workspace, withWorkspace } from './build-workspace.ts';
import { judgeFreshness, type SourceFreshness } from './freshness.ts';
import { runProjectHooks } from './project-hooks.ts';
import { runWork, workOf } from './run-selection.ts';
import { selectionState } from './selection-state.ts';
import { versionOfSource } from './source-version.ts';
import { staleViews } from './stale-views.ts';

const STALE_MS = 600_000;
export const KEEP_GENERATIONS = 5;

/** Builds of one tenant, opened, advanced and published from any process. */
export interface Builder {
  open(o: OpenOptions): Promise<string>;
  run(buildId: string, o?: RunOptions): Promise<RunResult>;
  test(buildId: string, o?: RunOptions): Promise<RunResult>;
  publish(buildId: string, o?: PublishOptions): Promise<GenerationInfo>;
  abandon(buildId: string, reason?: string): Promise<void>;
  build(o: BuildOptions): Promise<BuildResult>;
  freshness(o: { projectDir: string; vars?: Record<string, unknown> }): Promise<SourceFreshness[]>;
}

interface What {
  nodes: boolean;
  tests: boolean;
}

export function createBuilder(workspace: Workspace & { log: Logger }): Builder {
  const { connection, tenantId, log } = workspace;

  const open = async (o: OpenOptions): Promise<Opened> => {
    const vars = o.vars ?? {};
    const project = await loadProjectOf(workspace, o.projectDir, vars);
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

  const runSelection = async (opened: Opened, o: RunOptions, what: What): Promise<RunResult> => {
    const state = await selectionState(connection, tenantId, opened.project, o);
    return withWorkspace(workspace, opened, o, async (context, pool) => {
      const input = { ...(o.select && { select: o.select }), ...(o.exclude && { exclude: o.exclude }) };
      const work = workOf(context, context.compiler.selectResources(context.project, input, state), what);
      const { buildId, nodes } = context.state;
      const counts = { nodes: work.nodes.length, tests: work.tests.length + work.unitTests.length };
      context.emit({ type: 'build_opened', buildId, resumed: nodes.length > 0, ...counts });
      if (what.nodes) await runProjectHooks(context, pool, 'on-run-start');
      const result = await runWork(context, pool, work);
      if (what.nodes) await runProjectHooks(context, pool, 'on-run-end');
      return result;
    });
  };

  /** Views that would go on reading former tables are made anew, and what tests them is run. */
  const refreshViews = async (opened: Opened): Promise<void> => {
    const nodes = staleViews(opened.project, opened.state);
    if (nodes.length === 0) return;
    const ids = new Set(nodes.map((node) => node.id));
    const tests = opened.project.tests.filter((test) => test.dependsOn.some((id) => ids.has(id)));
    await withWorkspace(workspace, opened, {}, (context, pool) =>
      runWork(context, pool, { nodes, tests, unitTests: [] }),
    );
  };

  const publish = async (
    buildId: string,
    o: PublishOptions & { tested?: boolean; project?: Project },
  ): Promise<GenerationInfo> => {
    const state = await connection.call('build.read', { tenantId, buildId });
    const project = o.project ?? (await loadProjectOf(workspace, state.projectDir, JSON.parse(state.vars)));
    if (state.state === 'open') await refreshViews({ state, project });
    const made = new Set(state.nodes.map((node) => node.nodeId));
    const tests = o.tested ? [] : project.tests.filter((test) => test.dependsOn.some((id) => made.has(id)));
    return connection.call('build.publish', {
      tenantId,
      buildId,
      nodes: [...project.nodes.values()].filter((n) => n.config.materialized !== 'ephemeral').map((node) => node.id),
      tests: tests.map((test) => test.id),
      sources: project.sources.flatMap((source) => {
        const version = versionOfSource(state.sources, source);
        return version === null ? [] : [{ name: version.name, as: `source__${source.source}__${source.name}` }];
      }),
      lineage: projectLineage(project, (id) => {
        const source = project.sources.find((one) => one.id === id);
        return source === undefined ? null : (versionOfSource(state.sources, source)?.name ?? null);
      }),
      projectState: JSON.stringify(project.state()),
      keep: o.keep ?? KEEP_GENERATIONS,
    });
  };

  const abandon = async (buildId: string, reason = 'abandoned'): Promise<void> => {
    await connection.call('build.abandon', { tenantId, buildId, reason });
  };

  const buildOpened = async (opened: Opened, o: BuildOptions, started: number): Promise<BuildResult> => {
    const { buildId } = opened.state;
    const result = await runSelection(opened, o, { nodes: true, tests: true });
    if (!result.ok) {
      await abandon(buildId, 'failed');
      return { ...result, generation: null, ms: performance.now() - started };
    }
    const { id } = await publish(buildId, { tested: true, project: opened.project });
    o.onEvent?.({ type: 'published', generation: id });
    return { ...result, generation: id, ms: performance.now() - started };
  };

  return {
    open: async (o) => (await open(o)).state.buildId,
    run: async (buildId, o = {}) => runSelection(await reopen(workspace, buildId), o, { nodes: true, tests: false }),
    test: async (buildId, o = {}) => runSelection(await reopen(workspace, buildId), o, { nodes: false, tests: true }),
    publish: (buildId, o = {}) => publish(buildId, o),
    abandon,
    async build(o) {
      const started = performance.now();
      const opened = await open({ ...o, key: o.key ?? `${ONE_GO}${newId()}` });
      try {
        return await buildOpened(opened, o, started);
      } catch (error) {
        // With a key of its own it is the caller's to go on with.
        if (o.key === undefined) {
          await abandon(opened.state.buildId, 'interrupted').catch((second: unknown) =>
            log.warn({ error: String(second) }, 'an interrupted build could not be abandoned'),
          );
        }
        throw error;
      }
    },
    async freshness(o) {
      const project = await loadProjectOf(workspace, o.projectDir, o.vars ?? {});
      const none = await noBuild(workspace, project);
      return withWorkspace(workspace, none, {}, (context, pool) => judgeFreshness(context, pool, new Date()));
    },
  };
}
