import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heard } from '../language/speech.ts';
import { HeardWords } from './heard-words.ts';

const index = (...words: string[]): HeardWords => {
  const found = new HeardWords();
  for (const word of words) found.add(word, true);
  return found;
};

test('spellings that are said alike meet', () => {
  for (const [written, spelled] of [
    ['arjan', 'argent'],
    ['kakao', 'cacao'],
    ['recouvreman', 'recouvrement'],
    ['payeman', 'paiement'],
    ['mwayen', 'moyen'],
    ['bonwa', 'bonoua'],
    ['chek', 'cheque'],
    ['doiv', 'doivent'],
    ['antrepriz', 'entreprise'],
    ['septanbre', 'septembre'],
  ] as const)
    assert.equal(index(spelled).said(written), spelled, written);
});

test('what is said otherwise does not meet', () => {
  for (const [one, other] of [
    ['vente', 'vendu'],
    ['lots', 'lits'],
    ['dette', 'date'],
    ['rayon', 'region'],
    ['client', 'clinique'],
  ] as const)
    assert.ok(!heard(one).some((key) => heard(other).includes(key)), `${one}, ${other}`);
});

test('one of several words that sound alike is nobody’s guess, forms of one word are', () => {
  assert.equal(index('chant', 'champ').said('chanp'), null);
  assert.equal(index('affaire', 'affaires').said('afere'), 'affaire');
});

test('a name without its vowels is one that has just those consonants', () => {
  assert.equal(index('vridi', 'daloa').short('vrd'), 'vridi');
  assert.equal(index('vridi', 'verdi').short('vrd'), null);
  assert.equal(index('vridi').short('vrdi'), null);
});
