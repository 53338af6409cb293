export type Risk = 'low' | 'medium' | 'high' | 'critical';
export type Group = 'operations' | 'risk' | 'finance' | 'compliance';
export type ActionState =
  | 'requested'
  | 'pending_approval'
  | 'approved'
  | 'executing'
  | 'executed'
  | 'failed'
  | 'rejected'
  | 'cancelled'
  | 'expired'
  | 'rolled_back';

export const ACTION_TYPES = [
  ...([
    'PAUSE_PAYOUT',
    'RESUME_PAYOUT',
    'FREEZE_MERCHANT',
    'UNFREEZE_MERCHANT',
    'FREEZE_WALLET',
    'UNFREEZE_WALLET',
  ] as const),
  ...(['ADJUST_FLOAT', 'REROUTE_PAYOUT', 'SET_HOLD', 'RELEASE_HOLD', 'ADJUST_THRESHOLD', 'MANUAL_REFUND'] as const),
  'FORCE_RECONCILIATION',
] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

export interface Action {
  id: string;
  type: ActionType;
  parameters: Record<string, unknown>;
  hash: string;
  rollbackOf: string | null;
  risk: Risk;
  requirement: { people: number; groups: Group[] };
  state: ActionState;
  requesterName: string;
  subject: { tenantType: string; id: string; name: string };
  before: Record<string, unknown>;
  expiresAt: string;
  createdAt: string;
  executedAt: string | null;
  executedBy: string | null;
  failure: string | null;
  rolledBackBy: string | null;
  signatures: {
    userId: string;
    name: string;
    groups: Group[];
    secondFactor: boolean;
    comment: string | null;
    at: string;
  }[];
  missing: Group[];
  needsSecondFactor: boolean;
  may: { approve: boolean; cancel: boolean; execute: boolean; rollback: boolean };
}

export interface TimelineEntry {
  n: number;
  at: string;
  who: string;
  what: string;
  state: ActionState;
  details: Record<string, unknown>;
}
