import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { BOARD, PAGES } from './pages.ts';
import { type Platform, signIn } from './platform.ts';
import { emptyTally, type Tally } from './tally.ts';

const ZONES = ['ZI-KOU', 'ZI-YOP', 'ZI-BKE'];
const PASSWORD = 'Sept pirogues et un quai';

interface Person {
  token: string;
  /** Whose figures are alike: the whole tenant, or one zone. */
  sight: string;
  etags: Map<string, string>;
}

interface Answer {
  success: boolean;
  data: unknown;
}

/** Those who read; what each was told, so that two answers of one generation can be set side by side. */
export class People {
  readonly #address: string;
  readonly #agent = new Agent({ connections: 400, pipelining: 1 });
  readonly #people: Person[] = [];
  /** Revenue by sight and generation: one value each, wherever it was read. */
  readonly #told = new Map<string, Map<string, string[]>>();
  readonly #generations = new Set<number>();
  #board = '';

  private constructor(address: string) {
    this.#address = address;
  }

  /** Accounts made by the administrator over the API, then signed in one by one. */
  static async arrive(platform: Platform, count: number): Promise<People> {
    const people = new People(platform.address);
    const admin = await signIn(platform.address, platform.login, platform.password);
    const summary = await fetch(`${platform.address}/api/financier/summary`, {
      headers: { authorization: `Bearer ${admin}` },
    });
    const { data } = (await summary.json()) as { data: { period: { from: string; to: string } } };
    people.#board = BOARD.body(data.period);
    for (let at = 0; at < count; at++) {
      const zone = at % 4 === 3 ? ZONES[at % ZONES.length] : undefined;
      const login = `lecteur-${at}@zones.demo`;
      const answer = await fetch(`${platform.address}/api/users`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}` },
        body: JSON.stringify({
          login,
          name: `Lecteur ${at}`,
          password: PASSWORD,
          roles: ['lecteur'],
          scopes: zone ? [{ kind: 'zones.zone', id: zone }] : [],
        }),
      });
      if (!answer.ok) throw new Error(`${login}: ${answer.status} ${await answer.text()}`);
      const token = await signIn(platform.address, login, PASSWORD);
      people.#people.push({ token, sight: zone ?? 'tout', etags: new Map() });
    }
    return people;
  }

  async read(o: { seconds: number; thinkMs: number; yardstick?: boolean }): Promise<Tally> {
    const tally = emptyTally();
    const until = performance.now() + o.seconds * 1000;
    await Promise.all(
      this.#people.map(async (person, at) => {
        // They did not all sit down at the same moment.
        await wait((o.thinkMs * at) / this.#people.length);
        for (let turn = at; performance.now() < until; turn++) {
          const page = PAGES[turn % PAGES.length] ?? [];
          await Promise.all(page.map((path) => this.#ask(person, o.yardstick ? '/health' : path, tally)));
          await wait(o.thinkMs * (0.5 + ((turn * 7 + at * 13) % 100) / 100));
        }
      }),
    );
    return tally;
  }

  async #ask(person: Person, path: string, tally: Tally): Promise<void> {
    const known = person.etags.get(path);
    const began = performance.now();
    try {
      const { statusCode, headers, body } = await request(`${this.#address}${path}`, {
        dispatcher: this.#agent,
        method: path === BOARD.path ? 'POST' : 'GET',
        headers: {
          authorization: `Bearer ${person.token}`,
          ...(path === BOARD.path ? { 'content-type': 'application/json' } : {}),
          ...(known ? { 'if-none-match': known } : {}),
        },
        ...(path === BOARD.path ? { body: this.#board } : {}),
        headersTimeout: 20_000,
        bodyTimeout: 20_000,
      });
      const text = await body.text();
      tally.latencies.push(performance.now() - began);
      if (statusCode === 304) {
        tally.notModified += 1;
        return;
      }
      if (statusCode !== 200) {
        tally.faults.push(`${path}: ${statusCode} ${text.slice(0, 200)}`);
        return;
      }
      const { etag } = headers;
      if (typeof etag === 'string') person.etags.set(path, etag);
      if (path !== '/health') this.#compare(person, path, JSON.parse(text) as Answer, tally);
    } catch (error) {
      tally.faults.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Takes the generation and the revenue that an answer states, if it states one. */
  #compare(person: Person, path: string, answer: Answer, tally: Tally): void {
    if (!answer.success) {
      tally.faults.push(`${path}: not a success`);
      return;
    }
    const { data } = answer as { data: Record<string, unknown> };
    const stated = path === BOARD.path ? BOARD.revenue(data) : revenueOf(path, data);
    if (!stated) return;
    this.#generations.add(stated.generation);
    const key = `${person.sight} ${stated.generation}`;
    const values = this.#told.get(key) ?? new Map<string, string[]>();
    this.#told.set(key, values);
    const amount = Number(stated.amount).toFixed(2);
    const places = values.get(amount) ?? [];
    places.push(path);
    values.set(amount, places);
  }

  /** Generations whose revenue was told in two ways to readers of one sight. */
  mixed(): string[] {
    return [...this.#told].flatMap(([key, values]) =>
      values.size > 1
        ? [
            `${key}: ${[...values].map(([amount, places]) => `${amount} in ${[...new Set(places)].join(', ')}`).join('; ')}`,
          ]
        : [],
    );
  }

  compared(): number {
    return [...this.#told.values()].reduce(
      (sum, values) => sum + [...values.values()].reduce((count, places) => count + places.length, 0),
      0,
    );
  }

  generationsSeen(): number {
    return this.#generations.size;
  }
}

interface Stated {
  generation: number;
  amount: string;
}

/** The revenue of a summary, or the sum of the list of all zones. */
function revenueOf(path: string, data: Record<string, unknown>): Stated | null {
  const { passport, kpis, items } = data as {
    passport?: { generation: number };
    kpis?: { metric: string; value: string | null }[];
    items?: { zone?: string; ca_total?: string | null }[];
  };
  if (!passport) return null;
  const card = kpis?.find((one) => one.metric === 'ca_total')?.value;
  if (card) return { generation: passport.generation, amount: card };
  if (!items || !path.endsWith('/top_zones_performance')) return null;
  const sum = items.reduce((total, one) => total + Number(one.ca_total ?? 0), 0);
  return { generation: passport.generation, amount: String(sum) };
}
