import type { Label } from './flows.ts';

/** What the endpoints of events answer. Instants are ISO 8601 in UTC. */
export interface LoggedEvent {
  id: string;
  type: string;
  version: number;
  key: string;
  source: string;
  occurredAt: string;
  recordedAt: string;
  shard: number;
  position: string;
  payload: Record<string, unknown>;
}

export interface EventGroup {
  group: string;
  label: Label;
  paused: boolean;
  lag: number;
  oldestAt: string | null;
  handled: number;
  working: number;
  retrying: number;
  lastError: string | null;
  deadLetters: number;
  updatedAt: string | null;
}

export type DeadLetterState = 'open' | 'queued' | 'resent' | 'discarded';

export interface DeadLetter {
  id: string;
  group: string | null;
  eventId: string;
  type: string;
  key: string;
  event: Record<string, unknown>;
  original: Record<string, unknown> | null;
  code: string;
  reason: string;
  issues: { path: string; message: string }[];
  attempts: number;
  state: DeadLetterState;
  createdAt: string;
  updatedAt: string;
  resolvedBy: string | null;
  note: string | null;
}

export interface EventTypeInfo {
  type: string;
  version: number;
  label: Label;
  schema: Record<string, unknown>;
}
