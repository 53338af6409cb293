import { DomainError } from '@griot/kernel';
import type { Group, Requirement } from './action-types.ts';

export const STATES = [
  ...(['requested', 'pending_approval', 'approved', 'executing', 'executed', 'failed'] as const),
  ...(['rejected', 'cancelled', 'expired', 'rolled_back'] as const),
] as const;
export type ActionState = (typeof STATES)[number];

export interface Approval {
  userId: string;
  /** Two accounts of one person are one person. */
  person: string;
  /** What the person was entitled to sign for. */
  groups: readonly Group[];
}

/** What the machine knows of an action; the rest is the record's. */
export interface Machine {
  state: ActionState;
  requester: string;
  requesterPerson: string;
  /** Of the parameters and what they are for: an approval covers exactly this. */
  hash: string;
  requirement: Requirement;
  approvals: readonly Approval[];
  /** ms */
  expiresAt: number;
  /** A roll-back of this action that is under way or done. */
  rollback: string | null;
}

export type Move =
  | { kind: 'submit'; at: number }
  | { kind: 'approve'; at: number; by: Approval; hash: string }
  | { kind: 'reject'; at: number; by: Pick<Approval, 'userId' | 'person' | 'groups'> }
  | { kind: 'cancel'; at: number; by: string }
  | { kind: 'expire'; at: number }
  /** `entitled`: what each approver may sign for now: rights taken away in between take signatures with them. */
  | { kind: 'begin'; at: number; entitled: (userId: string) => readonly Group[] }
  | { kind: 'succeed'; at: number }
  | { kind: 'fail'; at: number }
  | { kind: 'roll_back'; at: number; rollback: string };

/** The state after a move, or the reason why it is refused. Pure: who asks has made sure who he is. */
export function move(action: Machine, what: Move): Machine {
  switch (what.kind) {
    case 'submit':
      // What needs nobody's signature (SIRA's own, of low risk) waits for none.
      return to(action, ['requested'], isSigned(action.requirement, []) ? 'approved' : 'pending_approval');
    case 'approve':
      return approve(action, what);
    case 'reject': {
      alive(action, what.at);
      if (what.by.groups.length === 0) throw refused('payops.not_entitled', 'forbidden');
      return to(action, ['requested', 'pending_approval', 'approved'], 'rejected');
    }
    case 'cancel': {
      if (what.by !== action.requester) throw refused('payops.not_the_requester', 'forbidden');
      return to(action, ['requested', 'pending_approval', 'approved'], 'cancelled');
    }
    case 'expire': {
      if (what.at < action.expiresAt) throw refused('payops.not_expired', 'conflict');
      return to(action, ['requested', 'pending_approval', 'approved'], 'expired');
    }
    case 'begin':
      return begin(action, what);
    case 'succeed':
      return to(action, ['executing'], 'executed');
    case 'fail':
      return to(action, ['executing'], 'failed');
    case 'roll_back': {
      if (action.state !== 'executed') throw refused('payops.action_state', 'conflict', { state: action.state });
      return { ...action, state: 'rolled_back', rollback: what.rollback };
    }
  }
}

function approve(action: Machine, what: Extract<Move, { kind: 'approve' }>): Machine {
  alive(action, what.at);
  if (action.state !== 'pending_approval') throw refused('payops.action_state', 'conflict', { state: action.state });
  const { by } = what;
  if (by.userId === action.requester || by.person === action.requesterPerson)
    throw refused('payops.own_action', 'forbidden');
  if (action.approvals.some(({ userId, person }) => userId === by.userId || person === by.person)) {
    throw refused('payops.approved_already', 'conflict');
  }
  if (by.groups.length === 0) throw refused('payops.not_entitled', 'forbidden');
  if (what.hash !== action.hash) throw refused('payops.parameters_changed', 'conflict');
  const approvals = [...action.approvals, by];
  return { ...action, approvals, state: isSigned(action.requirement, approvals) ? 'approved' : 'pending_approval' };
}

function begin(action: Machine, what: Extract<Move, { kind: 'begin' }>): Machine {
  // Under way since before: whoever takes it up again goes on with it.
  if (action.state === 'executing') return action;
  alive(action, what.at);
  if (action.state !== 'approved') throw refused('payops.action_state', 'conflict', { state: action.state });
  const still = action.approvals
    // It may have turned out since that an account is the asker's.
    .filter(({ userId, person }) => userId !== action.requester && person !== action.requesterPerson)
    .map((one) => ({ ...one, groups: one.groups.filter((group) => what.entitled(one.userId).includes(group)) }))
    .filter(({ groups }) => groups.length > 0);
  if (!isSigned(action.requirement, still)) throw refused('payops.signatures_missing', 'conflict');
  return { ...action, state: 'executing' };
}

/** Enough distinct people, and for each group another one of them who may sign for it. */
export function isSigned({ people, groups }: Requirement, approvals: readonly Approval[]): boolean {
  const distinct = approvals.filter(({ person }, n) => approvals.findIndex((one) => one.person === person) === n);
  if (distinct.length < people) return false;
  const assign = (n: number, taken: ReadonlySet<string>): boolean => {
    const group = groups[n];
    if (group === undefined) return true;
    return distinct.some(
      (one) => one.groups.includes(group) && !taken.has(one.person) && assign(n + 1, new Set([...taken, one.person])),
    );
  };
  return assign(0, new Set());
}

/** Groups that nobody has signed for yet, as far as people are left. */
export function missingGroups({ groups }: Requirement, approvals: readonly Approval[]): Group[] {
  return groups.filter((group) => !approvals.some((one) => one.groups.includes(group)));
}

function to(action: Machine, from: readonly ActionState[], state: ActionState): Machine {
  if (!from.includes(action.state)) throw refused('payops.action_state', 'conflict', { state: action.state });
  return { ...action, state };
}

function alive(action: Machine, at: number): void {
  if (at >= action.expiresAt) throw refused('payops.action_expired', 'conflict');
}

const refused = (code: string, kind: 'conflict' | 'forbidden', details: Record<string, unknown> = {}): DomainError =>
  new DomainError({ code, kind, details });
