import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request } from 'undici';

export interface Person {
  token: string;
  merchant: string;
  narrowed: boolean;
}

export type Kind = 'overview' | 'ranking' | 'time series' | 'hours of one' | 'transactions';
const WINDOWS = ['today', '24h', '7d', '30d', 'month'];
const METRICS = ['gmv', 'transactions', 'conversion', 'active_users', 'latency_p95', 'refunds', 'fraud_amount'];
const HOUR = 3_600_000;

/** Who reads; how long each question took. */
export class People {
  readonly #agent = new Agent({ connections: 400, pipelining: 1 });
  readonly #address: string;
  readonly took = new Map<Kind, number[]>();
  readonly faults: string[] = [];

  constructor(address: string) {
    this.#address = address;
  }

  /** Everybody at once, each with time to think between pages: a window, a metric over time, down to rows. */
  async read(people: readonly Person[], o: { seconds: number; thinkMs: number }): Promise<void> {
    const until = performance.now() + o.seconds * 1000;
    await Promise.all(
      people.map(async (person, at) => {
        await wait((o.thinkMs * at) / people.length);
        for (let turn = at; performance.now() < until; turn += 1) {
          await this.page(person, turn);
          await wait(o.thinkMs * (0.5 + ((turn * 7 + at * 13) % 100) / 100));
        }
      }),
    );
  }

  /** One page; of `only`, the questions of that kind. */
  async page(person: Person, turn: number, only?: Kind): Promise<void> {
    const ask = (kind: Kind, path: string) =>
      only === undefined || only === kind ? this.ask(person, kind, path) : undefined;
    const window = WINDOWS[(turn * 3) % WINDOWS.length];
    if (turn % 3 === 0) {
      await Promise.all([
        ask('overview', `/overview?window=${window}`),
        ask('ranking', `/ranking?window=${window}&tenantType=merchant&limit=8`),
        ask('ranking', `/ranking?window=${window}&by=region&limit=10`),
      ]);
    } else if (turn % 3 === 1) {
      const metric = METRICS[turn % METRICS.length];
      const [days, grain] = turn % 2 === 0 ? [30, 'day'] : [2, 'hour'];
      const picked = person.narrowed || turn % 4 !== 0 ? '' : `&region=R${turn % 12}`;
      await ask('time series', `/metrics/${metric}/timeseries?${span(days * 24)}&grain=${grain}${picked}`);
    } else {
      const mine = person.narrowed ? '' : `&tenantType=merchant&tenantId=${person.merchant}`;
      await ask('hours of one', `/metrics/gmv/timeseries?${span(24)}&grain=hour${mine}`);
      await ask('transactions', `/transactions?${span(2)}&limit=50${mine}`);
    }
  }

  async ask(person: Person, kind: Kind, path: string): Promise<void> {
    const began = performance.now();
    try {
      const { statusCode, body } = await request(`${this.#address}/api/dashboard${path}`, {
        dispatcher: this.#agent,
        headers: { authorization: `Bearer ${person.token}` },
        headersTimeout: 30_000,
      });
      const text = await body.text();
      const list = this.took.get(kind) ?? [];
      list.push(performance.now() - began);
      this.took.set(kind, list);
      if (statusCode !== 200) this.faults.push(`${path}: ${statusCode} ${text.slice(0, 200)}`);
    } catch (error) {
      this.faults.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function span(hours: number): string {
  const to = (Math.floor(Date.now() / HOUR) + 1) * HOUR;
  return `from=${new Date(to - hours * HOUR).toISOString()}&to=${new Date(to).toISOString()}`;
}
