import { errorMessage, type Logger } from '@griot/kernel';

/** Does something again and again, never twice at a time; `soon` asks for another round. Errors are logged, not thrown. */
export class Repeated {
  readonly #name: string;
  readonly #log: Logger;
  readonly #everyMs: number;
  readonly #work: () => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #busy: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(name: string, log: Logger, everyMs: number, work: () => Promise<void>) {
    this.#name = name;
    this.#log = log;
    this.#everyMs = everyMs;
    this.#work = work;
  }

  start(): void {
    this.soon();
  }

  soon(): void {
    this.#again = true;
    if (!this.#busy && !this.#stopped) void this.now();
  }

  async now(): Promise<void> {
    clearTimeout(this.#timer);
    this.#again = false;
    this.#busy = this.#work().catch((error) =>
      this.#log.warn({ error: errorMessage(error), part: this.#name }, 'Flow worker: a round failed'),
    );
    await this.#busy;
    this.#busy = undefined;
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.now(), this.#again ? 0 : this.#everyMs);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#busy;
  }
}
