import type { Parameters } from '../../domain/actions/action-types.ts';
import { controlEffect } from './control-effects.ts';
import type { Effects } from './effect.ts';
import { adjustFloat, manualRefund } from './money-effects.ts';
import { forceReconciliation } from './reconciliation-effect.ts';

const text = (p: Parameters, name: string): string => String(p[name]);
const target = (p: Parameters): string => text(p, 'target');
const merchant = (p: Parameters): string => text(p, 'merchantId');
const user = (p: Parameters): string => text(p, 'user');
const withReason = (p: Parameters): Record<string, unknown> => ({ reason: p.reason });
const lifted = () => null;

export const EFFECTS: Effects = {
  PAUSE_PAYOUT: controlEffect({ control: 'payout_paused', targetOf: target, valueOf: withReason, entity: 'merchant' }),
  RESUME_PAYOUT: controlEffect({ control: 'payout_paused', targetOf: target, valueOf: lifted }),
  FREEZE_MERCHANT: controlEffect({
    control: 'merchant_frozen',
    targetOf: merchant,
    valueOf: withReason,
    entity: 'merchant',
  }),
  UNFREEZE_MERCHANT: controlEffect({ control: 'merchant_frozen', targetOf: merchant, valueOf: lifted }),
  FREEZE_WALLET: controlEffect({ control: 'wallet_frozen', targetOf: user, valueOf: withReason }),
  UNFREEZE_WALLET: controlEffect({ control: 'wallet_frozen', targetOf: user, valueOf: lifted }),
  ADJUST_FLOAT: adjustFloat,
  REROUTE_PAYOUT: controlEffect({
    control: 'route',
    targetOf: target,
    valueOf: (p) => ({ route: p.route, reason: p.reason }),
    entity: 'merchant',
  }),
  SET_HOLD: controlEffect({ control: 'hold', targetOf: merchant, valueOf: withReason, entity: 'merchant' }),
  RELEASE_HOLD: controlEffect({ control: 'hold', targetOf: merchant, valueOf: lifted }),
  ADJUST_THRESHOLD: controlEffect({
    control: 'threshold',
    targetOf: (p) => text(p, 'name'),
    valueOf: (p) => ({ value: p.value }),
  }),
  MANUAL_REFUND: manualRefund,
  FORCE_RECONCILIATION: forceReconciliation,
};
