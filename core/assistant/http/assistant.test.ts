import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Chat, shopAssistant } from '../testing/shop-assistant.ts';

test('a query without a place is measured where its figures are declared', async (t) => {
  const { inject, chat } = await shopAssistant(t, { stalls: true });
  const { data } = await chat('CA par ville');
  assert.deepEqual([data.status, data.application], ['answered', 'shops']);
  const query = async (change: object) =>
    (await inject<Chat>({ method: 'POST', url: '/api/ai/query', payload: { asked: data.asked, ...change } })).json.data;
  // As the page sends it when a chip is taken away, and as one that says where.
  const found = await query({});
  assert.deepEqual([found.status, found.application, found.rows], ['answered', 'shops', data.rows]);
  assert.equal((await query({ application: 'shops' })).application, 'shops');
  assert.notEqual((await query({ application: 'stalls' }))?.status, 'answered');
  // What no application declares is answered by none.
  const none = await query({ asked: { ...data.asked, metrics: ['salaries'] } });
  assert.notEqual(none?.status, 'answered');
});

test('a very short question is answered in the language of the page, a longer one in its own', async (t) => {
  const { inject } = await shopAssistant(t);
  const language = async (question: string, page: string) => {
    const payload = { question };
    const headers = { 'accept-language': page };
    const found = await inject<{ language: string }>({ method: 'POST', url: '/api/ai/chat', payload, headers });
    return found.json.data.language;
  };
  for (const page of ['fr', 'en'] as const)
    for (const question of ['CA', 'revenue', 'CA 2023', 'Bouaké']) assert.equal(await language(question, page), page);
  assert.equal(await language('CA par ville', 'en'), 'fr');
  assert.equal(await language('revenue by city', 'fr'), 'en');
});

type List = { items: { id: string; title: string; favourite: boolean }[] };

test('the assistant over HTTP', async (t) => {
  const { inject, tenant, clock, chat: asks } = await shopAssistant(t);
  const reader = await tenant.member({ roles: ['lecteur'] });
  const chat = async (question: string, conversationId?: string, as?: typeof reader) => {
    const found = await asks(question, { ...(conversationId ? { in: conversationId } : {}), ...(as ? { as } : {}) });
    return { status: found.status, text: found.text, json: found };
  };

  await t.test('a question is answered with its figure, query and SQL, and a follow-up changes a part', async () => {
    const first = await chat('CA par ville');
    assert.equal(first.status, 200, first.text);
    const { data } = first.json;
    assert.deepEqual([data.status, data.query], ['answered', 'revenue by shop__city']);
    assert.match(data.sql, /^SELECT/);
    const next = (await chat('sauf Abidjan', data.conversationId)).json.data;
    assert.deepEqual(
      [next.query, next.rows.some(([city]) => city === 'Abidjan')],
      ['revenue by shop__city where shop__city ne "Abidjan"', false],
    );
  });

  await t.test('what was understood can be changed and measured; what is not declared cannot', async () => {
    const { data } = (await chat('CA par ville')).json;
    const query = (asked: object) => inject<Chat>({ method: 'POST', url: '/api/ai/query', payload: { asked } });
    assert.equal((await query({ ...data.asked, dimensions: [] })).json.data.rows.length, 1);
    const hostile = await query({ ...data.asked, metrics: ['revenue; DROP TABLE sales'] });
    assert.notEqual(hostile.json.data?.status, 'answered', hostile.text);
    assert.equal((await query({ ...data.asked, timeRange: { from: '2024-02-31', to: '2024-03-01' } })).status, 400);
  });

  await t.test('a query changed by hand is a turn of its conversation: what is asked next follows it', async () => {
    const { data } = (await chat('CA par ville en 2023')).json;
    const without = data.chips.find(({ text }) => text === '2023')?.without;
    const change = (conversationId: string, as?: typeof reader) =>
      inject<{ messageId: string | null; query: string }>({
        ...{ method: 'POST', url: '/api/ai/query', ...(as ? { as } : {}) },
        payload: { asked: without, keep: { conversationId, question: 'Sans « 2023 »' } },
      });
    clock.advance(1000);
    const changed = await change(data.conversationId);
    clock.advance(1000);
    assert.equal(changed.json.data.query, 'revenue by shop__city', changed.text);
    assert.equal((await chat('sauf Abidjan', data.conversationId)).json.data.query?.includes('2023'), false);
    const { messages } = (
      await inject<{ messages: { id: string; question: string }[] }>({ url: `/api/ai/history/${data.conversationId}` })
    ).json.data;
    assert.deepEqual(
      messages.map(({ question }) => question),
      ['CA par ville en 2023', 'Sans « 2023 »', 'sauf Abidjan'],
    );
    assert.equal(messages[1]?.id, changed.json.data.messageId);
    assert.equal((await change(data.conversationId, reader)).status, 404, 'another’s conversation takes nothing');
    const loose = await inject<{ messageId: string | null }>({
      ...{ method: 'POST', url: '/api/ai/query', payload: { asked: without } },
    });
    assert.equal(loose.json.data.messageId, null, 'without a conversation nothing is kept');
  });

  await t.test('a conversation is one’s own: renamed, favoured, judged, deleted by its owner alone', async () => {
    const { conversationId, messageId } = (await chat('CA à Bouaké')).json.data;
    const url = `/api/ai/history/${conversationId}`;
    assert.equal((await inject({ url, as: reader })).status, 404);
    assert.equal((await chat('par mois', conversationId, reader)).status, 404);
    assert.equal((await inject({ method: 'DELETE', url, as: reader })).status, 404);
    assert.equal((await inject({ method: 'PATCH', url, payload: { title: 'Bouaké', favourite: true } })).status, 200);
    const [top] = (await inject<List>({ url: '/api/ai/history' })).json.data.items;
    assert.deepEqual([top?.title, top?.favourite], ['Bouaké', true]);
    const judge = (as?: typeof reader) =>
      inject({
        method: 'POST',
        url: `/api/ai/messages/${messageId}/feedback`,
        payload: { feedback: 'wrong', note: 'net' },
        ...(as ? { as } : {}),
      });
    assert.equal((await judge(reader)).status, 404);
    assert.equal((await judge()).status, 200);
    const review = await inject<{ items: { id: string; feedback: string; reviewed: boolean }[] }>({
      url: '/api/ai/review',
    });
    assert.equal(review.json.data.items[0]?.feedback, 'wrong');
    assert.equal((await inject({ url: '/api/ai/review', as: reader })).status, 403);
    const dealt = `/api/ai/review/${review.json.data.items[0]?.id}`;
    assert.equal((await inject({ method: 'POST', url: dealt, payload: {}, as: reader })).status, 403);
    assert.equal((await inject({ method: 'POST', url: dealt, payload: {} })).status, 200);
    const again = await inject<{ items: { reviewed: boolean }[] }>({ url: '/api/ai/review' });
    assert.equal(again.json.data.items[0]?.reviewed, true);
    const asked = await inject<{ status: string; query: object }>({
      url: '/api/ai/understand?question=CA%20par%20ville',
    });
    assert.equal(asked.status, 200, asked.text);
    assert.ok(asked.json.data.query, 'understood, without being measured');
    assert.equal((await inject({ method: 'DELETE', url })).status, 200);
    assert.equal((await inject({ url })).status, 404);
  });

  await t.test('a scoped reader knows and sees their part alone', async () => {
    const scoped = await tenant.member({ roles: ['lecteur'], scopes: [{ kind: 'shops.city', id: 'Bouaké' }] });
    const whole = (await chat('CA par ville', undefined, scoped)).json.data;
    assert.deepEqual(
      whole.rows.map(([city]) => city),
      ['Bouaké'],
    );
    assert.notEqual((await chat('CA à Abidjan', undefined, scoped)).json.data.status, 'answered');
  });

  await t.test('a reference question is kept as understood and replayed', async () => {
    const kept = await inject<{ expected: string }>({
      method: 'POST',
      url: '/api/ai/golden',
      payload: { question: 'CA du mois dernier' },
    });
    assert.equal(kept.json.data.expected, 'revenue in day..day', kept.text);
    assert.equal(
      (await inject({ method: 'POST', url: '/api/ai/golden', payload: { question: 'bla bla' } })).status,
      409,
    );
    const replay = await inject({ method: 'POST', url: '/api/ai/golden/replay', payload: {} });
    assert.deepEqual(replay.json.data, { asked: 1, changed: 0 });
  });
});
