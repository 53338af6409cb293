import type { ErrorKind } from '@griot/kernel';

/** What the supervisor hands to the process, as one JSON argument. */
export interface ProcessSettings {
  dataDir: string;
  lockWaitMs: number;
  engine: { memoryLimit: string; threads: number; maxOpen: number; idleMs: number; memoryBytes: number };
}

export interface ParentMessage {
  stop?: true;
}

export interface ChildMessage {
  ready?: { socketPath: string; pid: number };
  failed?: { code: string; kind: ErrorKind; details: Record<string, unknown> };
  log?: { level: 'debug' | 'info' | 'warn' | 'error'; fields: Record<string, unknown>; message: string | undefined };
}
