import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError, type ErrorKind } from '@griot/kernel';
import { createCatalogue } from '../messages/catalogue.ts';
import { STATUS, toErrorAnswer } from './answer.ts';

const told = (error: unknown) =>
  toErrorAnswer(error, { catalogue: createCatalogue(), language: 'fr', requestId: 'r-1', path: '/api/x' });

test('each kind has its status, once', () => {
  for (const [kind, status] of Object.entries(STATUS) as [ErrorKind, number][]) {
    assert.equal(told(new DomainError({ code: 'a.b', kind })).status, status);
  }
  assert.equal(new Set(Object.values(STATUS)).size, Object.keys(STATUS).length);
});

test('of our own troubles the facts stay here', () => {
  const details = { path: '/var/lib/secret', retryAfterSeconds: 3 };
  for (const kind of ['internal', 'unavailable', 'timeout'] as const) {
    const answer = told(new DomainError({ code: 'warehouse.unavailable', kind, details, message: 'secret text' }));
    assert.ok(!JSON.stringify(answer.body).includes('secret'), kind);
  }
  const busy = told(new DomainError({ code: 'warehouse.unavailable', kind: 'unavailable', details }));
  assert.equal(busy.headers['retry-after'], '3');
  assert.equal(told(new DomainError({ code: 'a.b', kind: 'conflict', details })).body.details.path, details.path);
});

test('anything thrown becomes an envelope', () => {
  const thrown = [new Error('x'), new TypeError('y'), 'text', 42, null, undefined, {}, Object.create(null)];
  for (const error of [...thrown, Object.assign(new Error('pg'), { code: '23505', severity: 'ERROR' })]) {
    const answer = told(error);
    assert.equal(answer.status, 500);
    assert.deepEqual(Object.keys(answer.body.details).sort(), [
      'code',
      'detail',
      'instance',
      'requestId',
      'status',
      'title',
      'type',
    ]);
  }
});

test('plugin errors that are the caller’s are the caller’s', () => {
  const from = (code: string, statusCode?: number) => told(Object.assign(new Error('x'), { code, statusCode })).status;
  assert.equal(from('FST_ERR_CTP_BODY_TOO_LARGE'), 413);
  assert.equal(from('FST_FILES_LIMIT', 413), 413);
  assert.equal(from('FST_ERR_BAD_URL', 400), 400);
  assert.equal(from('FST_ERR_SOMETHING_OF_OURS', 500), 500);
  assert.equal(from('ECONNRESET'), 500);
});
