import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEvents, type Events, eventsMigrations } from '@griot/events';
import { testServer } from '@griot/http/testing';
import { createTestTenant } from '@griot/identity/testing';
import { silentLogger, systemClock } from '@griot/kernel';
import { coreEventTypes } from '../../core-events.ts';
import { eventEndpoints } from './event-endpoints.ts';

const message = (id: string, subject: unknown = 'Bonjour') => ({
  id,
  type: 'core.message.received',
  payload: { subject, data: { n: 1 } },
});

async function eventServer(t: Parameters<typeof testServer>[0]) {
  let events: Events | undefined;
  const server = await testServer(t, {
    migrations: [eventsMigrations],
    endpoints: ({ store, identity }) => {
      events = createEvents({ store, clock: systemClock, log: silentLogger });
      events.declare({ types: coreEventTypes });
      return eventEndpoints({ events, identity, store });
    },
  });
  return server;
}

test('a batch is taken in with one result per event; sent again it counts nothing; its bad events wait to be mended', async (t) => {
  const { inject, identity, admin } = await eventServer(t);
  const send = (events: unknown[]) =>
    inject<{
      accepted: number;
      duplicates: number;
      rejected: number;
      results: { status: string; deadLetterId?: string }[];
    }>({ method: 'POST', url: '/api/events/batch', payload: { events } });
  const batch = [message('m1'), message('m2', 7), { nothing: true }, message('m3')];
  const first = await send(batch);
  assert.equal(first.status, 200, first.text);
  const { accepted, duplicates, rejected, results } = first.json.data;
  assert.deepEqual([accepted, duplicates, rejected], [2, 0, 2]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['accepted', 'rejected', 'rejected', 'accepted'],
  );
  const again = await send(batch);
  assert.deepEqual([again.json.data.accepted, again.json.data.duplicates], [0, 2]);

  const letters = await inject<{ items: { id: string }[] }>({ url: '/api/events/dead-letters?state=open' });
  assert.equal(letters.json.data.items.length, 2, 'the same bad event again is the same letter');
  const url = `/api/events/dead-letters/${results[1]?.deadLetterId}`;
  const refused = await inject({ method: 'POST', url: `${url}/resend`, payload: {} });
  assert.deepEqual([refused.status, refused.json.details.code], [400, 'events.invalid']);
  assert.equal(refused.json.details.issues[0]?.path, 'payload.subject');
  const mended = await inject<{ state: string }>({
    method: 'POST',
    url: `${url}/resend`,
    payload: { payload: { subject: 'Sept' }, note: 'chiffre en lettres' },
  });
  assert.equal(mended.json.data.state, 'resent', mended.text);
  const log = await inject<{ items: { id: string; payload: unknown }[] }>({ url: '/api/events?id=m2' });
  assert.deepEqual(
    log.json.data.items.map(({ payload }) => payload),
    [{ subject: 'Sept', data: {} }],
  );
  const audited = await identity.audit.search(
    admin.tenantId,
    { action: 'core.event_dead_letter.resent' },
    { limit: 5 },
  );
  assert.equal(audited.length, 1);
});

test('what another tenant sent is not there, and without the right nothing is', async (t) => {
  const { inject, identity } = await eventServer(t);
  await inject({ method: 'POST', url: '/api/events/batch', payload: { events: [message('a'), message('b', 7)] } });
  const other = await createTestTenant(identity);
  const as = other.adminSession;
  assert.deepEqual((await inject<{ items: unknown[] }>({ url: '/api/events', as })).json.data.items, []);
  assert.deepEqual((await inject<{ items: unknown[] }>({ url: '/api/events/dead-letters', as })).json.data.items, []);
  const letters = await inject<{ items: { id: string }[] }>({ url: '/api/events/dead-letters' });
  const id = letters.json.data.items[0]?.id;
  const foreign = await inject({ method: 'POST', url: `/api/events/dead-letters/${id}/discard`, payload: {}, as });
  assert.equal(foreign.status, 404);
  assert.equal((await inject({ url: '/api/events', as: null })).status, 401);
});
