import { quoteName } from '../engine/identifiers.ts';
import type { BuildDocument, LoadDocument, NodeDocument, RelationDocument, TestDocument } from './documents.ts';
import type { Entry } from './journal.ts';
import { clickhouseRelation } from './names.ts';
import type { ClickHouseTenant } from './tenant.ts';

/** Builds remembered beside those of kept generations. */
const KEPT_BUILDS = 100;
/** A table without a line in the journal is being made, or was left by something that was killed: then it is this old. */
const ORPHAN_HOURS = 24;

/**
 * Drops generations beyond the newest `keep`, never the current one nor one an open build starts from, then every relation
 * that nothing kept reads. While a build is open, all relations of its project stay.
 */
export async function collectGarbage(tenant: ClickHouseTenant, keep: number): Promise<void> {
  await tenant.change(async () => {
    const { journal, server, databases } = tenant;
    const builds = [...(await journal.read<BuildDocument>('build')).values()];
    const open = builds.filter((build) => build.state === 'open');
    const current = await tenant.current();
    const bases = new Set(open.map((build) => build.base));
    const generations = await tenant.generations();
    const kept = generations.filter(({ id }, i) => i < Math.max(1, keep) || id === current || bases.has(id));
    const old = generations.filter((generation) => !kept.includes(generation));
    await journal.write(old.map(({ id }): Entry => ({ kind: 'generation', key: String(id), document: null })));
    for (const { id } of old) await server.run(`DROP DATABASE IF EXISTS ${quoteName(databases.generation(id))} SYNC`);

    const relations = await journal.read<RelationDocument>('relation');
    const loads = await journal.read<LoadDocument>('load');
    const busy = new Set(open.map((build) => build.project));
    const newest = new Map([...loads.values()].map(({ source, relation }) => [source, relation]));
    const roots = [
      ...kept.flatMap((g) => [...g.nodes, ...g.sources].map(({ relation }) => relation)),
      ...[...relations.values()].filter(({ project }) => busy.has(project)).map(({ relation }) => relation),
      ...newest.values(),
      ...open.flatMap((build) => build.sources.map(({ relation }) => relation)),
    ];
    const reachable = new Set<string>();
    for (let name = roots.pop(); name !== undefined; name = roots.pop()) {
      if (reachable.has(name)) continue;
      reachable.add(name);
      roots.push(...(relations.get(name)?.inputs ?? []));
    }
    const unread = [...relations.keys()].filter((name) => !reachable.has(name));
    await journal.write(unread.map((key): Entry => ({ kind: 'relation', key, document: null })));
    const { rows } = await server.rows(
      `SELECT name, engine = 'View', metadata_modification_time < now() - INTERVAL ${ORPHAN_HOURS} HOUR
       FROM system.tables WHERE database = {d:String}`,
      { params: { d: databases.data } },
    );
    const known = new Set([...reachable, ...relations.keys(), ...[...loads.values()].map(({ relation }) => relation)]);
    for (const [name, isView, isOld] of rows) {
      const table = String(name);
      const forgotten = known.has(table)
        ? !reachable.has(table)
        : isOld === 1 && /^(raw|scratch)__|__[0-9a-f]{16}$/.test(table);
      if (!forgotten) continue;
      await server.run(
        `DROP ${isView === 1 ? 'VIEW' : 'TABLE'} IF EXISTS ${clickhouseRelation(tenant.tenantId, table)} SYNC`,
      );
    }
    await forget(tenant, builds, new Set(kept.map((g) => g.buildId)));
  });
}

async function forget(
  { journal }: ClickHouseTenant,
  builds: (BuildDocument & { at: string })[],
  published: ReadonlySet<string>,
): Promise<void> {
  const old = builds
    .sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1))
    .slice(KEPT_BUILDS)
    .filter((build) => build.state !== 'open' && !published.has(build.buildId));
  for (const { buildId } of old) {
    const nodes = await journal.read<NodeDocument>('node', `${buildId}/`);
    const tests = await journal.read<TestDocument>('test', `${buildId}/`);
    await journal.write([
      ...[...nodes.keys()].map((key): Entry => ({ kind: 'node', key, document: null })),
      ...[...tests.keys()].map((key): Entry => ({ kind: 'test', key, document: null })),
      { kind: 'build', key: buildId, document: null },
    ]);
  }
}
