import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Application } from '@griot/application';
import type { Actor } from '@griot/identity';
import { maySee, sightOf } from './sight.ts';

const applications = [
  { scopeDimensions: { 'zones.zone': 'zone', 'zones.region': 'zone__region' } },
] as unknown as Application[];
const actor = (...scopes: Actor['scopes']) => ({ scopes }) as Actor;

test('a push reaches who may see the alert, and nobody else', () => {
  const whole = actor();
  const yopougon = actor({ kind: 'zones.zone', id: 'ZI-YOP' });
  const of = (dimension: string | null, value: string) => ({ dimension, value });
  assert.equal(maySee(applications, whole, of(null, '')), true);
  assert.equal(maySee(applications, yopougon, of('zone', 'ZI-YOP')), true);
  assert.equal(maySee(applications, yopougon, of('zone', 'ZI-VRI')), false);
  assert.equal(maySee(applications, yopougon, of('zone__region', 'ZI-YOP')), false, 'another dimension');
  assert.equal(maySee(applications, yopougon, of(null, '')), false, 'the whole figure');
  assert.equal(maySee(applications, yopougon, null), false, 'a push that was too large says nothing');
  assert.equal(maySee(applications, actor({ kind: 'unknown', id: 'x' }), of('zone', 'x')), false);
  assert.deepEqual(sightOf(applications, whole), null);
});
