import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@griot/kernel';
import { type RunningServer, startServer } from '@griot/server';

export interface Reply {
  status: string;
  query: string | null;
  sql: string | null;
  params: unknown[];
  sentence: string;
  rows: unknown[][];
  columns: { name: string; kind: string }[];
  options: string[];
  conversationId: string;
}

/** The administrator of one demonstration tenant, asking over HTTP as a page does. */
export interface Asker {
  ask(question: string, conversationId?: string | null): Promise<Reply>;
  /** The same, whatever comes: status and body. */
  raw(question: string, conversationId?: string | null): Promise<{ status: number; text: string }>;
  tenantId: string;
}

export interface Demonstration extends Asker {
  /** The administrator of another demonstration tenant of the same platform. */
  as(application: string): Promise<Asker>;
  /** Plain SQL on the published models of the same tenant: for the truth alone. */
  sql(text: string, params: readonly unknown[]): Promise<unknown[][]>;
  /** The business day that figures are as of. */
  today: string;
  server: RunningServer;
  stop(): Promise<void>;
}

const PASSWORD = 'golden-golden-golden';
/** Access tokens live for a quarter of an hour. */
const SIGN_IN_AGAIN_MS = 600_000;

/** The platform with the demonstration tenants, in a folder of its own that goes with it, or in `kept`. */
export async function startDemonstration(
  application: string,
  say: (text: string) => void,
  kept?: string,
): Promise<Demonstration> {
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'griot-golden-')));
  const config = readConfig({ GRIOT_DATA: folder, GRIOT_PORT: '0', GRIOT_DEMO_PASSWORD: PASSWORD, GRIOT_DEMO: '1' });
  const server = await startServer({ config, apiOnly: true, rateLimits: false, say });
  const { services } = server.composition;
  const own = await signIn(server, application);
  const tenant = await services.identity.findTenant({ id: own.tenantId });
  const warehouse = services.warehouse.tenant(own.tenantId);
  const current = await warehouse.current();
  const newest =
    current?.sources
      .map(({ loadedAt }) => loadedAt)
      .sort()
      .at(-1) ?? '';
  return {
    ...own,
    server,
    as: (other) => signIn(server, other),
    sql: async (text, params) => (await warehouse.query(text, [...params], { maxRows: 20_000 })).rows as unknown[][],
    today: new Intl.DateTimeFormat('sv-SE', { timeZone: tenant?.timeZone ?? 'UTC' }).format(new Date(newest)),
    async stop() {
      await server.stop();
      if (kept === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function signIn(server: RunningServer, application: string): Promise<Asker> {
  const tenant = await server.composition.services.identity.findTenant({ slug: `demo-${application}` });
  if (!tenant) throw new Error(`no demonstration tenant of ${application}`);
  const post = async (path: string, body: unknown, token?: string): Promise<{ status: number; text: string }> => {
    const headers = {
      'content-type': 'application/json',
      'accept-language': 'fr',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    };
    const answer = await fetch(server.address + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, text: await answer.text() };
  };
  const dataOf = ({ status, text }: { status: number; text: string }, path: string): unknown => {
    const json = JSON.parse(text) as { success: boolean; data: unknown; error?: string };
    if (!json.success) throw new Error(`${path}: ${status} ${json.error}`);
    return json.data;
  };
  const login = async () => {
    const path = '/api/auth/login';
    const answer = await post(path, { login: `admin@${application}.demo`, password: PASSWORD });
    return (dataOf(answer, path) as { accessToken: string }).accessToken;
  };
  let token = await login();
  let since = Date.now();
  const raw: Asker['raw'] = async (question, conversationId = null) => {
    if (Date.now() - since > SIGN_IN_AGAIN_MS) {
      token = await login();
      since = Date.now();
    }
    return post('/api/ai/chat', { question, conversationId, application }, token);
  };
  return {
    raw,
    ask: async (question, conversationId = null) =>
      dataOf(await raw(question, conversationId), '/api/ai/chat') as Reply,
    tenantId: tenant.id,
  };
}
