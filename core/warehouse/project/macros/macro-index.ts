/** All macros of the project, its packages and dbt's own, and which one a name means where. */
import type { MacroNode, Template } from '../jinja/ast.ts';
import type { EngineType, Macro } from '../manifest.ts';
import { type References, references } from './references.ts';

export interface MacroEntry {
  macro: Macro;
  node: MacroNode;
  references: References;
}

export interface MacroScope {
  /** Package of the node that is being rendered. */
  package: string;
}

/** Name of the package with dbt's own macros. */
export const DBT = 'dbt';

export class MacroIndex {
  readonly #packages = new Map<string, Map<string, MacroEntry>>();
  readonly root: string;
  readonly #prefixes: string[];
  readonly #dispatchOrders: ReadonlyMap<string, string[]>;
  readonly #closures = new Map<string, readonly string[]>();
  readonly #byId = new Map<string, MacroEntry>();

  constructor(root: string, engine: EngineType, dispatchOrders: ReadonlyMap<string, string[]>) {
    this.root = root;
    this.#prefixes = [`${engine}__`, 'default__'];
    this.#dispatchOrders = dispatchOrders;
  }

  /** Adds a macro; answers the one of the same name and package that was there before, which stays. */
  add(entry: MacroEntry): MacroEntry | null {
    const { package: owner, name, id } = entry.macro;
    const macros = this.#packages.get(owner) ?? new Map<string, MacroEntry>();
    this.#packages.set(owner, macros);
    const before = macros.get(name);
    if (before) return before;
    macros.set(name, entry);
    this.#byId.set(id, entry);
    return null;
  }

  hasPackage(name: string): boolean {
    return this.#packages.has(name);
  }

  get(id: string): MacroEntry | undefined {
    return this.#byId.get(id);
  }

  all(): Iterable<MacroEntry> {
    return this.#byId.values();
  }

  in(owner: string, name: string): MacroEntry | undefined {
    return this.#packages.get(owner)?.get(name);
  }

  /** A plain name: the node's package, then the project; a package's macros name each other with the package's name. dbt's own come last, after dbt's functions. */
  find(name: string, scope: MacroScope): MacroEntry | undefined {
    return this.in(scope.package, name) ?? this.in(this.root, name);
  }

  /** Where `adapter.dispatch` finds an implementation: by package, then by engine. Documented at docs.getdbt.com, "dispatch (config)". */
  dispatch(name: string, namespace: string | null, scope: MacroScope): MacroEntry | undefined {
    const order =
      namespace === null
        ? [scope.package, this.root, DBT]
        : (this.#dispatchOrders.get(namespace) ?? [this.root, namespace]);
    for (const owner of order) {
      for (const prefix of this.#prefixes) {
        const found = this.in(owner, prefix + name);
        if (found) return found;
      }
    }
    return undefined;
  }

  dispatchNames(name: string): string[] {
    return this.#prefixes.map((prefix) => prefix + name);
  }

  /** Ids of the macros that references name, directly. `owner` is the package whose text names them. */
  direct(used: References, owner: string): string[] {
    const ids = new Set<string>();
    const note = (entry: MacroEntry | undefined) => entry && ids.add(entry.macro.id);
    for (const name of used.names) note(this.find(name, { package: owner }) ?? this.in(DBT, name));
    for (const member of used.members) {
      const [namespace = '', name = ''] = member.split('.');
      note(this.in(namespace, name));
    }
    for (const { name, namespace } of used.dispatches) note(this.dispatch(name, namespace, { package: owner }));
    return [...ids];
  }

  /** Ids of the macros that references name, also through other macros, sorted. */
  reachable(used: References, owner: string): string[] {
    const ids = new Set<string>();
    for (const id of this.direct(used, owner)) for (const reached of this.#closure(id)) ids.add(reached);
    return [...ids].sort();
  }

  #closure(id: string): readonly string[] {
    const known = this.#closures.get(id);
    if (known) return known;
    const reached = new Set<string>();
    const queue = [id];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      const entry = this.#byId.get(next);
      if (entry) queue.push(...entry.macro.calls);
    }
    const result = [...reached];
    this.#closures.set(id, result);
    return result;
  }

  /** Fills in `calls` of every macro, once all are added. */
  link(): void {
    for (const entry of this.#byId.values()) entry.macro.calls = this.direct(entry.references, entry.macro.package);
  }
}

export function macroEntry(node: MacroNode, template: Template, owner: string, kind: Macro['kind']): MacroEntry {
  const name = kind === 'test' ? `test_${node.name}` : node.name;
  return {
    node,
    references: references([node]),
    macro: {
      id: `macro.${owner}.${name}`,
      name,
      package: owner,
      kind,
      file: template.file,
      line: node.line,
      parameters: node.parameters.map((parameter) => ({
        name: parameter.name,
        hasDefault: parameter.default !== null,
      })),
      source: template.source.slice(node.start, node.end),
      description: '',
      calls: [],
    },
  };
}
