import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testServer } from '../testing/index.ts';

test('a guided visit is remembered over HTTP, and a bad name is refused', async (t) => {
  const { inject } = await testServer(t);
  const read = () => inject<{ secondFactor: boolean; seenTours: string[] }>({ url: '/api/auth/account' });
  assert.deepEqual((await read()).json.data, { secondFactor: false, seenTours: [] });
  const seen = await inject({ method: 'POST', url: '/api/auth/tours', payload: { tour: 'welcome' } });
  assert.equal(seen.status, 200);
  assert.deepEqual((await read()).json.data.seenTours, ['welcome']);
  const bad = await inject({ method: 'POST', url: '/api/auth/tours', payload: { tour: 'x'.repeat(400) } });
  assert.equal(bad.status, 400);
  const nobody = await inject({ as: null, url: '/api/auth/account' });
  assert.equal(nobody.status, 401);
});
