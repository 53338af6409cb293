import { createHmac } from 'node:crypto';
import { DomainError } from '@griot/kernel';
import { clickhouseCode } from './errors.ts';
import { clickhouseText, type tenantDatabases } from './names.ts';
import { ClickHouseServer } from './server.ts';

/**
 * Whom readers are on the server. With access management, each tenant has a user of its own that may read its published
 * databases and the tables behind them and nothing else: a query that names another tenant's database is refused by the
 * server. Without it (the URL's user may not make users) reading goes as that user with `readonly`, and the guard of
 * people's SQL is what keeps tenants apart; `isolated` says which it is.
 */
export class Readers {
  readonly #url: string;
  readonly #admin: ClickHouseServer;
  #managed: Promise<boolean> | undefined;
  #open = new Map<string, ClickHouseServer>();

  constructor(url: string, admin: ClickHouseServer) {
    this.#url = url;
    this.#admin = admin;
  }

  isolated(): Promise<boolean> {
    this.#managed ??= this.#admin
      .rows('SELECT 1 FROM system.users LIMIT 0')
      .then(() => this.#admin.run('CREATE ROLE IF NOT EXISTS griot_reader'))
      .then(
        () => true,
        (error: unknown) => {
          if (error instanceof DomainError && error.code === 'warehouse.forbidden') return false;
          if (clickhouseCode(error) === '497') return false;
          throw error;
        },
      );
    this.#managed.catch(() => {
      this.#managed = undefined;
    });
    return this.#managed;
  }

  /** The tenant's reader, with its grants on the physical tables its views read. */
  async prepare(databases: ReturnType<typeof tenantDatabases>): Promise<void> {
    if (!(await this.isolated())) return;
    const { username, password } = this.#user(databases.meta);
    await this.#admin.run(
      `CREATE USER IF NOT EXISTS "${username}" IDENTIFIED WITH sha256_password BY ${clickhouseText(password)} SETTINGS readonly = 2`,
    );
    await this.#admin.run(
      `ALTER USER "${username}" IDENTIFIED WITH sha256_password BY ${clickhouseText(password)} SETTINGS readonly = 2`,
    );
    await this.#admin.run(`GRANT SELECT ON "${databases.data}".* TO "${username}"`);
  }

  async grant(meta: string, database: string): Promise<void> {
    if (await this.isolated())
      await this.#admin.run(`GRANT SELECT ON "${database}".* TO "${this.#user(meta).username}"`);
  }

  async drop(meta: string): Promise<void> {
    if (await this.isolated()) await this.#admin.run(`DROP USER IF EXISTS "${this.#user(meta).username}"`);
  }

  /** A way to the server where plain names mean `database`. Kept for the last few databases asked for. */
  async of(meta: string, database: string): Promise<ClickHouseServer> {
    const known = this.#open.get(database);
    if (known !== undefined) {
      this.#open.delete(database);
      this.#open.set(database, known);
      return known;
    }
    const user = (await this.isolated()) ? { user: this.#user(meta) } : {};
    const server = new ClickHouseServer({ url: this.#url, database, ...user });
    this.#open.set(database, server);
    const oldest = this.#open.keys().next().value;
    if (this.#open.size > 64 && oldest !== undefined) {
      const old = this.#open.get(oldest);
      this.#open.delete(oldest);
      // A query may still be under way on it.
      setTimeout(() => old?.close(), 60_000).unref();
    }
    return server;
  }

  close(): void {
    for (const server of this.#open.values()) server.close();
  }

  /** The password follows from the URL's own secret: every process of ours knows it, nothing keeps it. */
  #user(meta: string): { username: string; password: string } {
    const secret = new URL(this.#url).password;
    const password = createHmac('sha256', `griot reader ${secret}`).update(meta).digest('base64url');
    return { username: `${meta}_reader`, password: `${password}aA1!` };
  }
}
