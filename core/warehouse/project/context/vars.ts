/** `var()`. Which value wins: the caller's, then the project's for a package, the project's for all, then the package's own. Documented at docs.getdbt.com, "Project variables". */
import { isRecord, type PlainRecord } from '../yaml/section.ts';

export class Vars {
  readonly #given: PlainRecord;
  readonly #root: PlainRecord;
  readonly #own: ReadonlyMap<string, PlainRecord>;

  /** `given`: of the call; `root`: `vars:` of the project; `own`: `vars:` of each package's own file. */
  constructor(given: PlainRecord, root: PlainRecord, own: ReadonlyMap<string, PlainRecord>) {
    this.#given = given;
    this.#root = root;
    this.#own = own;
  }

  /** The value for a node of a package, or undefined. */
  get(name: string, owner: string): unknown {
    const scoped = (vars: PlainRecord | undefined) => {
      const inner = vars?.[owner];
      return isRecord(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined;
    };
    const plain = (vars: PlainRecord | undefined) => (vars && Object.hasOwn(vars, name) ? vars[name] : undefined);
    const own = this.#own.get(owner);
    return plain(this.#given) ?? scoped(this.#root) ?? plain(this.#root) ?? scoped(own) ?? plain(own);
  }

  has(name: string, owner: string): boolean {
    return this.get(name, owner) !== undefined;
  }

  /** The same, with some values put over the others. */
  with(overrides: PlainRecord | undefined): Vars {
    return overrides ? new Vars({ ...this.#given, ...overrides }, this.#root, this.#own) : this;
  }
}
