import { fold } from './fold.ts';
import { IdSet } from './id-set.ts';
import type { TableName } from './tables.ts';

/** What the warehouse already holds; asked only for what the files at hand do not replace. */
export interface ExistingRows {
  /** Ids of a table, in batches. */
  ids(table: TableName): AsyncIterable<string[]>;
  zones(): Promise<{ id: string; name: string }[]>;
}

export const nothingThere: ExistingRows = {
  ids: async function* () {},
  zones: async () => [],
};

/** Ids accepted so far and ids already in the warehouse, and how zones may be called. */
export class KnownIds {
  /** Folded id or name of a zone to its name. */
  readonly zoneNames = new Map<string, string>();
  readonly #accepted = new Map<TableName, IdSet>();
  readonly #existing = new Map<TableName, IdSet>();
  readonly #zoneOfName = new Map<string, string>();

  /** Loads what is referred to and not replaced by this import. */
  async load(existing: ExistingRows, tables: Iterable<TableName>): Promise<void> {
    for (const table of tables) {
      const ids = new IdSet();
      for await (const batch of existing.ids(table)) for (const id of batch) ids.add(id, 0);
      this.#existing.set(table, ids);
      if (table === 'zones') for (const zone of await existing.zones()) this.addZone(zone.id, zone.name);
    }
  }

  /** Returns 0, or the line where the id was first met in these files. */
  accept(table: TableName, id: string, line: number): number {
    let ids = this.#accepted.get(table);
    if (!ids) {
      ids = new IdSet();
      this.#accepted.set(table, ids);
    }
    return ids.add(id, line);
  }

  has(table: TableName, id: string): boolean {
    return this.#accepted.get(table)?.has(id) === true || this.#existing.get(table)?.has(id) === true;
  }

  /** Another zone that has this name. */
  zoneCalled(name: string, butNot: string): string | undefined {
    const id = this.#zoneOfName.get(fold(name));
    return id === butNot ? undefined : id;
  }

  addZone(id: string, name: string): void {
    this.zoneNames.set(fold(id), name);
    this.zoneNames.set(fold(name), name);
    this.#zoneOfName.set(fold(name), id);
  }
}
