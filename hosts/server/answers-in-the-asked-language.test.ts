import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alerts } from '@griot/alerts';
import { assistant } from '@griot/assistant';
import { dashboards } from '@griot/dashboards';
import { drive } from '@griot/drive';
import type { SignedIn } from '@griot/identity';
import { TEST_PASSWORD } from '@griot/identity/testing';
import { reports } from '@griot/reports';
import zones from '../../apps/zones/app.ts';
import { zonesPlatform } from '../../apps/zones/testing/zones-platform.ts';
import { eventEndpoints } from './endpoints/events/event-endpoints.ts';
import { flowEndpoints } from './endpoints/flows/flow-endpoints.ts';
import { metricEndpoints } from './endpoints/metric-endpoints.ts';
import { explorerEndpoints } from './endpoints/warehouse/explorer/explorer-endpoints.ts';
import { generationEndpoints } from './endpoints/warehouse/generation-endpoints.ts';
import { sqlEndpoints } from './endpoints/warehouse/sql-endpoints.ts';
import { installedProjects } from './installed-projects.ts';

const capabilities = [alerts, dashboards, reports, assistant, drive];
/** They tell of the person who asks, not of the platform. */
const OF_A_PERSON = ['/api/auth/me', '/api/auth/sessions'];
const LANGUAGES = ['fr', 'en'] as const;

interface Question {
  method: 'GET' | 'POST';
  url: string;
  payload?: Record<string, unknown>;
}

/** Questions in words and figures that are asked by other methods. */
const POSTS: Question[] = [
  { method: 'POST', url: '/api/metrics/zones/query', payload: { metrics: ['ca_total'], dimensions: ['zone'] } },
  { method: 'POST', url: '/api/metrics/zones/query', payload: { metrics: ['none_such'] } },
  { method: 'POST', url: '/api/ai/chat', payload: { question: 'CA par zone', progress: 'p' } },
  { method: 'POST', url: '/api/ai/chat', payload: { question: 'brouillard', progress: 'p' } },
  { method: 'POST', url: '/api/flows/zones.pipeline/trigger', payload: { parameters: { asOf: 'x' } } },
];

/**
 * The language of an answer is the one that the request asks for, whoever asks: two people, one of whom speaks French and the other
 * English, get the same words to the same question. What is sent to them later is in their own.
 */
test('every endpoint answers in the language of the request, not in that of the account', async (t) => {
  const bed = await zonesPlatform(t, {
    capabilities,
    endpoints: (platform) => {
      const projects = installedProjects([zones]);
      return [
        ...[flowEndpoints, eventEndpoints, metricEndpoints].flatMap((endpoints) => endpoints(platform)),
        ...sqlEndpoints(platform, projects),
        ...generationEndpoints(platform, projects),
        ...explorerEndpoints(platform, projects, capabilities),
      ];
    },
  });
  await bed.demonstrate({ seed: 5, scale: 0.05, asOf: '2026-11-21' });
  const { identity, inject, tenantId } = bed;
  const people: Record<string, SignedIn> = {};
  for (const locale of LANGUAGES) {
    const login = `${locale}@example.test`;
    const user = await identity.createUser({ login, name: 'Somebody', email: null, locale, password: TEST_PASSWORD });
    await identity.addMember({ tenantId, userId: user.id, roles: ['admin'] });
    const { slug } = bed.tenant.tenant;
    const place = { ip: '127.0.0.1', userAgent: 'test' };
    people[locale] = await identity.login({ login, password: TEST_PASSWORD, tenant: slug, ...place });
  }

  await t.test('the account keeps its own language, for what is sent later', async () => {
    for (const own of LANGUAGES)
      for (const asked of LANGUAGES) {
        const headers = { 'accept-language': asked };
        const me = await inject<{ locale: string }>({ url: '/api/auth/me', headers, as: people[own] as SignedIn });
        assert.equal(me.json.data.locale, own);
      }
  });

  const { json: api } = await inject<unknown>({ url: '/api/openapi.json' });
  const { paths } = api as unknown as { paths: Record<string, Record<string, unknown>> };
  const known = await idsOf();
  const questions: Question[] = [
    ...Object.keys(paths)
      .filter(
        (path) => 'get' in (paths[path] as object) && !path.startsWith('/api/live') && !OF_A_PERSON.includes(path),
      )
      .map(
        (path): Question => ({ method: 'GET', url: path.replace(/\{(\w+)\}/g, (_, name) => known[name] ?? 'none') }),
      ),
    ...POSTS,
  ];
  assert.ok(questions.length > 100, `${questions.length} questions`);
  let translated = 0;
  const faults: string[] = [];
  const answer = async (question: Question, own: string, asked: string): Promise<string> => {
    const headers = { 'accept-language': asked };
    const { text, status } = await inject({ ...question, headers, as: people[own] as SignedIn });
    assert.ok(status < 500, `${question.url}: ${status} ${text.slice(0, 300)}`);
    return wordsOf(text);
  };
  for (const question of questions) {
    const [french, english] = [await answer(question, 'fr', 'fr'), await answer(question, 'en', 'en')];
    if ((await answer(question, 'en', 'fr')) !== french) faults.push(`${question.url} in French`);
    if ((await answer(question, 'fr', 'en')) !== english) faults.push(`${question.url} in English`);
    if (french !== english) translated += 1;
  }
  assert.deepEqual(faults, []);
  t.diagnostic(`${questions.length} questions, ${translated} with words of a language`);
  assert.ok(translated > 50, `${translated} answers have words`);

  async function idsOf(): Promise<Record<string, string>> {
    const clients = await bed.get<{ items: { id_entreprise: string }[] }>('/api/clients?limit=1');
    const runs = await bed.get<{ items: { id: string }[] }>('/api/flows/runs');
    return {
      ...{ application: 'zones', flow: 'zones.pipeline', kpi: 'ca_total', metric: 'ca_total', zone_id: 'ZI-KOU' },
      ...{ id_entreprise: clients.items[0]?.id_entreprise ?? '', id: runs.items[0]?.id ?? '' },
    };
  }
});

/** The texts of an answer, without what changes from one question or person to the next: ids, moments, figures, logins. */
function wordsOf(text: string): string {
  return text
    .replaceAll(/\b(fr|en)@example\.test/g, 'somebody')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '#')
    .replaceAll(/"[0-9a-f]{16,}"/g, '#')
    .replaceAll(/\d+/g, '0');
}
