import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withCode } from '@griot/identity/testing';
import fc from 'fast-check';
import { z } from 'zod';
import { defineCursor, toPage } from './cursor.ts';

const place = z.object({ amount: z.string().regex(/^-?\d+\.\d{2}$/), id: z.uuid() });
const cursor = defineCursor('zones.clients:-montant', place);
const id = '019a0000-0000-7000-8000-000000000001';

test('a place comes back as it went', () => {
  fc.assert(
    fc.property(fc.integer(), fc.uuid(), (cents, uuid) => {
      const there = { amount: `${cents}.00`, id: uuid };
      assert.deepEqual(cursor.decode(cursor.encode(there)), there);
    }),
  );
  assert.equal(cursor.decode(undefined), null);
});

test('anything else is refused with one clear code, never an accident', () => {
  const good = cursor.encode({ amount: '1.00', id });
  const other = defineCursor('zones.clients:nom', place).encode({ amount: '1.00', id });
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const bad = [
    '',
    ' ',
    'null',
    `${good}x`,
    good.slice(0, -3),
    other,
    encode(['zones.clients:-montant', { amount: "1.00'; --", id }]),
    encode(['zones.clients:-montant', { amount: '1.00', id }, 1]),
    encode({ 0: 'zones.clients:-montant', length: 2 }),
    '../../etc/passwd',
    'é'.repeat(10),
    'A'.repeat(5000),
  ];
  for (const text of bad) assert.throws(() => cursor.decode(text), withCode('http.bad_cursor'), text);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), fc.json()), (text) => {
      assert.throws(() => cursor.decode(text), withCode('http.bad_cursor'));
    }),
  );
});

test('walking a list page by page gives every row once, in order', () => {
  const seq = defineCursor('rows', z.int());
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0 })), fc.integer({ min: 1, max: 7 }), (numbers, limit) => {
      const all = numbers.toSorted((a, b) => a - b);
      const seen: number[] = [];
      for (let text: string | undefined; ; ) {
        const after = seq.decode(text) ?? -1;
        const page = toPage(all.filter((n) => n > after).slice(0, limit + 1), limit, seq, (n) => n);
        seen.push(...page.items);
        if (page.nextCursor === null) break;
        text = page.nextCursor;
      }
      assert.deepEqual(seen, all);
    }),
  );
});
