import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@griot/kernel';
import { startServer } from '@griot/server';

export interface Reply {
  status: string;
  query: string | null;
  sql: string | null;
  sentence: string;
  rows: unknown[][];
  columns: { name: string; kind: string }[];
  options: string[];
  conversationId: string;
}

export interface Demonstration {
  /** Asks as the tenant's administrator, over HTTP as a page does. */
  ask(question: string, conversationId?: string | null): Promise<Reply>;
  /** Plain SQL on the published models of the same tenant: for the truth alone. */
  sql(text: string, params: readonly unknown[]): Promise<unknown[][]>;
  /** The business day that figures are as of. */
  today: string;
  stop(): Promise<void>;
}

const PASSWORD = 'golden-golden-golden';

/** The platform with the demonstration tenant of an application, in a folder of its own that goes with it, or in `kept`. */
export async function startDemonstration(
  application: string,
  say: (text: string) => void,
  kept?: string,
): Promise<Demonstration> {
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'griot-golden-')));
  const config = readConfig({ GRIOT_DATA: folder, GRIOT_PORT: '0', GRIOT_DEMO_PASSWORD: PASSWORD, GRIOT_DEMO: '1' });
  const server = await startServer({ config, apiOnly: true, rateLimits: false, say });
  const { services } = server.composition;
  const tenant = await services.identity.findTenant({ slug: `demo-${application}` });
  if (!tenant) throw new Error(`no demonstration tenant of ${application}`);
  const call = async (path: string, body: unknown, token?: string): Promise<{ data: unknown }> => {
    const headers = {
      'content-type': 'application/json',
      'accept-language': 'fr',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    };
    const answer = await fetch(server.address + path, { method: 'POST', headers, body: JSON.stringify(body) });
    const json = (await answer.json()) as { success: boolean; data: unknown; error?: string };
    if (!json.success) throw new Error(`${path}: ${answer.status} ${json.error}`);
    return json;
  };
  const login = async () =>
    (
      (await call('/api/auth/login', { login: `admin@${application}.demo`, password: PASSWORD })).data as {
        accessToken: string;
      }
    ).accessToken;
  let token = await login();
  let since = Date.now();
  const warehouse = services.warehouse.tenant(tenant.id);
  const current = await warehouse.current();
  const newest =
    current?.sources
      .map(({ loadedAt }) => loadedAt)
      .sort()
      .at(-1) ?? '';
  return {
    async ask(question, conversationId = null) {
      if (Date.now() - since > 600_000) {
        token = await login();
        since = Date.now();
      }
      return (await call('/api/ai/chat', { question, conversationId, application }, token)).data as Reply;
    },
    sql: async (text, params) => (await warehouse.query(text, [...params], { maxRows: 20_000 })).rows as unknown[][],
    today: new Intl.DateTimeFormat('sv-SE', { timeZone: tenant.timeZone }).format(new Date(newest)),
    async stop() {
      await server.stop();
      if (kept === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
