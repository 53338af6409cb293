import { type Random, random } from '@griot/kernel';
import type { Agent } from './network.ts';
import { iso } from './payment-traffic.ts';
import { dryAgentOf } from './seasons.ts';
import { SLOT_MS, type Slot } from './slot.ts';

const commonOf = ({ id, country, region, city, currency }: Agent) => ({
  tenantType: 'agent',
  tenantId: id,
  source: 'wallet',
  ...{ country, region, city, currency },
});

/**
 * A customer at an agent: cash in lowers the agent's float, cash out raises it. On a dry day an agent's customers bring cash
 * only, until the float does not suffice and payments fail.
 */
export function agentTraffic(slot: Slot, rng: Random, n: number): void {
  const { network, state, seed, controls } = slot;
  const dry = dryAgentOf(seed, slot.at, network.agents);
  const drained = dry !== null && rng.chance(0.3);
  const agent = (drained && network.agents.find(({ id }) => id === dry)) || rng.weighted(network.agents);
  const cashIn = drained || rng.chance(0.52);
  const amount = Math.round((agent.usualFloat / 28) * Math.exp(rng.normal() * 0.7) * (drained ? 2 : 1));
  const float = state.floats[agent.id] ?? 0;
  const started = slot.at + Math.floor(rng.next() * SLOT_MS);
  const user = `U-${rng.between(1, network.users)}`;
  const id = `${seed}-${slot.slot}-a${n}`;
  const common = { ...commonOf(agent), amount, paymentId: `P-${id}`, user, method: cashIn ? 'dépôt' : 'retrait' };
  slot.emit({ id: `${id}-i`, type: 'payment.initiated', time: iso(started), ...common });
  const latencyMs = Math.round(Math.exp(6.4 + rng.normal() * 0.4));
  const time = iso(started + latencyMs);
  const reason = controls.frozenWallets.has(user)
    ? 'compte gelé'
    : cashIn && float < amount
      ? 'flottant insuffisant'
      : rng.chance(0.02)
        ? 'délai dépassé'
        : null;
  if (reason !== null) {
    slot.emit({ id: `${id}-f`, type: 'payment.failed', time, ...common, latencyMs, reason });
    return;
  }
  state.floats[agent.id] = float + (cashIn ? -amount : amount);
  state.sales[agent.id] = (state.sales[agent.id] ?? 0) + amount;
  slot.emit({ id: `${id}-s`, type: 'payment.succeeded', time, ...common, latencyMs });
}

const BEAT_SLOTS = 90; // a quarter of an hour
const SLOTS_A_DAY = 86_400_000 / SLOT_MS;

/** Agents tell where they are and what they hold, each in its own slot of the quarter; at night the float is evened out. */
export function beats(slot: Slot): void {
  const { network, state, seed } = slot;
  const ofDay = slot.slot % SLOTS_A_DAY;
  network.agents.forEach((agent, index) => {
    const turn = (index * 7) % BEAT_SLOTS;
    if (ofDay === (5 * 3_600_000) / SLOT_MS + turn) refill(slot, agent);
    if (slot.slot % BEAT_SLOTS !== turn) return;
    if (ofDay < BEAT_SLOTS) state.sales[agent.id] = 0;
    const rng = random(seed, 'beat', slot.slot, agent.id);
    const wander = () => (rng.next() - 0.5) / 500;
    slot.emit({
      id: `${seed}-${slot.slot}-h${index}`,
      type: 'agent.heartbeat',
      time: iso(slot.at),
      ...commonOf(agent),
      amount: 0,
      latitude: agent.latitude + wander(),
      longitude: agent.longitude + wander(),
      float: state.floats[agent.id] ?? 0,
      salesToday: state.sales[agent.id] ?? 0,
      name: agent.name,
    });
  });
}

/** Before the day begins an agent goes to the bank: most, not all of them. */
function refill({ state, seed, slot, at, emit }: Slot, agent: Agent): void {
  const rng = random(seed, 'refill', slot, agent.id);
  if (rng.chance(0.18)) return;
  const gap = agent.usualFloat - (state.floats[agent.id] ?? 0);
  if (Math.abs(gap) < agent.usualFloat * 0.15) return;
  const type = gap > 0 ? 'float.topup' : 'float.withdrawal';
  emit({ id: `${seed}-${slot}-t-${agent.id}`, type, time: iso(at), ...commonOf(agent), amount: Math.abs(gap) });
  state.floats[agent.id] = agent.usualFloat;
}
