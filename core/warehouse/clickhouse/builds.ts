import { DomainError, newId } from '@griot/kernel';
import type { BuildReport, BuildSummary, ProjectState } from '../generations/build-history.ts';
import { ONE_GO } from '../generations/one-go.ts';
import type { BuildState, OpenBuildInput, OpenedBuild } from '../generations/open-build.ts';
import type {
  BuildDocument,
  GenerationDocument,
  NodeDocument,
  RelationDocument,
  StateDocument,
  TestDocument,
} from './documents.ts';
import type { ClickHouseTenant } from './tenant.ts';

/** A build whose worker has not been heard of for so long is nobody's. */
export const BEAT_STALE_MS = 30_000;

export async function buildDocument(
  tenant: ClickHouseTenant,
  buildId: string,
): Promise<BuildDocument & { at: string }> {
  const found = await tenant.journal.one<BuildDocument>('build', buildId);
  if (found !== null) return found;
  throw new DomainError({ code: 'warehouse.build_unknown', kind: 'not_found', details: { buildId } });
}

/** Everything a runner needs to go on with a build. Throws `warehouse.build_unknown`. */
export async function readBuild(tenant: ClickHouseTenant, buildId: string): Promise<BuildState> {
  const { journal } = tenant;
  const { at: _, reason: __, closedAt: ___, ...head } = await buildDocument(tenant, buildId);
  const relations = await journal.read<RelationDocument>('relation');
  const mine = [...relations.values()].filter((relation) => relation.project === head.project);
  const nodes = await journal.read<NodeDocument>('node', `${buildId}/`);
  const base = head.base === null ? null : await journal.one<GenerationDocument>('generation', String(head.base));
  const tests = await journal.read<TestDocument>('test');
  return {
    ...head,
    baseNodes: (base?.nodes ?? []).flatMap(({ id, project, relation }) => {
      const found = project === head.project ? relations.get(relation) : undefined;
      return found === undefined ? [] : [{ ...found, nodeId: id }];
    }),
    nodes: [...nodes.values()].map((node) => ({
      nodeId: node.id,
      name: node.name,
      relation: node.relation ?? '',
      contentId: node.contentId ?? '',
      rows: node.rows,
      status: node.status,
    })),
    relations: mine.map(({ nodeId, contentId, relation, rows }) => ({ nodeId, contentId, relation, rows })),
    passed: [...tests.values()].flatMap((t) =>
      t.status === 'pass' && t.hash !== null ? [{ hash: t.hash, failures: t.failures }] : [],
    ),
  };
}

/** See `openBuild` of the other engine: one open build per project, a forgotten one is abandoned. */
export async function openBuild(tenant: ClickHouseTenant, input: OpenBuildInput): Promise<OpenedBuild> {
  const { journal } = tenant;
  const opened = await tenant.change(async () => {
    const builds = [...(await journal.read<BuildDocument>('build')).values()];
    const open = builds.find((build) => build.project === input.project && build.state === 'open');
    if (open !== undefined && open.key === input.key && open.projectHash === input.projectHash) {
      const { at: _, ...document } = open;
      await journal.write([{ kind: 'build', key: open.buildId, document }]);
      return { buildId: open.buildId, resumed: true };
    }
    if (open !== undefined) {
      const mine = open.key === input.key;
      const quiet = await quietFor(tenant, open.buildId);
      const waited = mine || open.key.startsWith(ONE_GO) || quiet.build >= input.staleAfterMs;
      if (!waited || quiet.worker < BEAT_STALE_MS) {
        const { project, buildId, key, openedAt } = open;
        throw new DomainError({
          code: 'warehouse.build_in_progress',
          kind: 'conflict',
          details: { project, buildId, key, openedAt },
        });
      }
      await closeBuild(tenant, open.buildId, mine ? 'the project changed' : 'forgotten');
    }
    const buildId = newId();
    const { project, key, projectHash, projectDir, vars } = input;
    const document: BuildDocument = {
      ...{ buildId, project, key, projectHash, projectDir, vars, state: 'open', reason: null, generation: null },
      base: await tenant.current(),
      openedAt: new Date().toISOString(),
      closedAt: null,
      sources: await tenant.sources(),
    };
    await journal.write([
      { kind: 'build', key: buildId, document },
      { kind: 'beat', key: buildId, document: {} },
    ]);
    return { buildId, resumed: false };
  });
  return { ...(await readBuild(tenant, opened.buildId)), resumed: opened.resumed };
}

/** Milliseconds, by the server's clock, since the build was touched and since its worker was heard of. */
async function quietFor(tenant: ClickHouseTenant, buildId: string): Promise<{ build: number; worker: number }> {
  const { rows } = await tenant.server.rows(
    `SELECT kind, argMax(doc, seq), dateDiff('millisecond', max(at), now64(3)) FROM "${tenant.databases.meta}"."journal"
     WHERE key = {id:String} AND kind IN ('build', 'beat') GROUP BY kind`,
    { params: { id: buildId } },
  );
  const of = (kind: string): number => {
    const row = rows.find((candidate) => candidate[0] === kind);
    return row === undefined || row[1] === '' ? Number.POSITIVE_INFINITY : Number(row[2]);
  };
  return { build: of('build'), worker: of('beat') };
}

/** Abandons an open build; nothing happens to one that has ended. */
export async function closeBuild(tenant: ClickHouseTenant, buildId: string, reason: string): Promise<void> {
  const { at: _, ...build } = await buildDocument(tenant, buildId);
  if (build.state !== 'open') return;
  const document = { ...build, state: 'abandoned', reason, closedAt: new Date().toISOString() };
  await tenant.journal.write([
    { kind: 'build', key: buildId, document },
    { kind: 'beat', key: buildId, document: null },
  ]);
}

function summary(
  {
    at: _,
    sources: __,
    base: ___,
    vars: ____,
    projectHash: _____,
    projectDir: ______,
    ...build
  }: BuildDocument & {
    at: string;
  },
  nodes: NodeDocument[],
  tests: TestDocument[],
): BuildSummary {
  const of = (status: string): number => nodes.filter((node) => node.status === status).length;
  const judged = (...statuses: string[]): number => tests.filter((t) => statuses.includes(t.status)).length;
  return {
    ...build,
    nodes: { built: of('built'), reused: of('reused'), error: of('error'), skipped: of('skipped') },
    tests: { passed: judged('pass'), warned: judged('warn'), failed: judged('fail', 'error') },
  };
}

async function linesOf(tenant: ClickHouseTenant, buildId: string) {
  const nodes = [...(await tenant.journal.read<NodeDocument>('node', `${buildId}/`)).values()];
  const tests = [...(await tenant.journal.read<TestDocument>('test', `${buildId}/`)).values()];
  return { nodes, tests };
}

/** Newest first. */
export async function readBuilds(tenant: ClickHouseTenant, project: string | null, limit: number) {
  const builds = [...(await tenant.journal.read<BuildDocument>('build')).values()]
    .filter((build) => project === null || build.project === project)
    .sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1))
    .slice(0, limit);
  return Promise.all(
    builds.map(async (build) => {
      const { nodes, tests } = await linesOf(tenant, build.buildId);
      return summary(build, nodes, tests);
    }),
  );
}

/** Throws `warehouse.build_unknown`. */
export async function readBuildReport(tenant: ClickHouseTenant, buildId: string): Promise<BuildReport> {
  const build = await buildDocument(tenant, buildId);
  const { nodes, tests } = await linesOf(tenant, buildId);
  return {
    ...summary(build, nodes, tests),
    nodeResults: nodes
      .map(({ id, name, status, rows, ms, startedAt, sql, error }) => ({
        ...{ id, name, status, rows, ms, startedAt, sql, error },
      }))
      .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1)),
    testResults: tests
      .map(({ id, name, nodes: of, severity, status, failures, ms, failing, sql, error }) => ({
        ...{ id, name, nodes: of, severity, status, failures, ms, failing, sql, error },
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

export async function readProjectState(tenant: ClickHouseTenant, project: string): Promise<ProjectState> {
  const closed = [...(await tenant.journal.read<BuildDocument>('build')).values()]
    .filter((build) => build.project === project && build.state !== 'open')
    .sort((a, b) => ((a.closedAt ?? '') < (b.closedAt ?? '') ? 1 : -1));
  const { nodes, tests } = closed[0] ? await linesOf(tenant, closed[0].buildId) : { nodes: [], tests: [] };
  const current = await tenant.current();
  const generation = current === null ? null : await tenant.generation(current);
  return {
    previous: (await tenant.journal.one<StateDocument>('state', project))?.state ?? null,
    results: Object.fromEntries([...nodes, ...tests].map(({ id, status }) => [id, status])),
    sources: (generation?.sources ?? [])
      .filter((source) => source.project === project)
      .map(({ name, loadId }) => ({ name, loadId })),
  };
}
