/** What the attempts of one flow came to in the slots of one worker, since it started. */
export interface FlowTally {
  flow: string;
  /** Attempts by how they ended. */
  ends: Record<string, number>;
  /** From taken to ended. */
  seconds: number;
  /** Of the task processes, while they ran attempts that told it: one that was killed tells nothing. */
  cpuSeconds: number;
  /** The largest resident size that a task process told at an end. */
  peakBytes: number;
}

export interface AttemptUsage {
  cpuSeconds: number;
  residentBytes: number;
}

/** Counts attempts by flow; what it counts only grows. */
export class SlotTally {
  readonly #flows = new Map<string, FlowTally>();

  add(flow: string, end: string, seconds: number, usage: AttemptUsage | undefined): void {
    const tally = this.#flows.get(flow) ?? { flow, ends: {}, seconds: 0, cpuSeconds: 0, peakBytes: 0 };
    this.#flows.set(flow, tally);
    tally.ends[end] = (tally.ends[end] ?? 0) + 1;
    tally.seconds += seconds;
    tally.cpuSeconds += usage?.cpuSeconds ?? 0;
    tally.peakBytes = Math.max(tally.peakBytes, usage?.residentBytes ?? 0);
  }

  read(): FlowTally[] {
    return [...this.#flows.values()];
  }
}
