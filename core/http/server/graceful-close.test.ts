import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { defineEndpoint } from '../index.ts';
import { testServer } from '../testing/index.ts';

const setUp = async (t: Parameters<typeof testServer>[0], o: { closeTimeoutMs: number }) => {
  const started = Promise.withResolvers<AbortSignal>();
  const finish = Promise.withResolvers<void>();
  const slow = defineEndpoint({
    method: 'POST',
    path: '/api/slow',
    summary: 'Slow',
    tags: ['test'],
    permission: 'public',
    data: z.string(),
    async handler({ signal }) {
      started.resolve(signal);
      await finish.promise;
      return 'done';
    },
  });
  const { server } = await testServer(t, { endpoints: [slow], ...o });
  const { port } = await server.listen({ port: 0, host: '127.0.0.1' });
  const base = `http://127.0.0.1:${port}`;
  const running = fetch(`${base}/api/slow`, { method: 'POST' });
  return { server, base, running, signal: await started.promise, finish: () => finish.resolve() };
};

test('closing lets running requests finish and takes no new ones', async (t) => {
  const { server, base, running, finish } = await setUp(t, { closeTimeoutMs: 10_000 });
  const closing = server.close();
  await wait(50);
  const late = await fetch(`${base}/health`).then(
    (answer) => answer.status,
    () => 'refused',
  );
  assert.ok(late === 'refused' || late === 503);
  finish();
  const answer = await running;
  assert.deepEqual([answer.status, await answer.json()], [200, { success: true, data: 'done' }]);
  await closing;
  await server.close();
});

test('a connection that a browser opened in advance and never used does not hold the server', async (t) => {
  const { server } = await testServer(t, { closeTimeoutMs: 600_000 });
  const { port } = await server.listen({ port: 0, host: '127.0.0.1' });
  const unused = connect(port, '127.0.0.1');
  await once(unused, 'connect');
  await Promise.all([once(unused, 'close'), server.close()]);
});

test('a request on a connection that was open before is told to come back', async (t) => {
  const { server, base, running, finish } = await setUp(t, { closeTimeoutMs: 10_000 });
  const { port, hostname } = new URL(base);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  // Half a request keeps the connection from being closed as unused while the server begins to close.
  socket.write('GET /health HTTP/1.1\r\n');
  await wait(50);
  const closing = server.close();
  socket.write('host: x\r\n\r\n');
  await once(socket, 'close');
  assert.ok(answer === '' || /^HTTP\/1\.1 503 .*retry-after: 2.*"code":"http\.closing"/is.test(answer), answer);
  finish();
  await Promise.all([running, closing]);
});

test('what does not finish in time is told to stop and cut', async (t) => {
  const { server, running, signal, finish } = await setUp(t, { closeTimeoutMs: 50 });
  const cut = assert.rejects(running);
  await server.close();
  assert.equal(signal.aborted, true);
  await cut;
  finish();
});

test('a caller who leaves is noticed by the handler', async (t) => {
  const left = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  const endless = defineEndpoint({
    method: 'POST',
    path: '/api/endless',
    summary: 'Endless',
    tags: ['test'],
    permission: 'public',
    data: z.string(),
    async handler({ signal }) {
      signal.addEventListener('abort', () => left.resolve());
      arrived.resolve();
      await left.promise;
      return 'nobody reads this';
    },
  });
  const { server } = await testServer(t, { endpoints: [endless] });
  const { port } = await server.listen({ port: 0, host: '127.0.0.1' });
  const abort = new AbortController();
  const asked = fetch(`http://127.0.0.1:${port}/api/endless`, { method: 'POST', signal: abort.signal });
  await arrived.promise;
  abort.abort();
  await assert.rejects(asked);
  await left.promise;
});
