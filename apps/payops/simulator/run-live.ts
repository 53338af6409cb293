import type { Services } from '@griot/application';
import { errorMessage } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { type IncomingEvent, toNewEvent } from '../chain/take-in.ts';
import { readControls } from '../store/controls.ts';
import { makeNetwork, type Network } from './network.ts';
import { LIVELY_PER_HOUR, simulate } from './simulate.ts';
import type { SimulatorState } from './simulator-state.ts';
import { SLOT_MS } from './slot.ts';

const TICK_MS = 2_500;
/** After a stop of the server the traffic missed is made up for, but not for longer than this: then it goes on from now. */
const MOST_CATCH_UP_MS = 15 * 60_000;
const TENANTS_MS = 30_000;

interface SimulatorRow extends Record<string, unknown> {
  seed: string;
  rate: number;
  simulated_to: string;
  state: SimulatorState;
}

/**
 * Makes the traffic of simulated tenants as time goes by. Slots, their events in the log and the state after them are one
 * transaction under a lock of the row: any number of servers may run this, and whoever dies, no slot is there twice.
 */
export async function runSimulators(services: Services): Promise<() => Promise<void>> {
  const { identity, log, clock } = services;
  const networks = new Map<string, Network>();
  let tenants: string[] = [];
  let known = -Infinity;
  const tick = async () => {
    if (performance.now() - known > TENANTS_MS) {
      known = performance.now();
      tenants = (await identity.tenants())
        .filter(({ active, applications }) => active && applications.includes('payops'))
        .map(({ id }) => id);
    }
    for (const tenantId of tenants) await advanceSimulator(services, tenantId, clock.now(), networks);
  };
  let stopped = false;
  let under: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    under = under.then(async () => {
      if (stopped) return;
      await tick().catch((error: unknown) => log.warn({ error: errorMessage(error) }, 'Simulated traffic waits'));
    });
  }, TICK_MS);
  return async () => {
    stopped = true;
    clearInterval(timer);
    await under;
  };
}

/** Traffic up to `now`, when the simulator runs. The number of events made. */
export async function advanceSimulator(
  { store, events }: Pick<Services, 'store' | 'events'>,
  tenantId: string,
  now: Date,
  networks: Map<string, Network> = new Map(),
): Promise<number> {
  return store.withTenant(tenantId, async (tx) => {
    const { rows } = await tx.execute<SimulatorRow>(sql`
      SELECT seed, rate, simulated_to, state FROM payops_simulators
       WHERE tenant_id = ${tenantId} AND running FOR UPDATE SKIP LOCKED`);
    const row = rows[0];
    if (!row) return 0;
    const to = Math.floor(now.getTime() / SLOT_MS) * SLOT_MS;
    const from = Math.max(Date.parse(row.simulated_to), to - MOST_CATCH_UP_MS);
    if (from >= to) return 0;
    const network = networks.get(row.seed) ?? makeNetwork(row.seed);
    networks.set(row.seed, network);
    const made: IncomingEvent[] = [];
    const controls = await readControls(tx, tenantId, row.state.adjustment);
    const emit = (event: IncomingEvent) => void made.push(event);
    simulate({ ...row, network, from, to, controls, leastPerHour: LIVELY_PER_HOUR, emit });
    await saveState(tx, tenantId, row.state, to);
    for (let n = 0; n < made.length; n += 1000) {
      await events.append(tenantId, made.slice(n, n + 1000).map(toNewEvent), { tx });
    }
    return made.length;
  });
}

async function saveState(tx: Tx, tenantId: string, state: SimulatorState, to: number): Promise<void> {
  await tx.execute(sql`
    UPDATE payops_simulators SET state = ${JSON.stringify(state)}::jsonb, simulated_to = ${new Date(to).toISOString()}::timestamptz
     WHERE tenant_id = ${tenantId}`);
}
