import type { TestStatus } from '../build/build-types.ts';
import type { DataTest, Project, UnitTest } from '../project/manifest.ts';

/** What a project was when its nodes were published: enough to tell what stands behind a number, without its files. */
export interface ProjectLineage {
  /** What every node reads, ephemeral ones too, by id. */
  reads: Record<string, string[]>;
  sources: LineageSource[];
  tests: { id: string; name: string; about: string[] }[];
}

export interface LineageSource {
  id: string;
  /** The name it was loaded under; null: never loaded. */
  name: string | null;
  /** Seconds since the last load after which it is late, by the project's freshness rule. */
  warnAfter: number | null;
  errorAfter: number | null;
}

/** The last verdict of a test, of this build or of the one that made what was carried over. */
export interface TestVerdict {
  id: string;
  name: string;
  /** The nodes and sources that it says something of. */
  about: string[];
  severity: 'error' | 'warn';
  status: TestStatus;
  failures: number;
}

/** One project's part of a generation. */
export interface GenerationProject extends Omit<ProjectLineage, 'tests'> {
  project: string;
  tests: TestVerdict[];
}

const SECONDS = { minute: 60, hour: 3600, day: 86_400 } as const;

/** `nameOf`: the name that a source was loaded under, for this build. */
export function projectLineage(project: Project, nameOf: (sourceId: string) => string | null): ProjectLineage {
  return {
    reads: Object.fromEntries([...project.nodes.values()].map((node) => [node.id, node.dependsOn])),
    sources: project.sources.map(({ id, freshness }) => {
      const seconds = (rule: NonNullable<typeof freshness>['warn_after'] | undefined) =>
        rule ? rule.count * SECONDS[rule.period] : null;
      return {
        ...{ id, name: nameOf(id) },
        ...{ warnAfter: seconds(freshness?.warn_after), errorAfter: seconds(freshness?.error_after) },
      };
    }),
    tests: [...project.tests, ...project.unitTests].map((test) => ({
      ...{ id: test.id, name: test.name, about: aboutOf(test) },
    })),
  };
}

/**
 * What a test says something of: the model of a unit test, the node whose YAML declares it (a relationship says nothing of
 * the table that it looks up), all that a test of its own reads.
 */
export function aboutOf(test: DataTest | UnitTest): string[] {
  if ('model' in test) return [test.model];
  return test.attachedTo === null ? test.dependsOn : [test.attachedTo];
}

/** This build's verdicts, and for tests that it did not run those that were there. */
export function withVerdicts(
  project: string,
  lineage: ProjectLineage,
  ran: readonly Omit<TestVerdict, 'name' | 'about'>[],
  former: GenerationProject | null,
): GenerationProject {
  const now = new Map(ran.map((one) => [one.id, one]));
  const before = new Map((former?.tests ?? []).map((one) => [one.id, one]));
  return {
    ...lineage,
    project,
    tests: lineage.tests.flatMap(({ id, name, about }) => {
      const verdict = now.get(id) ?? before.get(id);
      if (verdict === undefined) return [];
      const { severity, status, failures } = verdict;
      return [{ id, name, about, severity, status, failures }];
    }),
  };
}
