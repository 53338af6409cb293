import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageOf } from './navigation.ts';

test('an address belongs to the nearest page alone', () => {
  const pages = ['/chatbot', '/chatbot/review', '/clients'].map((path) => ({ path }));
  assert.equal(pageOf('/chatbot/review', pages), '/chatbot/review');
  assert.equal(pageOf('/chatbot', pages), '/chatbot');
  assert.equal(pageOf('/clients/42', pages), '/clients');
  assert.equal(pageOf('/clientsX', pages), null);
});
