import { DomainError } from '@griot/kernel';
import type { z } from 'zod';

/** A text in both languages of the interface. */
export interface EventLabel {
  fr: string;
  en: string;
}

/** What events of one type carry, in one version. A change that old readers cannot bear is a new version. */
export interface EventType {
  /** `application.thing.happened`, in the past: `payops.payment.succeeded`. */
  type: string;
  /** From 1. */
  version: number;
  label: EventLabel;
  /** Of the payload: plain JSON in, plain JSON out. */
  schema: z.ZodType;
}

export interface EventIssue {
  path: string;
  message: string;
}

export interface EventTypes {
  /** Throws `events.type_taken` and `events.type_invalid`. */
  add(types: readonly EventType[]): void;
  all(): readonly EventType[];
  /** The payload as its schema gives it, or why it is refused. */
  check(
    type: string,
    version: number,
    payload: unknown,
  ): { ok: true; payload: unknown } | { ok: false; code: string; issues: EventIssue[] };
}

const NAME = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){1,5}$/;

export function createEventTypes(): EventTypes {
  const known = new Map<string, EventType>();
  const versions = (type: string) => [...known.values()].filter((one) => one.type === type).map((one) => one.version);
  return {
    add(types) {
      for (const one of types) {
        const details = { type: one.type, version: one.version };
        if (!NAME.test(one.type) || !Number.isInteger(one.version) || one.version < 1 || one.version > 32_000) {
          throw new DomainError({ code: 'events.type_invalid', kind: 'invalid', details });
        }
        const name = `${one.type} ${one.version}`;
        if (known.has(name)) throw new DomainError({ code: 'events.type_taken', kind: 'conflict', details });
        known.set(name, one);
      }
    },
    all: () => [...known.values()],
    check(type, version, payload) {
      const declared = known.get(`${type} ${version}`);
      if (!declared) {
        const there = versions(type);
        return there.length === 0
          ? {
              ok: false,
              code: 'events.unknown_type',
              issues: [{ path: 'type', message: `"${type}" is not a declared type` }],
            }
          : {
              ok: false,
              code: 'events.unknown_version',
              issues: [{ path: 'version', message: `"${type}" has the versions ${there.join(', ')}, not ${version}` }],
            };
      }
      const parsed = declared.schema.safeParse(payload);
      if (parsed.success) return { ok: true, payload: parsed.data };
      const issues = parsed.error.issues.map(({ path, message }) => ({
        path: ['payload', ...path].join('.'),
        message,
      }));
      return { ok: false, code: 'events.invalid', issues };
    },
  };
}
