import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Application, Platform } from '@griot/application';
import { type TestServer, testServer } from '@griot/http/testing';
import { manualClock, silentLogger } from '@griot/kernel';
import { createMetrics } from '@griot/metrics';
import { openShop } from '@griot/metrics/testing';
import { assistant } from '../index.ts';

const label = { fr: 'Boutiques', en: 'Shops' };

/** What an answer is to a test. */
export type Chat = {
  status: string;
  query: string | null;
  rows: unknown[][];
  sentence: string;
  conversationId: string;
  messageId: string;
  sql: string;
  asked: object;
  chips: { kind: string; text: string; without: object | null }[];
  application: string;
  proposed: boolean;
  notes: string[];
  next: string[];
  options: string[];
};

export interface ShopAssistant extends TestServer {
  dataDir: string;
  clock: ReturnType<typeof manualClock>;
  /** What was pushed to pages. */
  pushed: { topic: string; data: unknown }[];
  chat(
    question: string,
    o?: { in?: string; as?: Awaited<ReturnType<TestServer['tenant']['member']>> },
  ): Promise<{
    status: number;
    data: Chat;
    text: string;
  }>;
  /** Another generation of the same shops, with the run that published it. */
  publish(): Promise<void>;
  sql(text: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** The assistant over HTTP about the shops of core/metrics: an application that nothing here was made for. */
export async function shopAssistant(
  t: { after(work: () => void | Promise<void>): void },
  o: {
    model?: { baseUrl: string; apiKey?: string };
    /** Another application that is asked first, and declares no revenue. */
    stalls?: boolean;
  } = {},
): Promise<ShopAssistant> {
  const shop = await openShop();
  t.after(() => shop.close());
  const dataDir = await mkdtemp(join(tmpdir(), 'griot-assistant-'));
  t.after(() => rm(dataDir, { recursive: true, force: true }));
  const clock = manualClock('2024-05-01T08:00:00Z');
  const metrics = createMetrics({
    warehouse: shop.warehouse,
    manifest: (id) => {
      if (id !== 'stalls') return shop.manifest;
      const metrics = [...shop.manifest.metrics].filter(([name, one]) => name !== 'revenue' && one.type === 'simple');
      return { ...shop.manifest, metrics: new Map(metrics), savedQueries: new Map() };
    },
    clock,
    log: silentLogger,
    scopeDimensions: { 'shops.city': 'shop__city' },
    generationTtlMs: 0,
  });
  const application: Application = {
    ...{ id: 'shops', name: label, warehouseProject: '.', endpoints: () => [], flows: () => [] },
    permissions: [{ name: 'shops.sales.read', label }],
    roles: [{ name: 'lecteur', label, permissions: ['shops.sales.read', 'core.metrics.read'] }],
    scopeDimensions: { 'shops.city': 'shop__city' },
  };
  const stalls: Application = {
    ...{ id: 'stalls', name: label, warehouseProject: '.', endpoints: () => [], flows: () => [] },
    permissions: [{ name: 'stalls.sales.read', label }],
    roles: [{ name: 'marchand', label, permissions: ['stalls.sales.read'] }],
  };
  const applications = o.stalls ? [stalls, application] : [application];
  const pushed: ShopAssistant['pushed'] = [];
  const listeners: ((change: { tenantId: string; kind: string; state: string }) => void)[] = [];
  const own = {
    ...{ metrics, warehouse: shop.warehouse, clock, applications, dataDir, log: silentLogger },
    config: { openaiBaseUrl: o.model?.baseUrl, openaiApiKey: o.model?.apiKey, openaiModel: 'test' },
    live: { publish: async (_: string, topic: string, data: unknown) => pushed.push({ topic, data }), allow: () => {} },
    flows: {
      onChange: async (listener: (typeof listeners)[number]) => {
        listeners.push(listener);
        return async () => {};
      },
    },
  };
  let platform: Platform | undefined;
  const server = await testServer(t, {
    applications: [...applications, assistant],
    migrations: assistant.migrations ? [assistant.migrations] : [],
    messages: assistant.messages ? [assistant.messages] : [],
    endpoints: ({ store, identity }) => {
      platform = { store, identity, ...own } as unknown as Platform;
      return assistant.endpoints(platform);
    },
  });
  const stop = (await assistant.start?.(platform as Platform)) ?? (async () => {});
  t.after(stop);
  return {
    ...{ ...server, dataDir, clock, pushed, stop, sql: (text) => shop.sql(text) },
    async publish() {
      shop.warehouse.generation = { ...shop.warehouse.generation, id: shop.warehouse.generation.id + 1 };
      for (const tell of listeners) tell({ tenantId: server.tenant.tenant.id, kind: 'run', state: 'succeeded' });
      // The watcher works beside requests: done when each reference question carries the generation.
      const { id } = shop.warehouse.generation;
      for (;;) {
        const kept = await server.inject<{ items: { generation: number | null }[] }>({ url: '/api/ai/golden' });
        if (kept.json.data.items.every(({ generation }) => generation === id)) return;
        await wait(20);
      }
    },
    async chat(question, { in: conversationId, as } = {}) {
      // Messages of a conversation are ordered by their time.
      clock.advance(1000);
      const payload = { question, progress: 'p', ...(conversationId ? { conversationId } : {}) };
      const answer = await server.inject<Chat>({ method: 'POST', url: '/api/ai/chat', payload, ...(as ? { as } : {}) });
      return { status: answer.status, data: answer.json.data, text: answer.text };
    },
  };
}
