import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { receiver } from '../testing/post-office.ts';
import { addressFor, isPublicAddress, urlFault } from './address-guard.ts';
import { postGuarded } from './post-guarded.ts';
import { newSecret, signedHeaders } from './sign.ts';

test('addresses that only this machine or its network can reach are not public', () => {
  const closed = [
    ...[
      '127.0.0.1',
      '127.8.8.8',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
      '0.0.0.0',
    ],
    ...['100.64.0.1', '224.0.0.1', '255.255.255.255', '198.18.0.1', '::1', '::', 'fe80::1', 'fc00::1', 'fd12::1'],
    ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', 'ff02::1', 'not an address'],
  ];
  assert.deepEqual(closed.filter(isPublicAddress), []);
  const open = ['1.1.1.1', '8.8.8.8', '172.32.0.1', '172.15.255.255', '2606:4700:4700::1111', '196.201.100.1'];
  assert.deepEqual(open.filter(isPublicAddress), open);
});

const FAULTS: [url: string, strict: string | null, lenient: string | null][] = [
  ['https://hooks.example.ci/griot', null, null],
  ['http://hooks.example.ci/griot', 'not_https', null],
  ['https://user:pw@hooks.example.ci/', 'has_credentials', 'has_credentials'],
  ['file:///etc/passwd', 'not_https', 'not_https'],
  ['gopher://127.0.0.1:25/', 'not_https', 'not_https'],
  ['https://localhost/x', 'private', null],
  ['https://intranet/x', 'private', null],
  ['https://127.0.0.1/x', 'private', null],
  ['https://2130706433/x', 'private', null], // 127.0.0.1 as one number
  ['https://0x7f.1/x', 'private', null],
  ['https://[::1]/x', 'private', null],
  ['https://[::ffff:7f00:1]/x', 'private', null],
  ['https://169.254.169.254/latest/meta-data', 'private', null],
  ['nonsense', 'not_a_url', 'not_a_url'],
];

for (const [url, strict, lenient] of FAULTS)
  test(`an address before it is looked up: ${url}`, () =>
    assert.deepEqual([urlFault(url, false), urlFault(url, true)], [strict, lenient]));

test('a name is refused when any of its addresses is private, and looked up once', async () => {
  const named =
    (...addresses: string[]) =>
    async () =>
      addresses.map((address) => ({ address, family: 4 }));
  const strict = (resolve: () => Promise<{ address: string; family: number }[]>) =>
    addressFor('hooks.example.ci', { allowPrivate: false, resolve });
  await assert.rejects(strict(named('127.0.0.1')), /not a public address/);
  await assert.rejects(strict(named('1.1.1.1', '10.0.0.1')), /not a public address/);
  await assert.rejects(strict(named()), /no address/);
  assert.deepEqual(await strict(named('1.1.1.1')), { address: '1.1.1.1', family: 4 });
});

test('the call goes to the address that was looked up, and to no other: a name that changes gains nothing', async (t) => {
  const { received, url } = await receiver(t);
  const { port } = new URL(url);
  let asked = 0;
  const resolve = async () => {
    asked += 1;
    // The first answer is where the receiver stands; a second question would get another.
    return [{ address: asked === 1 ? '127.0.0.1' : '127.0.0.9', family: 4 }];
  };
  const post = { url: `http://hooks.example.ci:${port}/hook`, body: '{}', headers: {}, resolve };
  assert.equal(await postGuarded({ ...post, allowPrivate: true }), 200);
  assert.equal(asked, 1);
  assert.equal(received[0]?.headers.host, `hooks.example.ci:${port}`);
  const https = { ...post, url: `https://hooks.example.ci:${port}/hook` };
  await assert.rejects(postGuarded({ ...https, allowPrivate: false }), /not a public address/);
  assert.equal(received.length, 1);
});

test('redirections are not followed, a receiver that hangs is left', async (t) => {
  const { received, url } = await receiver(t, () => 302);
  assert.equal(await postGuarded({ url, body: '{}', headers: {}, allowPrivate: true }), 302);
  assert.equal(received.length, 1);
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  t.after(() => silent.close());
  await once(silent, 'listening');
  const { port } = silent.address() as { port: number };
  const slow = { url: `http://127.0.0.1:${port}/`, body: '{}', headers: {}, allowPrivate: true, timeoutMs: 150 };
  await assert.rejects(postGuarded(slow), /abort|timeout/i);
});

test('the signature is the one that receivers’ libraries verify (Standard Webhooks)', () => {
  const secret = newSecret();
  const body = '{"type":"alerts.changed"}';
  const signed = signedHeaders({ secret, id: 'm1', body, now: new Date() });
  const verifier = new Webhook(secret);
  assert.deepEqual(verifier.verify(body, signed), { type: 'alerts.changed' });
  assert.throws(() => verifier.verify(`${body} `, signed));
  assert.throws(() => verifier.verify(body, { ...signed, 'webhook-id': 'm2' }));
  const old = signedHeaders({ secret, id: 'm1', body, now: new Date(Date.now() - 10 * 60_000) });
  assert.throws(() => verifier.verify(body, old), /old/);
  assert.throws(() => new Webhook(newSecret()).verify(body, signed));
});
