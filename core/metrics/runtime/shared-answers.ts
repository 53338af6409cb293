import { errorMessage, type Logger } from '@griot/kernel';

/** Answers that several servers share. It may lose anything at any time; it never makes an answer wait for long. */
export interface SharedAnswers {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, ttlMs: number): Promise<void>;
  close(): Promise<void>;
}

/** An answer from the warehouse is seldom slower: what takes longer here is not worth waiting for. */
const PATIENCE_MS = 150;
const LONGEST_PAUSE_MS = 5000;
const LONGEST_VALUE = 2_000_000;

/**
 * Answers kept in Redis. While the server is away every answer is computed, which is told once in the log; when it is back it
 * is used again. `url`: `redis[s]://[user:password@]host[:port][/database]`, never logged.
 */
export async function connectSharedAnswers(o: { url: string; log: Logger }): Promise<SharedAnswers> {
  // Read only where an address is given.
  const { createClient } = await import('@redis/client');
  const client = createClient({
    url: o.url,
    name: 'griot',
    // Without a connection a command fails at once instead of waiting for one.
    disableOfflineQueue: true,
    commandsQueueMaxLength: 1000,
    commandOptions: { timeout: PATIENCE_MS },
    socket: {
      connectTimeout: 2000,
      reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, LONGEST_PAUSE_MS),
    },
  });
  let away = false;
  client.on('ready', () => {
    if (away) o.log.info({}, 'The shared cache of answers is back');
    away = false;
  });
  client.on('error', (error: unknown) => {
    if (!away) o.log.warn({ error: errorMessage(error) }, 'The shared cache of answers is away: answers are computed');
    away = true;
  });
  client.connect().catch(() => {
    // Told by the event above; the client goes on trying.
  });
  const tolerant = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    if (!client.isReady) return otherwise;
    return work().catch((error: unknown) => {
      o.log.debug({ error: errorMessage(error) }, 'The shared cache of answers did not answer in time');
      return otherwise;
    });
  };
  return {
    get: (key) => tolerant(() => client.get(key), null),
    async set(key, value, ttlMs) {
      if (value.length > LONGEST_VALUE) return;
      await tolerant(() => client.set(key, value, { expiration: { type: 'PX', value: ttlMs } }), null);
    },
    async close() {
      client.destroy();
    },
  };
}
