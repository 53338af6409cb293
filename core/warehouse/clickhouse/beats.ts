import type { ClickHouseTenant } from './tenant.ts';

const EVERY_MS = 10_000;

/**
 * Says, as long as this process works on a build, that it does: the server cannot know when a process that spoke to it over
 * HTTP has died. A build whose beat is older than `BEAT_STALE_MS` is nobody's.
 */
export class Beats {
  readonly #held = new Map<string, { tenant: ClickHouseTenant; by: Set<string> }>();
  #timer: NodeJS.Timeout | undefined;

  async hold(tenant: ClickHouseTenant, buildId: string, by: string): Promise<void> {
    const known = this.#held.get(buildId);
    if (known !== undefined) {
      known.by.add(by);
      return;
    }
    this.#held.set(buildId, { tenant, by: new Set([by]) });
    this.#timer ??= setInterval(() => this.#beat(), EVERY_MS).unref();
    await tenant.journal.write([{ kind: 'beat', key: buildId, document: {} }]);
  }

  async release(buildId: string, by: string): Promise<void> {
    const known = this.#held.get(buildId);
    known?.by.delete(by);
    if (known === undefined || known.by.size > 0) return;
    this.end(buildId);
    await this.forget(known.tenant, buildId);
  }

  async forget(tenant: ClickHouseTenant, buildId: string): Promise<void> {
    await tenant.journal.write([{ kind: 'beat', key: buildId, document: null }]);
  }

  /** The build has ended: its last line in the journal says so. */
  end(buildId: string): void {
    this.#held.delete(buildId);
    if (this.#held.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#held.clear();
  }

  #beat(): void {
    for (const [key, { tenant }] of this.#held) {
      // A beat that fails is followed by another.
      void tenant.journal.write([{ kind: 'beat', key, document: {} }]).catch(() => undefined);
    }
  }
}
