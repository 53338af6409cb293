import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { scanWithClamd } from './scan-with-clamd.ts';

const MARK = Buffer.from('A MARK THAT THIS DAEMON CALLS A VIRUS');
const MOST = 2_000_000;

/** A daemon that speaks INSTREAM to the letter: lengths in network order, an empty piece at the end, one answer. */
async function daemon(t: {
  after(work: () => void): void;
}): Promise<{ url: string; received: () => number; close(): void }> {
  let received = 0;
  const server = createServer((socket) => {
    let waiting = Buffer.alloc(0);
    let content = Buffer.alloc(0);
    let greeted = false;
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      waiting = Buffer.concat([waiting, bytes]);
      if (!greeted) {
        const end = waiting.indexOf(0);
        if (end < 0) return;
        assert.equal(waiting.subarray(0, end).toString(), 'zINSTREAM');
        greeted = true;
        waiting = waiting.subarray(end + 1);
      }
      while (waiting.length >= 4) {
        const length = waiting.readUInt32BE();
        if (waiting.length < 4 + length) return;
        if (length === 0) {
          received = content.length;
          socket.end(content.includes(MARK) ? 'stream: Test.Mark FOUND\0' : 'stream: OK\0');
          return;
        }
        content = Buffer.concat([content, waiting.subarray(4, 4 + length)]);
        waiting = waiting.subarray(4 + length);
        if (content.length > MOST) {
          socket.end('INSTREAM size limit exceeded. ERROR\0');
          return;
        }
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => received,
    close: () => server.close(),
  };
}

test('contents are shown to the scanner whole; what it cannot judge is not let through', async (t) => {
  const { url, received, close } = await daemon(t);
  const scan = scanWithClamd(url);
  const about = { path: 'a.txt', contentType: 'text/plain' };
  const sent = randomBytes(300_000);
  assert.deepEqual(await scan(Readable.from([sent]), about), { clean: true });
  assert.equal(received(), sent.length);
  assert.deepEqual(await scan(Readable.from([sent, MARK, sent]), about), { clean: false, finding: 'Test.Mark' });
  const refused = { code: 'files.scan_failed', kind: 'unavailable' };
  await assert.rejects(scan(Readable.from([randomBytes(MOST), sent, sent]), about), refused);
  close();
  await assert.rejects(scan(Readable.from([sent]), about), refused);
});
