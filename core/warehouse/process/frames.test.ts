import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeFrame, frameReader } from './frames.ts';

test('frames come out whole and in order however the socket cuts them', () => {
  const message = fc.oneof(
    fc.string(),
    fc.double(),
    fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.boolean())),
    fc.record(
      { id: fc.nat(), rows: fc.array(fc.array(fc.string(), { maxLength: 4 }), { maxLength: 4 }) },
      { noNullPrototype: true },
    ),
  );
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      (messages, cuts) => {
        const bytes = Buffer.concat(messages.map(encodeFrame));
        const got: unknown[] = [];
        const read = frameReader((one) => got.push(one));
        for (let at = 0, i = 0; at < bytes.length; i += 1) {
          const size = cuts[i % cuts.length] ?? 1;
          read(bytes.subarray(at, at + size));
          at += size;
        }
        assert.deepEqual(got, messages);
      },
    ),
  );
});

test('a length nobody sends is refused', () => {
  const read = frameReader(() => undefined);
  assert.throws(() => read(Buffer.from([255, 255, 255, 255, 0])), { code: 'warehouse.protocol' });
});
