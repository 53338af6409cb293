import type { NodeRecord, TestRecord } from './build-records.ts';
import type { BuildSession } from './build-session.ts';

/**
 * What a build writes about itself. A node that was made is recorded in the transaction that made it; everything else
 * (reused, skipped, failed, tests) can be found out again after a crash, so it is written many lines at a time.
 */
export class BuildJournal {
  #buildId: string;
  #nodes: NodeRecord[] = [];
  #tests: TestRecord[] = [];

  constructor(buildId: string) {
    this.#buildId = buildId;
  }

  node(record: NodeRecord): void {
    this.#nodes.push(record);
  }

  test(record: TestRecord): void {
    this.#tests.push(record);
  }

  get waiting(): number {
    return this.#nodes.length + this.#tests.length;
  }

  async flush(session: BuildSession): Promise<void> {
    const nodes = this.#nodes.splice(0);
    const tests = this.#tests.splice(0);
    if (nodes.length + tests.length === 0) return;
    const records = { buildId: this.#buildId, nodes, tests };
    await session.transaction(async () => ({ result: null, records }));
  }
}
