/** What a `ref` or a `source` means. Documented at docs.getdbt.com, "ref" and "source". */
import type { Node, Source } from '../manifest.ts';

export interface WantedRef {
  package: string | null;
  name: string;
  version: string | null;
}

export type Found<T> = { found: T } | { problem: string };

export class RefIndex {
  readonly #nodes: Map<string, Node[]>;
  readonly #sources: Map<string, Source[]>;
  readonly #root: string;

  /** Disabled nodes and sources are in it too, so that references to them can be told from references to nothing. */
  constructor(nodes: Iterable<Node>, sources: Iterable<Source>, root: string) {
    this.#nodes = Map.groupBy(nodes, (node) => node.name);
    this.#sources = Map.groupBy(sources, (source) => `${source.source}.${source.name}`);
    this.#root = root;
  }

  /** The node a `ref` in package `from` means: of that package first, then of the project, then of any other. */
  ref(wanted: WantedRef, from: string): Found<Node> {
    const label = `${wanted.package === null ? '' : `${wanted.package}.`}${wanted.name}${wanted.version === null ? '' : ` version ${wanted.version}`}`;
    const named = (this.#nodes.get(wanted.name) ?? []).filter(
      (node) => wanted.package === null || node.package === wanted.package,
    );
    const owners =
      wanted.package === null ? [from, this.#root, ...named.map((node) => node.package)] : [wanted.package];
    const owner = owners.find((candidate) => named.some((node) => node.package === candidate));
    const candidates = named.filter((node) => node.package === owner);
    if (candidates.length === 0)
      return { problem: `'${label}' is referred to, but there is no model, seed or snapshot of that name` };
    const versioned =
      wanted.version === null
        ? candidates.filter((node) => node.isLatestVersion)
        : candidates.filter((node) => String(node.version) === wanted.version);
    const [match] = [...versioned].sort((a, b) => Number(b.config.enabled) - Number(a.config.enabled));
    if (!match)
      return {
        problem: `'${label}' is referred to, but the versions of '${wanted.name}' are ${candidates.map((node) => node.version ?? '(none)').join(', ')}`,
      };
    if (!match.config.enabled) return { problem: `'${label}' is referred to, but it is disabled` };
    return { found: match };
  }

  source(name: string, table: string, from: string): Found<Source> {
    const candidates = this.#sources.get(`${name}.${table}`) ?? [];
    const match =
      candidates.find((source) => source.package === from) ??
      candidates.find((source) => source.package === this.#root) ??
      candidates[0];
    if (!match) return { problem: `source '${name}.${table}' is referred to, but no YAML file declares it` };
    if (!match.enabled) return { problem: `source '${name}.${table}' is referred to, but it is disabled` };
    return { found: match };
  }
}
