import type { Actor } from '@griot/identity';
import { aboutOf, type GenerationInfo, type Project } from '@griot/warehouse';
import type { InstalledProject } from '../../../installed-projects.ts';
import type { ProjectRuns } from './build-reports.ts';
import type { Resource } from './explorer-shapes.ts';
import type { ExposureNode } from './exposures.ts';
import { metricNodes } from './metric-nodes.ts';

type Verdicts = NonNullable<Resource['tests']>;

const NOTHING = { status: null, rows: null, ms: null, at: null, tests: null, href: null, materialized: null };

/** Everything of one project: its own files, the metrics declared in it, and who reads them. */
export function resourcesOf(
  installed: InstalledProject,
  runs: ProjectRuns,
  current: GenerationInfo | null,
  exposures: readonly ExposureNode[],
  locale: Actor['locale'],
): Resource[] {
  const { application, project } = installed;
  const head = { project: project.name, application };
  const tests = testItems(project, runs).map((test) => ({ ...test, ...head }));
  const verdicts = countByNode(project, tests);
  const metrics = metricNodes(installed).map(
    ({ id, metric, reads }): Resource => ({
      ...{ ...head, ...NOTHING, id, kind: 'metric', name: metric.name, file: metric.file, tags: [], reads },
      title: metric.presentation.label[locale] ?? metric.presentation.label.fr ?? metric.name,
      description: metric.description,
    }),
  );
  return [
    ...sourceItems(project, current).map((source) => ({ ...source, ...head, tests: verdicts(source.id) })),
    ...nodeItems(project, runs, current).map((node) => ({ ...node, ...head, tests: verdicts(node.id) })),
    ...tests,
    ...metrics,
    ...exposures
      .filter((one) => one.project === project.name)
      .map(
        ({ id, title, description, tags, reads, href, file, kind }): Resource => ({
          ...{ ...NOTHING, ...head, id, kind: 'exposure', title, description, tags, reads, href, file },
          name: kind[locale],
        }),
      ),
  ];
}

type Own = Omit<Resource, 'project' | 'application'>;

function nodeItems(project: Project, runs: ProjectRuns, current: GenerationInfo | null): Own[] {
  return [...project.nodes.values()].map((node) => {
    const last = runs.ofNode(node.id)[0];
    const published = current?.nodes.find((one) => one.id === node.id);
    return {
      ...{ id: node.id, kind: node.kind, name: node.alias, title: node.alias, file: node.file },
      ...{ description: node.description, tags: node.config.tags, materialized: node.config.materialized },
      ...{ reads: node.dependsOn, href: null, tests: null },
      status: last?.run.status ?? null,
      rows: published?.rows ?? last?.run.rows ?? null,
      ms: last?.run.ms ?? null,
      at: last?.run.startedAt ?? null,
    };
  });
}

function sourceItems(project: Project, current: GenerationInfo | null): Own[] {
  return project.sources.map((source) => {
    const loaded = loadedSource(current, source);
    return {
      ...{ ...NOTHING, id: source.id, kind: 'source', name: source.name, title: `${source.source}.${source.name}` },
      ...{ description: source.description, tags: source.tags, file: source.file, reads: [] },
      rows: loaded?.rows ?? null,
      at: loaded?.loadedAt ?? null,
    };
  });
}

/** A source is loaded under its table's name, or `source.table` when two applications have that table. */
export function loadedSource(
  current: GenerationInfo | null,
  { source, identifier }: { source: string; identifier: string },
): GenerationInfo['sources'][number] | undefined {
  const named = (name: string) => current?.sources.find((one) => one.name.toLowerCase() === name.toLowerCase());
  return named(`${source}.${identifier}`) ?? named(identifier);
}

function testItems(project: Project, runs: ProjectRuns): Own[] {
  return [...project.tests, ...project.unitTests].map((test) => {
    const last = runs.ofTest(test.id);
    return {
      ...{ ...NOTHING, id: test.id, kind: 'test', name: test.name, title: test.name, file: test.file },
      ...{ description: test.description, reads: aboutOf(test) },
      tags: 'config' in test ? test.config.tags : test.tags,
      status: last?.run.status ?? null,
      rows: last === null || last.run.status === 'pass' ? null : last.run.failures,
      ms: last?.run.ms ?? null,
      at: last?.report.openedAt ?? null,
    };
  });
}

function countByNode(project: Project, tests: readonly Own[]): (id: string) => Verdicts | null {
  const counted = new Map<string, Verdicts>();
  for (const test of tests)
    for (const id of test.reads) {
      const all = counted.get(id) ?? { passed: 0, warned: 0, failed: 0, waiting: 0 };
      if (test.status === 'pass') all.passed += 1;
      else if (test.status === 'warn') all.warned += 1;
      else if (test.status === null) all.waiting += 1;
      else all.failed += 1;
      counted.set(id, all);
    }
  return (id) => counted.get(id) ?? (project.nodes.has(id) ? { passed: 0, warned: 0, failed: 0, waiting: 0 } : null);
}
