import type { LiveHub } from '@griot/http';
import type { Actor } from '@griot/identity';

/** What an answer that takes long is at; told to the one who asked alone, by server push. */
export type Step = 'reading' | 'model' | 'measuring';

export const PROGRESS = 'assistant.progress';
/** An answer that comes sooner needs no word in between. */
const AFTER_MS = 400;

/** Who follows sees their own questions only. */
export function allowProgress(live: LiveHub): void {
  live.allow([
    {
      pattern: PROGRESS,
      permission: 'core.metrics.read',
      visible: (actor, { data }) => (data as { userId?: unknown } | null)?.userId === actor.userId,
    },
  ]);
}

/** Tells where a question is, once it takes long and at each step from then on. */
export class Progress {
  readonly #tell: (step: Step, ms: number) => void;
  readonly #began = performance.now();
  readonly #timer: NodeJS.Timeout;
  #step: Step = 'reading';
  #late = false;

  constructor(live: LiveHub, actor: Actor, id: string | null) {
    this.#tell = (step, ms) => {
      if (id !== null)
        void live.publish(actor.tenantId, PROGRESS, { userId: actor.userId, id, step, ms }).catch(() => {});
    };
    this.#timer = setTimeout(() => {
      this.#late = true;
      this.#say();
    }, AFTER_MS);
    this.#timer.unref();
  }

  at(step: Step): void {
    this.#step = step;
    if (this.#late) this.#say();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #say(): void {
    this.#tell(this.#step, Math.round(performance.now() - this.#began));
  }
}
