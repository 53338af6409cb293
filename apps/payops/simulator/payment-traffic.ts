import type { Random } from '@griot/kernel';
import type { Merchant } from './network.ts';
import { fraudBurstOf, within } from './seasons.ts';
import { SLOT_MS, type Slot } from './slot.ts';

/** One payment at a merchant: ordered, answered, perhaps returned, disputed, found to be fraud. */
export function payments(slot: Slot, rng: Random, n: number): void {
  const { network, controls, seed } = slot;
  const burst = fraudBurstOf(seed, slot.at, network.merchants);
  const stolen = within(slot.at, burst) && rng.chance(0.45);
  const target = stolen ? network.merchants.find(({ id }) => id === burst?.merchant) : undefined;
  const merchant = target ?? rng.weighted(network.merchants);
  const user = stolen ? `U-${90_000 + rng.between(1, 12)}` : `U-${rng.between(1, network.users)}`;
  const started = slot.at + Math.floor(rng.next() * SLOT_MS);
  const id = `${seed}-${slot.slot}-${n}`;
  const amount = Math.max(100, Math.round(merchant.basket * Math.exp(rng.normal() * 0.6) * (stolen ? 3.5 : 1)));
  const common = {
    ...commonOf(merchant),
    source: rng.chance(0.62) ? 'wallet' : 'connect',
    amount,
    paymentId: `P-${id}`,
    user,
    method: rng.chance(0.7) ? 'mobile' : 'carte',
  };
  slot.emit({ id: `${id}-i`, type: 'payment.initiated', time: iso(started), ...common });
  const latencyMs = Math.round(Math.exp(6.1 + rng.normal() * 0.55));
  const time = iso(started + latencyMs);
  const reason = refusalOf(slot, merchant.id, user, rng);
  if (reason !== null) {
    slot.emit({ id: `${id}-f`, type: 'payment.failed', time, ...common, latencyMs, reason });
    return;
  }
  slot.emit({ id: `${id}-s`, type: 'payment.succeeded', time, ...common, latencyMs });
  const fee = Math.max(1, Math.round(amount * 0.012));
  slot.state.owed[merchant.id] = (slot.state.owed[merchant.id] ?? 0) + amount - fee;
  if (rng.chance(0.35)) {
    // Fees are booked in parcels: one in about three, three times as large.
    slot.emit({
      id: `${id}-c`,
      type: 'fee',
      time,
      ...commonOf(merchant),
      source: common.source,
      amount: fee * 3,
      kind: 'charged',
    });
  }
  if (stolen && !controls.frozenWallets.has(user)) {
    const flagged = {
      amount,
      paymentId: common.paymentId,
      user,
      score: 0.8 + rng.next() * 0.19,
      reason: 'vol de compte',
    };
    slot.emit({
      id: `${id}-x`,
      type: 'fraud.flagged',
      time: iso(started + latencyMs + 900),
      ...commonOf(merchant),
      source: common.source,
      ...flagged,
    });
  }
  if (rng.chance(0.009)) {
    const refund = { amount: rng.chance(0.8) ? amount : Math.round(amount / 2), paymentId: common.paymentId, user };
    slot.emit({
      id: `${id}-r`,
      type: 'refund',
      time: iso(started + latencyMs + 60_000),
      ...commonOf(merchant),
      source: common.source,
      ...refund,
    });
  } else if (rng.chance(stolen ? 0.2 : 0.003)) {
    const dispute = { amount, disputeId: `D-${id}`, paymentId: common.paymentId, reason: 'non reconnu' };
    slot.emit({
      id: `${id}-d`,
      type: 'dispute.opened',
      time: iso(started + latencyMs + 90_000),
      ...commonOf(merchant),
      source: common.source,
      ...dispute,
    });
  }
}

/** Why a payment fails; null: it succeeds. What operators froze fails first. */
function refusalOf({ controls }: Slot, merchantId: string, user: string, rng: Random): string | null {
  const luck = rng.next();
  if (controls.frozenMerchants.has(merchantId)) return 'marchand gelé';
  if (controls.frozenWallets.has(user)) return 'compte gelé';
  if (luck < 0.035) return 'solde insuffisant';
  if (luck < 0.055) return 'délai dépassé';
  return luck < 0.065 ? 'code erroné' : null;
}

export const commonOf = ({
  id,
  country,
  region,
  city,
  currency,
}: Pick<Merchant, 'id' | 'country' | 'region' | 'city' | 'currency'>) => ({
  tenantType: 'merchant',
  tenantId: id,
  ...{ country, region, city, currency },
});

export const iso = (instant: number): string => new Date(instant).toISOString();
