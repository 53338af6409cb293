import type { TestContext } from 'node:test';
import type { AccessDeclaration, Actor, Identity, SignedIn } from '@griot/identity';
import { identityMigrations } from '@griot/identity';
import { createTestTenant, type TestTenant, testIdentity } from '@griot/identity/testing';
import { type Clock, type Logger, manualClock, silentLogger } from '@griot/kernel';
import type { MigrationSet, Store } from '@griot/store';
import { testStore } from '@griot/store/testing';
import type { InjectOptions } from 'fastify';
import { createHttpServer, type Endpoint, type HttpServer, type HttpServerOptions, httpMigrations } from '../index.ts';

export interface TestServerOptions
  extends Omit<Partial<HttpServerOptions>, 'endpoints' | 'store' | 'identity' | 'clock'> {
  /** Made once the store and the identity are there. */
  endpoints?: readonly Endpoint[] | ((services: { store: Store; identity: Identity }) => readonly Endpoint[]);
  /** Beside those of identity and http. */
  migrations?: MigrationSet[];
  applications?: AccessDeclaration[];
  /** Stands at 2026-03-02T08:00:00Z unless given. */
  clock?: Clock;
  log?: Logger;
}

/** The envelope as a test reads it: members that an answer has not are undefined. */
export interface TestEnvelope<D> {
  success: boolean;
  data: D;
  message?: string;
  error: string;
  code: number;
  details: { code: string; issues: { path: string; message: string; code: string }[]; [fact: string]: unknown };
}

export interface TestAnswer<D> {
  status: number;
  headers: Record<string, string | string[] | number | undefined>;
  json: TestEnvelope<D>;
  text: string;
}

export interface TestServer {
  server: HttpServer;
  store: Store;
  identity: Identity;
  /** A tenant with an administrator. */
  tenant: TestTenant;
  admin: Actor;
  /** Asks as the administrator; `as` somebody else (a sign-in or a bearer), or nobody (null). `D` = shape of `data`. */
  inject<D = unknown>(request: InjectOptions & { as?: SignedIn | string | null }): Promise<TestAnswer<D>>;
}

/** A server on a real store of its own, with one tenant; closed and dropped at the end of the test. */
export async function testServer(t: Pick<TestContext, 'after'>, o: TestServerOptions = {}): Promise<TestServer> {
  const { endpoints, migrations = [], applications = [], clock, ...rest } = o;
  const store = await testStore(t, [identityMigrations, httpMigrations, ...migrations]);
  const time = clock ?? manualClock('2026-03-02T08:00:00Z');
  const identity = testIdentity(store, { clock: time, applications });
  const tenant = await createTestTenant(identity);
  const server = await createHttpServer({
    log: silentLogger,
    version: '0.0.0-test',
    ...rest,
    identity,
    store,
    clock: time,
    endpoints: typeof endpoints === 'function' ? endpoints({ store, identity }) : (endpoints ?? []),
  });
  t.after(() => server.close());
  return {
    server,
    store,
    identity,
    tenant,
    admin: tenant.admin,
    async inject<D>({ as, ...request }: InjectOptions & { as?: SignedIn | string | null }) {
      const bearer = as === undefined ? tenant.adminSession.accessToken : typeof as === 'object' ? as?.accessToken : as;
      const headers =
        bearer === undefined ? request.headers : { authorization: `Bearer ${bearer}`, ...request.headers };
      const answer = await server.app.inject({ ...request, headers });
      const json = parsed(answer.body) as TestEnvelope<D>;
      return { status: answer.statusCode, headers: answer.headers, json, text: answer.body };
    },
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
