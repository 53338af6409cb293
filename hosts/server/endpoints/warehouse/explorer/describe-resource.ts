import type { Actor } from '@griot/identity';
import { aboutOf, type Project, type TracedColumn } from '@griot/warehouse';
import type { z } from 'zod';
import type { Traces } from './column-traces.ts';
import { type Explored, type ExploredProject, type Explorer, findResource } from './explore.ts';
import type { Resource, resourceDetail } from './explorer-shapes.ts';
import { metricNodes } from './metric-nodes.ts';

type Detail = z.input<typeof resourceDetail>;
type TestDetail = Detail['tests'][number];

/** Everything about one resource. Failing rows are rows: who may not ask for rows sees how many there are. */
export async function describeResource(
  explorer: Explorer,
  explored: Explored,
  actor: Actor,
  id: string,
): Promise<Detail> {
  const { project, item } = findResource(explored, id);
  const seesRows = actor.permissions.has('core.warehouse.query') && actor.scopes.length === 0;
  const traces = await explorer.traces.of(explored.tenant, project, explored.current?.id ?? null);
  const traced = traces.node(id);
  const tests = testsOf(project, id);
  const byId = new Map(project.resources.map((one) => [one.id, one]));
  const readers = project.resources.filter((one) => one.kind !== 'test' && one.reads.includes(id));
  return {
    item,
    problem: traced?.problem ?? null,
    columns: columnsOf(project.project, id, traced?.columns ?? [], traces),
    sql: traced?.sql ?? metricNodes(project).find((one) => one.id === id)?.shown ?? null,
    source: project.project.nodes.get(id)?.rawSql || null,
    tests: tests.map((test) => (seesRows ? test : { ...test, failing: null })),
    rowsHidden: !seesRows && tests.some((test) => test.failing !== null),
    runs: project.runs.ofNode(id).map(({ report: { buildId, state, generation }, run }) => ({
      ...{ buildId, state, generation, at: run.startedAt, status: run.status, rows: run.rows, ms: run.ms },
      error: run.error ?? null,
    })),
    freshness: await freshnessOf(explored, project.project, id),
    reads: item.reads.flatMap((read) => byId.get(read) ?? []),
    readers,
    exposures: downstream(project.resources, id).filter((one) => one.kind === 'exposure'),
  };
}

function columnsOf(project: Project, id: string, traced: readonly TracedColumn[], traces: Traces): Detail['columns'] {
  const described = project.nodes.get(id)?.columns ?? project.sources.find((one) => one.id === id)?.columns ?? [];
  const of = (name: string) => described.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const declaredOnly = described
    .filter(({ name }) => !traced.some((one) => one.name.toLowerCase() === name.toLowerCase()))
    .map(({ name, data_type }): TracedColumn => ({ name, type: data_type, origins: [], isCopy: false }));
  return [...traced, ...declaredOnly].map(({ name, type, origins, isCopy }) => ({
    ...{ name, type: type ?? of(name)?.data_type ?? null, description: of(name)?.description ?? '', isCopy, origins },
    readers: traces.readersOf({ id, column: name }),
  }));
}

function testsOf({ project, runs }: ExploredProject, id: string): TestDetail[] {
  return [...project.tests, ...project.unitTests]
    .filter((test) => test.id === id || aboutOf(test).includes(id))
    .map((test) => {
      const last = runs.ofTest(test.id);
      const status = last?.run.status ?? null;
      return {
        ...{ id: test.id, name: test.name, description: test.description },
        column: 'column' in test ? test.column : null,
        severity: 'config' in test ? test.config.severity : ('error' as const),
        // One that was skipped has no last verdict.
        status: status === 'skipped' ? null : status,
        failures: last?.run.failures ?? 0,
        at: last?.report.openedAt ?? null,
        ms: last?.run.ms ?? null,
        failing: last?.run.failing ?? null,
        error: last?.run.error ?? null,
      };
    });
}

/** The same verdict as `griot warehouse freshness` gives; the project's vars are its own. */
async function freshnessOf({ tenant }: Explored, project: Project, id: string): Promise<Detail['freshness']> {
  if (!project.sources.some((source) => source.id === id && source.freshness !== null)) return null;
  const told = (await tenant.freshness({ projectDir: project.dir })).find((one) => one.id === id);
  if (told === undefined) return null;
  const { status, maxLoadedAt: newest, age, warnAfter, errorAfter } = told;
  return { status, newest, age, warnAfter, errorAfter };
}

/** All that is made from it, near or far. */
function downstream(resources: readonly Resource[], id: string): Resource[] {
  const found = new Set([id]);
  const list: Resource[] = [];
  for (let grown = true; grown; ) {
    grown = false;
    for (const one of resources)
      if (one.kind !== 'test' && !found.has(one.id) && one.reads.some((read) => found.has(read))) {
        found.add(one.id);
        list.push(one);
        grown = true;
      }
  }
  return list;
}
