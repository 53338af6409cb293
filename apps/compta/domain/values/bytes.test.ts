import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { EncodingTest } from '../source/text-encoding.ts';
import { readAmount } from './amount.ts';
import { AMOUNT, amountInBytes, EMPTY } from './amount-bytes.ts';
import { readCompactDay, readDay } from './day.ts';
import { compactDay, dayOfNumber, packedDay, writtenDay } from './day-bytes.ts';
import { copyEven } from './even-text.ts';
import { plainText } from './text.ts';

const ENCODINGS = { 'utf-8': 'utf8', 'windows-1252': 'latin1' } as const;
const near = (letters: string, maxLength: number) => fc.string({ unit: fc.constantFrom(...letters), maxLength });

/** Undefined: it is written unusually. */
function amountOf(bytes: Buffer, how: { decimals: number; western: boolean }): number | null | undefined {
  const target = new Float64Array(1);
  const found = amountInBytes(bytes, 0, bytes.length, how, target, 0);
  return found === EMPTY ? null : found === AMOUNT ? target[0] : undefined;
}

test('an amount in bytes is what its text is, or left to whoever reads texts', () => {
  let read = 0;
  fc.assert(
    fc.property(near('0123456789  \u00A0,.-', 16), fc.constantFrom(2, 3), fc.boolean(), (text, decimals, western) => {
      const bytes = Buffer.from(text, western ? 'latin1' : 'utf8');
      const units = amountOf(bytes, { decimals, western });
      if (units === undefined) return;
      read += 1;
      assert.equal(units, readAmount(text, { decimals, pointsPartThousands: false }));
    }),
    { numRuns: 3000 },
  );
  assert.ok(read > 300, `${read} were read`);
  for (const text of ['0,00', '-12,5', '1 234 567,89', '1\u00A0234,00', '999999999999,99']) {
    const bytes = Buffer.from(text);
    assert.equal(
      amountOf(bytes, { decimals: 2, western: false }),
      readAmount(text, { decimals: 2, pointsPartThousands: false }),
    );
  }
});

test('a day in bytes is what its text is', () => {
  const order = fc.constantFrom('day_first' as const, 'month_first' as const);
  const day = (number: number) => (number === 0 ? null : dayOfNumber(number));
  fc.assert(
    fc.property(near('0123', 8), near('0123/', 10), fc.nat(31), fc.nat(12), order, (digits, text, d, m, way) => {
      const two = (number: number): string => String(number).padStart(2, '0');
      for (const one of [text, `${two(d)}/${two(m)}/2025`, `${two(d)}.${two(m)}.25`, `2${digits}`]) {
        const bytes = Buffer.from(one);
        for (const found of [packedDay, writtenDay].map((read) => day(read(bytes, 0, bytes.length, way))))
          if (found !== null) assert.equal(found, readDay(one, way), one);
        const compact = day(compactDay(bytes, 0, bytes.length));
        if (compact !== null) assert.equal(compact, readCompactDay(one));
      }
      const bytes = Buffer.from(`${two(d)}/${two(m)}/2025`);
      assert.equal(day(writtenDay(bytes, 0, bytes.length, way)), readDay(bytes.toString(), way));
    }),
  );
});

test('a text that is copied is one that plain text leaves as it is', () => {
  const letter = fc.oneof(
    fc.constantFrom(...'abé€’…œ \t\u00A0\u200B\u202F\u2028\u3000\uFEFF"'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  );
  let copied = 0;
  fc.assert(
    fc.property(
      fc.array(letter, { maxLength: 12 }),
      fc.constantFrom('utf-8' as const, 'windows-1252' as const),
      (letters, encoding) => {
        const bytes = Buffer.from(letters.join(''), ENCODINGS[encoding]);
        const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
        const target = new Uint8Array(bytes.length * 3);
        const end = copyEven(bytes, 0, bytes.length, target, 0, encoding === 'windows-1252');
        if (end < 0) return;
        copied += 1;
        const copy = Buffer.from(target.subarray(0, end)).toString();
        assert.equal(copy, text);
        assert.equal(plainText(text), text);
      },
    ),
    { numRuns: 2000 },
  );
  assert.ok(copied > 200, `${copied} were copied`);
});

test('the encoding of a text is told whatever pieces it comes in', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 30 }),
      fc.string({ unit: 'grapheme' }),
      fc.boolean(),
      (random, text, good) => {
        const bytes = good ? Buffer.from(text) : Buffer.concat([Buffer.from(text), random]);
        const whole = new EncodingTest();
        whole.add(bytes);
        const parted = new EncodingTest();
        for (const byte of bytes) parted.add(Uint8Array.of(byte));
        if (bytes[0] !== 0xff) assert.equal(parted.end(), whole.end());
        const strict = (): string => {
          try {
            new TextDecoder('utf-8', { fatal: true }).decode(bytes);
            return 'utf-8';
          } catch {
            return 'windows-1252';
          }
        };
        if (bytes[0] !== 0xff) assert.equal(whole.end(), strict());
      },
    ),
  );
});
