import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Concept } from './meaning.ts';
import { shortNames } from './short-names.ts';

const places = (...values: string[]): Concept => ({
  ...{
    id: 'lieu',
    label: { fr: 'Lieu', en: 'Place' },
    dimensions: ['place__name'],
    bands: null,
    said: {},
    alone: true,
    prefixes: false,
    settles: null,
    who: false,
    measuredBy: null,
    values,
  },
});
const found = (concept: Concept, known: readonly string[]) =>
  shortNames([concept], known).map(({ words }) => words.join(' '));

test('first letters that only one name has', () => {
  const names = found(places('Yopougon', 'Korhogo', 'Koumassi'), ['yopougon', 'korhogo', 'koumassi', 'total']);
  assert.ok(names.includes('yop') && names.includes('kor') && names.includes('koumas'));
  assert.ok(!names.includes('ko'));
});

test('not where another word begins so, nor what is a word of French', () => {
  assert.deepEqual(
    found(places('Daloa'), ['daloa', 'dalles']).filter((name) => name === 'dal'),
    [],
  );
  assert.ok(!found(places('Bonoua'), ['bonoua']).includes('bon'));
  assert.ok(found(places('San-Pédro'), ['san', 'pedro']).includes('san pe'));
});
