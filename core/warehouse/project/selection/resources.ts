/** Everything that can be selected, in one form, and the graph between. */
import type { NodeConfig, Project } from '../manifest.ts';

export type ResourceType = 'model' | 'seed' | 'snapshot' | 'source' | 'test' | 'unit_test' | 'exposure';

export interface Resource {
  id: string;
  type: ResourceType;
  name: string;
  package: string;
  /** Path from the project's folder. */
  file: string;
  fqn: readonly string[];
  tags: readonly string[];
  group: string | null;
  access: string | null;
  config: Readonly<Record<string, unknown>>;
  dependsOn: readonly string[];
  version: string | null;
  isLatestVersion: boolean;
  /** Of a data test. */
  testType: 'generic' | 'singular' | 'unit' | null;
  testName: string | null;
}

const nothing = {
  group: null,
  access: null,
  config: {},
  version: null,
  isLatestVersion: true,
  testType: null,
  testName: null,
} as const;

function flat(config: NodeConfig): Record<string, unknown> {
  return { ...config.extra, ...config };
}

export function resourcesOf(project: Project): Map<string, Resource> {
  const list: Resource[] = [
    ...project.sources.map(
      (source): Resource => ({
        ...nothing,
        id: source.id,
        type: 'source',
        name: source.name,
        package: source.package,
        file: source.file,
        fqn: source.fqn,
        tags: source.tags,
        config: { meta: source.meta },
        dependsOn: [],
      }),
    ),
    ...[...project.nodes.values()].map((node): Resource => {
      const { config } = node;
      return {
        ...nothing,
        id: node.id,
        type: node.kind,
        name: node.name,
        package: node.package,
        file: node.file,
        fqn: node.fqn,
        tags: config.tags,
        group: config.group,
        access: config.access,
        config: flat(config),
        dependsOn: node.dependsOn,
        version: node.version === null ? null : String(node.version),
        isLatestVersion: node.isLatestVersion,
      };
    }),
    ...project.tests.map(
      (test): Resource => ({
        ...nothing,
        id: test.id,
        type: 'test',
        name: test.name,
        package: test.package,
        file: test.file,
        fqn: test.fqn,
        tags: test.config.tags,
        group: test.config.group,
        config: { ...test.config },
        dependsOn: test.dependsOn,
        testType: test.kind,
        testName: test.test,
      }),
    ),
    ...project.unitTests.map(
      (test): Resource => ({
        ...nothing,
        id: test.id,
        type: 'unit_test',
        name: test.name,
        package: test.package,
        file: test.file,
        fqn: test.fqn,
        tags: test.tags,
        config: { meta: test.meta },
        dependsOn: [test.model],
        testType: 'unit',
      }),
    ),
    ...project.exposures.map(
      (exposure): Resource => ({
        ...nothing,
        id: exposure.id,
        type: 'exposure',
        name: exposure.name,
        package: exposure.package,
        file: exposure.file,
        fqn: exposure.fqn,
        tags: exposure.tags,
        config: { meta: exposure.meta },
        dependsOn: exposure.dependsOn,
      }),
    ),
  ];
  return new Map(list.map((resource) => [resource.id, resource]));
}

export class ResourceGraph {
  readonly resources: ReadonlyMap<string, Resource>;
  readonly #readers = new Map<string, string[]>();

  constructor(resources: ReadonlyMap<string, Resource>) {
    this.resources = resources;
    for (const { id, dependsOn } of resources.values()) {
      for (const input of dependsOn) {
        const readers = this.#readers.get(input);
        if (readers) readers.push(id);
        else this.#readers.set(input, [id]);
      }
    }
  }

  #inputs = (id: string): readonly string[] => this.resources.get(id)?.dependsOn ?? [];
  #outputs = (id: string): readonly string[] => this.#readers.get(id) ?? [];

  #reach(from: Iterable<string>, generations: number, next: (id: string) => readonly string[]): Set<string> {
    const found = new Set(from);
    let border = [...found];
    for (let step = 0; step < generations && border.length > 0; step += 1) {
      const further: string[] = [];
      for (const id of border) {
        for (const other of next(id)) {
          if (found.has(other) || !this.resources.has(other)) continue;
          found.add(other);
          further.push(other);
        }
      }
      border = further;
    }
    return found;
  }

  upstream(from: Iterable<string>, generations = Number.POSITIVE_INFINITY): Set<string> {
    return this.#reach(from, generations, this.#inputs);
  }

  downstream(from: Iterable<string>, generations = Number.POSITIVE_INFINITY): Set<string> {
    return this.#reach(from, generations, this.#outputs);
  }
}
