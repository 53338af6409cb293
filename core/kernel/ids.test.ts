import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson, sha256Hex } from './canonical-json.ts';
import { isUuid, newId } from './ids.ts';

test('ids are version 7 UUIDs that sort by time', () => {
  const early = newId(1_700_000_000_000);
  const late = newId(1_700_000_000_001);
  assert.ok(isUuid(early) && early[14] === '7' && '89ab'.includes(early[19] ?? ''));
  assert.ok(early < late);
  assert.equal(isUuid("x' OR 1=1"), false);
});

test('equal values have one canonical text, whatever the order of their keys', () => {
  assert.equal(
    canonicalJson({ b: 1, a: { d: [1, { z: 1, y: 2 }], c: null } }),
    canonicalJson({ a: { c: null, d: [1, { y: 2, z: 1 }] }, b: 1 }),
  );
  assert.equal(sha256Hex(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});
