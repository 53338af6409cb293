import { errorMessage, type Logger } from '@griot/kernel';
import pg from 'pg';
import { isConnectionLoss, namedFault } from './errors.ts';
import { Listener, type ListenOptions } from './listener.ts';
import { type MigrationSet, migrate } from './migrate.ts';
import { readFigures, type StoreFigures } from './read-figures.ts';
import { ensureRoles, type Login, loginsFor } from './roles.ts';
import { inTransaction, type TransactionOptions } from './transaction.ts';
import type { Tx } from './tx.ts';

export interface StoreOptions {
  /** The owner of the database: creates roles and runs migrations. `postgresql://user:password@host:port/database?…`. */
  databaseUrl: string;
  /** Passwords of the login roles are derived from it; another secret replaces them. */
  secret: string;
  log: Logger;
  /** Connections for tenants' work; system work gets half of it. Default 10. */
  poolSize?: number;
}

export interface Store {
  /** Applies what is new in the store's own set, then in these, as the owner. `store.migration_refused`, `…_failed`. */
  migrate(sets: MigrationSet[]): Promise<void>;
  /** One transaction that sees and writes rows of this tenant only. Do not nest: each one takes a connection. */
  withTenant<T>(tenantId: string, work: (tx: Tx) => Promise<T>, o?: TransactionOptions): Promise<T>;
  /** One transaction across tenants: login, scheduler, health. Applications never get it. */
  withSystem<T>(work: (tx: Tx) => Promise<T>, o?: TransactionOptions): Promise<T>;
  /** Called for each `notify` on the channel, by any process. Returns the end of it. */
  listen(channel: string, handler: (payload: string) => void, o?: ListenOptions): Promise<() => Promise<void>>;
  /** For libraries that open connections of their own. Holds a password: not for logs. */
  connection(role: 'owner' | 'app' | 'system'): { connectionString: string };
  /** Never throws. */
  health(): Promise<{ ok: boolean; latencyMs: number }>;
  /** What the database takes and how busy it is, and this process's own connections. */
  figures(): Promise<StoreFigures>;
  /** Waits for running transactions, then closes every connection. */
  close(): Promise<void>;
}

/**
 * Connects, and creates or refreshes the roles. Errors: `store.unavailable` when the server is not there,
 * `store.roles_refused` with the SQL an administrator should run.
 */
export async function openStore(o: StoreOptions): Promise<Store> {
  const poolSize = o.poolSize ?? 10;
  const { pathname, username } = new URL(o.databaseUrl);
  const logins = loginsFor(decodeURIComponent(pathname.slice(1) || username), o.secret);
  const urls = {
    owner: o.databaseUrl,
    app: withLogin(o.databaseUrl, logins.app),
    system: withLogin(o.databaseUrl, logins.system),
  };
  const owner = openPool({ connectionString: urls.owner, max: 2, application_name: 'griot owner' }, o.log);
  try {
    await untilThere(() => ensureRoles(owner, logins));
  } catch (error) {
    await owner.end();
    throw namedFault(error);
  }
  const app = openPool(
    { connectionString: urls.app, max: poolSize, application_name: 'griot app', statement_timeout: 30_000 },
    o.log,
  );
  const systemConfig = { connectionString: urls.system, application_name: 'griot system', statement_timeout: 60_000 };
  const system = openPool({ ...systemConfig, max: Math.max(2, Math.ceil(poolSize / 2)) }, o.log);
  const listener = new Listener({ connectionString: urls.system, application_name: 'griot listener' }, o.log);
  let closing: Promise<void> | undefined;
  return {
    migrate: (sets) => migrate(owner, sets, o.log),
    withTenant: (tenantId, work, options) => inTransaction(app, tenantId, work, options),
    withSystem: (work, options) => inTransaction(system, undefined, work, options),
    listen: (channel, handler, options) => listener.listen(channel, handler, options),
    connection: (role) => ({ connectionString: urls[role] }),
    health: () => health(app),
    figures: () => readFigures(system, { app, system }),
    close: () => {
      closing ??= Promise.all([listener.close(), app.end(), system.end(), owner.end()]).then(() => {});
      return closing;
    },
  };
}

function openPool(config: pg.PoolConfig, log: Logger): pg.Pool {
  const pool = new pg.Pool({
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...config,
  });
  // Without handlers a connection that breaks would end the process: while it works, its query fails anyway;
  pool.on('connect', (client) => client.on('error', () => {}));
  // while it is idle, the pool drops it.
  pool.on('error', (error) => log.debug({ error: errorMessage(error) }, 'Idle database connection lost'));
  return pool;
}

function withLogin(databaseUrl: string, login: Login): string {
  const url = new URL(databaseUrl);
  url.username = encodeURIComponent(login.name);
  url.password = login.password;
  return url.href;
}

/** A database that is started beside us may need some seconds more. */
async function untilThere(connect: () => Promise<void>): Promise<void> {
  const until = performance.now() + 10_000;
  for (let delay = 50; ; delay = Math.min(delay * 2, 1_000)) {
    try {
      return await connect();
    } catch (error) {
      if (!isConnectionLoss(error) || performance.now() + delay > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, delay));
  }
}

async function health(pool: pg.Pool): Promise<{ ok: boolean; latencyMs: number }> {
  const started = performance.now();
  const asked = pool.query('SELECT 1').then(
    () => true,
    () => false,
  );
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, 3_000, false).unref());
  const ok = await Promise.race([asked, late]);
  return { ok, latencyMs: Math.round((performance.now() - started) * 10) / 10 };
}
