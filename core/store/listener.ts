import { DomainError, errorMessage, type Logger } from '@griot/kernel';
import pg from 'pg';
import { namedFault } from './errors.ts';

export interface ListenOptions {
  /** Called after the connection was lost and is back: notifications in between are gone, so read the state again. */
  onReconnect?: () => void;
}

interface Subscription {
  handler: (payload: string) => void;
  onReconnect: (() => void) | undefined;
}

const LONGEST_DELAY_MS = 5_000;
/** A connection can die without a word (a firewall that forgets it): asked this often, it must answer in as long. */
const HEARTBEAT_MS = 20_000;

/** One connection for all channels of a process, opened with the first `listen`. */
export class Listener {
  private readonly channels = new Map<string, Set<Subscription>>();
  private client: pg.Client | undefined;
  private connecting: Promise<void> | undefined;
  private retry: NodeJS.Timeout | undefined;
  private closed = false;
  private readonly config: pg.ClientConfig;
  private readonly log: Logger;

  constructor(config: pg.ClientConfig, log: Logger) {
    this.config = { ...config, keepAlive: true, query_timeout: HEARTBEAT_MS, connectionTimeoutMillis: 10_000 };
    this.log = log;
  }

  /** Resolves once the server listens: what is committed from then on is told. */
  async listen(
    channel: string,
    handler: (payload: string) => void,
    o: ListenOptions = {},
  ): Promise<() => Promise<void>> {
    if (Buffer.byteLength(channel) > 63 || channel === '') {
      throw new DomainError({ code: 'store.channel_invalid', kind: 'internal', details: { channel } });
    }
    const subscription: Subscription = { handler, onReconnect: o.onReconnect };
    const known = this.channels.get(channel);
    if (known !== undefined) known.add(subscription);
    else this.channels.set(channel, new Set([subscription]));
    try {
      if (this.client === undefined) await this.connect(false);
      else await this.client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await this.forget(channel, subscription);
      throw namedFault(error);
    }
    return () => this.forget(channel, subscription);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    await this.connecting?.catch(() => {});
    await this.client?.end().catch(() => {});
  }

  private async forget(channel: string, subscription: Subscription): Promise<void> {
    const handlers = this.channels.get(channel);
    if (handlers?.delete(subscription) !== true || handlers.size > 0) return;
    this.channels.delete(channel);
    await this.client?.query(`UNLISTEN ${pg.escapeIdentifier(channel)}`).catch(() => {});
  }

  private connect(again: boolean): Promise<void> {
    this.connecting ??= this.open(again).finally(() => {
      this.connecting = undefined;
    });
    return this.connecting;
  }

  private async open(again: boolean): Promise<void> {
    const client = new pg.Client(this.config);
    client.on('notification', ({ channel, payload }) => this.deliver(channel, payload ?? ''));
    client.on('error', () => {}); // 'end' follows
    await client.connect();
    const heartbeat = setInterval(() => {
      client.query('SELECT 1').catch(() => client.end().catch(() => {}));
    }, HEARTBEAT_MS);
    heartbeat.unref();
    client.on('end', () => {
      clearInterval(heartbeat);
      if (this.client !== client) return;
      this.client = undefined;
      this.reconnect(50);
    });
    try {
      // A channel added meanwhile is met by the same loop.
      for (const channel of this.channels.keys()) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    this.client = client;
    if (again) for (const { onReconnect } of this.subscriptions()) this.guard(() => onReconnect?.());
  }

  private reconnect(delay: number): void {
    if (this.closed) return;
    this.retry = setTimeout(() => {
      this.connect(true).catch((error) => {
        this.log.warn({ error: errorMessage(error) }, 'Listening connection could not be opened again yet');
        this.reconnect(Math.min(delay * 2, LONGEST_DELAY_MS));
      });
    }, delay);
  }

  private subscriptions(): Subscription[] {
    return [...this.channels.values()].flatMap((set) => [...set]);
  }

  private deliver(channel: string, payload: string): void {
    for (const { handler } of [...(this.channels.get(channel) ?? [])]) this.guard(() => handler(payload));
  }

  private guard(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.log.error({ error: errorMessage(error) }, 'A listener failed');
    }
  }
}
