import type { Services } from '@griot/application';
import type { Tx } from '@griot/store';
import type { ActionType, Parameters } from '../../domain/actions/action-types.ts';

export interface EffectContext {
  services: Services;
  tx: Tx;
  tenantId: string;
  /** Of the action that acts: the roll-back's own when it takes another back. */
  actionId: string;
  /** ISO 8601. */
  now: string;
}

/**
 * What a type of action looks at, does and takes back. All of it is in the transaction that moves the action's state, so it is
 * there once or not at all.
 */
export interface Effect {
  /** What is there now, for those who sign. Throws when the action makes no sense as things stand. */
  check(c: EffectContext, p: Parameters): Promise<Record<string, unknown>>;
  /** Does it; what it returns is kept for the one who takes it back. */
  apply(c: EffectContext, p: Parameters): Promise<Record<string, unknown>>;
  /** Throws `payops.changed_since` when something else has happened to the same thing. */
  revert(
    c: EffectContext,
    p: Parameters,
    original: { id: string; result: Record<string, unknown> },
  ): Promise<Record<string, unknown>>;
}

export type Effects = Record<ActionType, Effect>;
