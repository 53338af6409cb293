import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Services } from '@griot/application';
import { DomainError } from '@griot/kernel';
import { AGGREGATE_GROUP } from '../chain/aggregate-events.ts';
import type { IncomingEvent } from '../chain/take-in.ts';
import { judgeAlerts } from '../commands/judge-alerts.ts';
import { WINDOWS } from '../domain/business-time.ts';
import { PLATFORM, refreshSnapshot } from '../queries/snapshots.ts';
import { makeNetwork } from '../simulator/network.ts';
import { LIVELY_PER_HOUR, simulate } from '../simulator/simulate.ts';
import { initialState, NO_CONTROLS, type SimulatorState } from '../simulator/simulator-state.ts';
import { SLOT_MS } from '../simulator/slot.ts';
import { putEntities } from '../store/entities.ts';
import { beginSettings, putRates } from '../store/settings.ts';
import { beginSimulator } from '../store/simulators.ts';

const SEED = 'demo';
const FOLDER = 'demo/evenements';
const DAY_MS = 86_400_000;
const LIVELY_DAYS = 7;
const POLL_MS = 200;

interface History {
  events: IncomingEvent[];
  state: SimulatorState;
  from: number;
  to: number;
}

/**
 * A month of traffic as a file of events, sent through the ordinary import; then the simulator goes on from where it ends.
 * After a crash it goes on: the same seed and the same days are the same events, and ids count once.
 */
export async function loadDemonstration(
  services: Services,
  tenantId: string,
  o: { scale: number; onProgress(text: string): void },
): Promise<void> {
  const { store, clock, flows, files } = services;
  const network = makeNetwork(SEED);
  o.onProgress('écriture du fichier d’événements');
  const history = makeHistory(clock.now().getTime(), Math.max(2, Math.round(30 * Math.min(1, o.scale))));
  await store.withTenant(tenantId, async (tx) => {
    await beginSettings(tx, tenantId, {
      ...{ timeZone: 'Africa/Abidjan', reportingCurrency: 'XOF' },
      liveSince: new Date(history.to - 3_600_000),
    });
    await putRates(tx, tenantId, ratesOver(history.from, history.to));
    await putEntities(tx, tenantId, network);
  });
  const path = `${FOLDER}/historique-${new Date(history.to).toISOString().slice(0, 10)}.ndjson`;
  const text = history.events.map((event) => Buffer.from(`${JSON.stringify(event)}\n`));
  await files.put(tenantId, path, Readable.from(text), { maxBytes: 1024 ** 3 });
  const { runId } = await flows.trigger(tenantId, 'payops.import', { path }, { kind: 'cli', id: 'demo' });
  await follow(services, tenantId, runId, o.onProgress);
  o.onProgress('calcul des chiffres');
  await untilAggregated(services, tenantId);
  for (const window of WINDOWS) {
    await store.withTenant(tenantId, (tx) =>
      refreshSnapshot(tx, { tenantId, entity: PLATFORM, window, now: clock.now() }),
    );
  }
  await store.withTenant(tenantId, (tx) =>
    beginSimulator(tx, tenantId, {
      seed: SEED,
      simulatedTo: new Date(history.to),
      state: history.state,
      now: clock.now(),
    }),
  );
  await judgeAlerts(services, tenantId);
  // Learns in a task slot while the rest goes on: nobody waits for it.
  await flows.trigger(tenantId, 'payops.sira', { learn: true }, { kind: 'cli', id: 'demo' });
  const built = await flows.trigger(tenantId, 'payops.entrepot', {}, { kind: 'cli', id: 'demo' });
  await follow(services, tenantId, built.runId, o.onProgress);
}

/** Heartbeats tell where agents are now: of the past only the last half hour's are of use. */
function makeHistory(now: number, days: number): History {
  const network = makeNetwork(SEED);
  const state = initialState(network.agents);
  const to = Math.floor(now / SLOT_MS) * SLOT_MS;
  const from = Math.floor(to / DAY_MS) * DAY_MS - days * DAY_MS;
  const events: IncomingEvent[] = [];
  const recent = new Date(to - 30 * 60_000).toISOString();
  const emit = (event: IncomingEvent) => {
    if (event.type !== 'agent.heartbeat' || String(event.time) >= recent) events.push(event);
  };
  const common = { seed: SEED, network, rate: 1, state, controls: NO_CONTROLS, emit };
  // The last days like the live traffic that follows, so that today is not compared with stiller ones.
  const lively = Math.max(from, Math.floor(to / DAY_MS) * DAY_MS - LIVELY_DAYS * DAY_MS);
  simulate({ ...common, from, to: lively });
  simulate({ ...common, from: lively, to, leastPerHour: LIVELY_PER_HOUR });
  return { events, state, from, to };
}

/** Francs of Central Africa at par, dirhams around 60 francs: what a centime was worth, week by week. */
function ratesOver(from: number, to: number): { currency: string; fromDay: string; rate: string }[] {
  const rates: { currency: string; fromDay: string; rate: string }[] = [];
  for (let at = from - 62 * DAY_MS, week = 0; at <= to; at += 7 * DAY_MS, week += 1) {
    const fromDay = new Date(at).toISOString().slice(0, 10);
    const dirham = 6000 + ((week * 37) % 120) - 60; // ten-thousandths of a franc per centime
    rates.push(
      { currency: 'XAF', fromDay, rate: '1' },
      { currency: 'MAD', fromDay, rate: (dirham / 10_000).toFixed(4) },
    );
  }
  return rates;
}

async function untilAggregated({ events }: Services, tenantId: string): Promise<void> {
  for (;;) {
    const group = (await events.groups(tenantId)).find((one) => one.group === AGGREGATE_GROUP);
    if (group?.lag === 0) break;
    await wait(POLL_MS);
  }
}

async function follow(
  services: Services,
  tenantId: string,
  runId: string,
  onProgress: (text: string) => void,
): Promise<void> {
  let said = '';
  for (;;) {
    const run = await services.flows.run(tenantId, runId);
    const running = run.taskList.find((task) => task.state === 'running');
    const text = running?.attempts.at(-1)?.progressText?.fr ?? '';
    if (text !== '' && text !== said) onProgress(text);
    said = text;
    if (run.state === 'succeeded') return;
    if (run.state === 'failed' || run.state === 'cancelled') {
      const details = { runId, state: run.state, failure: run.failure };
      throw new DomainError({
        code: 'payops.demo_failed',
        kind: 'internal',
        details,
        message: JSON.stringify(details),
      });
    }
    await wait(POLL_MS);
  }
}
