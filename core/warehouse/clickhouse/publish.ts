import { DomainError } from '@griot/kernel';
import { quoteName } from '../engine/identifiers.ts';
import type { GenerationInfo } from '../generations/generation-info.ts';
import type { BuildState } from '../generations/open-build.ts';
import { withVerdicts } from '../generations/project-lineage.ts';
import type { PublishInput } from '../generations/publish-generation.ts';
import { buildDocument, readBuild } from './builds.ts';
import type { BuildDocument, GenerationDocument, RelationDocument, TestDocument } from './documents.ts';
import { clickhouseRelation } from './names.ts';
import { type ClickHouseTenant, generationInfo } from './tenant.ts';

type Member = GenerationDocument['nodes'][number];

/**
 * Makes the build's tables what readers see. The views of the generation are made first, under a database nobody reads yet;
 * then one INSERT writes the generation, its pointer, the project's state and the end of the build: it is there whole or not
 * at all. Throws what the other engine's `publishGeneration` throws.
 */
export async function publishGeneration(
  tenant: ClickHouseTenant,
  input: PublishInput,
  grant: (database: string) => Promise<void>,
): Promise<GenerationInfo> {
  return tenant.change(async () => {
    const build = await readBuild(tenant, input.buildId);
    if (build.state === 'published' && build.generation !== null) {
      return generationInfo(await tenant.generation(build.generation));
    }
    if (build.state !== 'open') {
      throw new DomainError({ code: 'warehouse.build_closed', kind: 'conflict', details: { buildId: input.buildId } });
    }
    const tests = [...(await tenant.journal.read<TestDocument>('test', `${input.buildId}/`)).values()];
    refuseFailures(build, tests, input.tests);
    const kept = await tenant.generations();
    const current = await tenant.current();
    const id = Math.max(0, ...kept.map((generation) => generation.id), current ?? 0) + 1;
    const currently = kept.find((generation) => generation.id === current);
    const base = kept.find((generation) => generation.id === build.base);
    const members = await membersOf(tenant, build, input, base, currently);
    await createViews(tenant, id, members, build, input);
    await grant(tenant.databases.generation(id));
    const read = new Set(input.sources.map((source) => source.name));
    const counted = (...statuses: string[]): number => tests.filter((t) => statuses.includes(t.status)).length;
    const generation: GenerationDocument = {
      ...{ id, publishedAt: new Date().toISOString(), buildId: build.buildId },
      ...{ project: build.project, projectHash: build.projectHash, nodes: members },
      tests: { passed: counted('pass'), warned: counted('warn'), failed: counted('fail', 'error') },
      sources: [
        ...build.sources.filter(({ name }) => read.has(name)).map((source) => ({ ...source, project: build.project })),
        ...(currently?.sources ?? []).filter((source) => source.project !== build.project),
      ],
      projects: [
        withVerdicts(
          build.project,
          input.lineage,
          tests,
          base?.projects?.find((one) => one.project === build.project) ?? null,
        ),
        ...(currently?.projects ?? []).filter((one) => one.project !== build.project),
      ],
    };
    const { at: _, ...head } = await buildDocument(tenant, build.buildId);
    const ended: BuildDocument = { ...head, state: 'published', generation: id, closedAt: generation.publishedAt };
    await tenant.journal.write([
      { kind: 'generation', key: String(id), document: generation },
      { kind: 'state', key: build.project, document: { state: input.projectState } },
      { kind: 'build', key: build.buildId, document: ended },
      { kind: 'beat', key: build.buildId, document: null },
      { kind: 'pointer', key: '', document: { generation: id } },
    ]);
    return generationInfo(generation);
  });
}

function refuseFailures(build: BuildState, tests: readonly TestDocument[], expected: readonly string[]): void {
  const failed = build.nodes.filter((node) => node.status === 'error' || node.status === 'skipped');
  if (failed.length > 0) {
    const nodes = failed.map(({ nodeId, status }) => ({ nodeId, status }));
    throw new DomainError({ code: 'warehouse.build_failed', kind: 'conflict', details: { nodes } });
  }
  const bad = tests.filter((test) => ['fail', 'error', 'skipped'].includes(test.status));
  if (bad.length > 0) {
    const list = bad.map(({ id, name, severity, status, failures }) => ({
      ...{ test_id: id, name, severity, status, failures },
    }));
    throw new DomainError({ code: 'warehouse.tests_failed', kind: 'conflict', details: { tests: list } });
  }
  const run = new Set(tests.map((test) => test.id));
  const missing = expected.filter((test) => !run.has(test));
  if (missing.length > 0) {
    const details = { tests: missing.slice(0, 20) };
    throw new DomainError({ code: 'warehouse.build_untested', kind: 'conflict', details });
  }
}

/** This build's nodes, the project's other nodes as they were, and all nodes of other projects as readers have them now. */
async function membersOf(
  tenant: ClickHouseTenant,
  build: BuildState,
  input: PublishInput,
  base: GenerationDocument | undefined,
  current: GenerationDocument | undefined,
): Promise<Member[]> {
  const relations = await tenant.journal.read<RelationDocument>('relation');
  const wanted = new Set(input.nodes);
  const made = build.nodes.flatMap(({ nodeId, name, relation, contentId, rows, status }): Member[] => {
    const kind = relations.get(relation)?.kind;
    if (kind === undefined || !wanted.has(nodeId)) return [];
    const { project, buildId } = build;
    return [
      {
        ...{ id: nodeId, project, name, relation, contentId, kind, rows, buildId },
        status: status as Member['status'],
      },
    ];
  });
  const now = new Set(made.map((member) => member.id));
  const carried = [
    ...(base?.nodes ?? []).filter((n) => n.project === build.project && wanted.has(n.id) && !now.has(n.id)),
    ...(current?.nodes ?? []).filter((n) => n.project !== build.project),
  ];
  const members = [...made, ...carried.map((node): Member => ({ ...node, status: 'reused' }))];
  const names = new Map<string, Member>();
  for (const member of members) {
    const other = names.get(member.name.toLowerCase());
    if (other !== undefined) {
      const details = { name: member.name, nodes: [other.id, member.id] };
      throw new DomainError({ code: 'warehouse.name_taken', kind: 'conflict', details });
    }
    names.set(member.name.toLowerCase(), member);
  }
  return members;
}

async function createViews(
  tenant: ClickHouseTenant,
  id: number,
  members: readonly Member[],
  build: BuildState,
  input: PublishInput,
): Promise<void> {
  const { server, tenantId } = tenant;
  const database = quoteName(tenant.databases.generation(id));
  // A publication that was cut off may have left some.
  await server.run(`DROP DATABASE IF EXISTS ${database} SYNC`);
  await server.run(`CREATE DATABASE ${database}`);
  const views = [
    ...members.map(({ name, relation }) => ({ name, relation })),
    ...input.sources.flatMap(({ name, as }) => {
      const version = build.sources.find((source) => source.name === name);
      return version === undefined ? [] : [{ name: as, relation: version.relation }];
    }),
  ];
  for (const { name, relation } of views) {
    await server.run(
      `CREATE OR REPLACE VIEW ${database}.${quoteName(name)} AS SELECT * FROM ${clickhouseRelation(tenantId, relation)}`,
    );
  }
}
