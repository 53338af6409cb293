import { DomainError } from '@griot/kernel';
import type { EngineConnection } from '../client/engine-connection.ts';
import { stagingFolder } from '../engine/staging-folder.ts';
import type { BuildState } from '../generations/open-build.ts';
import type { Project } from '../project/manifest.ts';
import { BUILD_ENGINES } from './build-engine.ts';
import { BuildJournal } from './build-journal.ts';
import { createSessionPool, type SessionPool } from './build-session.ts';
import type { RunOptions } from './build-types.ts';
import type { BuildContext } from './node-work.ts';
import type { ProjectCompiler } from './project-compiler.ts';

const STATEMENT_MS = 3_600_000;

export interface Workspace {
  connection: EngineConnection;
  tenantId: string;
  compiler: () => Promise<ProjectCompiler>;
}

/** A build and the project it is of, when they are at hand already. */
export interface Opened {
  state: BuildState;
  project: Project;
}

export async function loadProjectOf(workspace: Workspace, projectDir: string, vars: unknown): Promise<Project> {
  const { compiler, connection } = workspace;
  const target = { type: connection.engine };
  return (await compiler()).loadProject(projectDir, { vars: vars as Record<string, unknown>, target });
}

/**
 * An open build with its project as it was when the build was opened.
 * Throws `warehouse.build_unknown`, `warehouse.build_closed`, `warehouse.project_changed`.
 */
export async function reopen(workspace: Workspace, buildId: string): Promise<Opened> {
  const { connection, tenantId } = workspace;
  const state = await connection.call('build.read', { tenantId, buildId });
  if (state.state !== 'open') {
    throw new DomainError({
      code: 'warehouse.build_closed',
      kind: 'conflict',
      details: { buildId, state: state.state },
    });
  }
  const project = await loadProjectOf(workspace, state.projectDir, JSON.parse(state.vars));
  if (project.digest !== state.projectHash) {
    throw new DomainError({ code: 'warehouse.project_changed', kind: 'conflict', details: { buildId } });
  }
  return { state, project };
}

/** Sessions and everything else that the steps of a build share, for as long as `work` takes. */
export async function withWorkspace<T>(
  workspace: Workspace,
  { state, project }: Opened,
  o: RunOptions,
  work: (context: BuildContext, pool: SessionPool) => Promise<T>,
): Promise<T> {
  const { connection, tenantId, compiler } = workspace;
  const { folder } = await connection.call('hello', {});
  const context: BuildContext = {
    tenantId,
    engine: BUILD_ENGINES[connection.engine],
    project,
    compiler: await compiler(),
    state,
    nodes: resolvedNodes(state),
    base: new Map(state.baseNodes.map((node) => [node.nodeId, node])),
    existing: new Map(
      state.relations.map((r) => [`${r.nodeId} ${r.contentId}`, { relation: r.relation, rows: r.rows }]),
    ),
    passed: new Map(state.passed.map((test) => [test.hash, test.failures])),
    sliced: new Map((state.sliced ?? []).map((one) => [one.relation, one])),
    tested: new Map((state.tested ?? []).map(({ id, ...one }) => [id, one])),
    segments: new Map(Object.entries(state.segments ?? {})),
    differences: new Map(),
    journal: new BuildJournal(state.buildId),
    options: o,
    staging: stagingFolder(folder, tenantId),
    emit: (event) => o.onEvent?.(event),
  };
  const pool = createSessionPool({
    connection,
    tenantId,
    buildId: state.buildId === '' ? null : state.buildId,
    size: o.concurrency ?? 4,
    timeoutMs: o.statementTimeoutMs ?? STATEMENT_MS,
    signal: o.signal,
  });
  try {
    return await work(context, pool);
  } finally {
    await pool.close();
  }
}

function resolvedNodes(state: BuildState): BuildContext['nodes'] {
  const nodes: BuildContext['nodes'] = new Map();
  for (const { nodeId, relation, contentId } of state.baseNodes) nodes.set(nodeId, { relation, contentId });
  for (const { nodeId, relation, contentId, status } of state.nodes) {
    if (status === 'built' || status === 'reused') nodes.set(nodeId, { relation, contentId });
  }
  return nodes;
}

/** What stands for a build where nothing is built: for questions about sources. */
export async function noBuild({ connection, tenantId }: Workspace, project: Project): Promise<Opened> {
  const sources = await connection.call('source.list', { tenantId });
  const state: BuildState = {
    buildId: '',
    project: project.name,
    key: '',
    state: 'open',
    generation: null,
    base: null,
    vars: '{}',
    projectHash: project.digest,
    projectDir: project.dir,
    openedAt: new Date().toISOString(),
    sources,
    baseNodes: [],
    nodes: [],
    relations: [],
    passed: [],
  };
  return { state, project };
}
