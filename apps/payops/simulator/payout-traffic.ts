import { type Random, random } from '@griot/kernel';
import type { Bank, Merchant } from './network.ts';
import { commonOf, iso } from './payment-traffic.ts';
import { outageOf, within } from './seasons.ts';
import type { WaitingPayout } from './simulator-state.ts';
import { SLOT_MS, type Slot } from './slot.ts';

const SLOTS_A_DAY = 86_400_000 / SLOT_MS;
const HOUR_SLOTS = 3_600_000 / SLOT_MS;
/** A payout that failed is tried again after so long, by the same bank unless somebody reroutes it. */
const RETRY_SLOTS = HOUR_SLOTS / 2;
const MOST_TRIES = 6;

/** Merchants ask for what they are owed once a day, each at its own time of the morning; banks pay, or fail to. */
export function settlePayouts(slot: Slot, rng: Random): void {
  const { network, state } = slot;
  const ofDay = slot.slot % SLOTS_A_DAY;
  network.merchants.forEach((merchant, index) => {
    if (ofDay === 7 * HOUR_SLOTS + ((index * 37) % (4 * HOUR_SLOTS))) ask(slot, merchant);
  });
  const later: WaitingPayout[] = [];
  for (const payout of state.payouts) {
    if (payout.slot > slot.slot || isKept(slot, payout.merchantId)) later.push(payout);
    else later.push(...attempt(slot, payout, rng));
  }
  state.payouts = later;
}

function ask(slot: Slot, merchant: Merchant): void {
  const { state, seed, network } = slot;
  const amount = state.owed[merchant.id] ?? 0;
  if (amount <= 0) return;
  state.owed[merchant.id] = 0;
  const rng = random(seed, 'ask', slot.slot, merchant.id);
  const home = network.banks.filter(({ currency }) => currency === merchant.currency);
  const bank = rng.weighted(home.length > 0 ? home : network.banks);
  const id = `O-${seed}-${slot.slot}-${merchant.id}`;
  slot.emit({
    id: `${id}-q`,
    type: 'payout.requested',
    time: iso(slot.at),
    ...commonOf(merchant),
    ...{ source: 'connect', amount, payoutId: id, route: bank.id, dueAt: iso(slot.at + 2 * 3_600_000) },
  });
  const tries = 0;
  state.payouts.push({
    id,
    merchantId: merchant.id,
    amount,
    bank: bank.id,
    slot: slot.slot + rng.between(6, 120),
    tries,
  });
}

const isKept = ({ controls }: Slot, merchantId: string): boolean =>
  controls.pausedPayouts.has('*') ||
  controls.pausedPayouts.has(merchantId) ||
  controls.holds.has(merchantId) ||
  controls.frozenMerchants.has(merchantId);

function attempt(slot: Slot, payout: WaitingPayout, rng: Random): WaitingPayout[] {
  const { network, controls, seed } = slot;
  const merchant = network.merchants.find(({ id }) => id === payout.merchantId);
  if (!merchant) return [];
  const route = controls.routes.get(merchant.id) ?? controls.routes.get('*') ?? payout.bank;
  const bank = network.banks.find(({ id }) => id === route) ?? network.banks[0];
  if (!bank) return [];
  const outage = outageOf(seed, slot.at, network.banks);
  const down = outage?.bank === bank.id && within(slot.at, outage);
  const latencyMs = Math.round(Math.exp(8.3 + rng.normal() * 0.5));
  const common = {
    ...commonOf(merchant),
    ...{ source: 'connect', amount: payout.amount, payoutId: payout.id, route: bank.id, latencyMs, time: iso(slot.at) },
  };
  if (rng.chance(down ? 0.06 : bank.reliability)) {
    slot.emit({ id: `${payout.id}-p`, type: 'payout.paid', ...common });
    bankFee(slot, bank, payout);
    return [];
  }
  const tries = payout.tries + 1;
  const reason = down ? 'banque injoignable' : 'compte refusé';
  slot.emit({ id: `${payout.id}-f${tries}`, type: 'payout.failed', ...common, reason });
  return tries < MOST_TRIES ? [{ ...payout, tries, slot: slot.slot + RETRY_SLOTS }] : [];
}

/** What the bank takes for a payout: its own figure, and a cost of ours. */
function bankFee(slot: Slot, bank: Bank, payout: WaitingPayout): void {
  const { id, country, region, city, currency } = bank;
  const amount = Math.max(1, Math.round(payout.amount * 0.001));
  slot.emit({
    id: `${payout.id}-k`,
    type: 'fee',
    time: iso(slot.at),
    tenantType: 'bank',
    tenantId: id,
    ...{ source: 'connect', country, region, city, currency, amount, kind: 'cost' },
  });
}
