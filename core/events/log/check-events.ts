import type { EventIssue, EventTypes } from '../registry/event-type.ts';
import { type NewEvent, shardOf } from './event.ts';

/** One line of what `event_append` takes. */
export interface CheckedEvent {
  n: number;
  id: string;
  type: string;
  version: number;
  key: string;
  shard: number;
  source: string;
  occurred_at: string;
  payload: unknown;
}

export interface RefusedEvent {
  n: number;
  event: unknown;
  code: string;
  issues: EventIssue[];
}

const VISIBLE = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,200}$/u;
/** Bytes of JSON: larger contents belong into files, with their key in the event. */
const MAX_PAYLOAD = 256 * 1024;

/** Splits a batch into what can be appended and what cannot, with every reason. Pure. */
export function checkEvents(
  types: EventTypes,
  events: readonly NewEvent[],
  now: string,
): { good: CheckedEvent[]; bad: RefusedEvent[] } {
  const good: CheckedEvent[] = [];
  const bad: RefusedEvent[] = [];
  events.forEach((event, n) => {
    const issues = headIssues(event);
    const { type, version = 1 } = event;
    const verdict = types.check(String(type), version, event.payload);
    if (!verdict.ok) issues.push(...verdict.issues);
    if (issues.length > 0 || !verdict.ok) {
      bad.push({ n, event, code: verdict.ok ? 'events.invalid' : verdict.code, issues });
      return;
    }
    const key = event.key ?? event.id;
    good.push({
      n,
      id: event.id,
      type,
      version,
      key,
      shard: shardOf(key),
      source: event.source ?? 'griot',
      occurred_at: event.occurredAt ?? now,
      payload: verdict.payload,
    });
  });
  return { good, bad };
}

function headIssues(event: NewEvent): EventIssue[] {
  const issues: EventIssue[] = [];
  const visible = (path: 'id' | 'key' | 'source') => {
    const value = event[path];
    if (value === undefined && path !== 'id') return;
    if (typeof value !== 'string' || !VISIBLE.test(value)) {
      issues.push({ path, message: 'must be 1 to 200 visible characters' });
    }
  };
  visible('id');
  visible('key');
  visible('source');
  if (event.occurredAt !== undefined && !isInstant(event.occurredAt)) {
    issues.push({ path: 'occurredAt', message: 'must be an ISO 8601 instant with its offset' });
  }
  const json = JSON.stringify(event.payload);
  if (
    json === undefined ||
    event.payload === null ||
    typeof event.payload !== 'object' ||
    Array.isArray(event.payload)
  ) {
    issues.push({ path: 'payload', message: 'must be a JSON object' });
  } else if (json.length > MAX_PAYLOAD) {
    issues.push({ path: 'payload', message: `must be at most ${MAX_PAYLOAD} bytes of JSON` });
  } else if (json.includes('\\u0000')) {
    issues.push({ path: 'payload', message: 'must not contain the character U+0000' });
  }
  return issues;
}

function isInstant(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))
  );
}
