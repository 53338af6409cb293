import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileTurns, plainly } from './idioms.ts';
import { readNumber } from './numbers.ts';
import { tokenize } from './tokens.ts';

/** The general turns beside a few of an application's own. */
const turns = compileTurns({
  turns: [
    'paie|paient le plus tard|lentement > le plus long délai de paiement',
    'THING les plus risques > $1 avec le plus haut score',
    'jour par jour > au détail',
    'lo|los > lots',
    'lots pris > lots occupés',
  ],
  things: ['client', 'clients'],
  figures: ['impayes'],
});

const said = (text: string): string =>
  plainly(tokenize(text), turns)
    .map((token) => token.text)
    .join(' ');

test('roundabout ways are read as what they ask', () => {
  assert.equal(said('où en sommes-nous sur les encaissements ?'), 'les encaissements');
  assert.equal(said('n’y a-t-il aucun lot libre ?'), 'y a t il des lot libre');
  assert.equal(said('combien de lots reste-t-il à Vridi'), 'combien de lots restants a vridi');
  assert.equal(said('combien de clients avons-nous perdus'), 'combien de clients perdus');
  assert.equal(said('les clients qui paient le plus tard'), 'les clients qui le plus long delai de paiement');
  assert.equal(said('mois de 2025 où le CA dépasse 3 millions'), 'mois avec le ca depasse 3 millions en 2025');
  assert.equal(said('zones où le taux dépasse 90 %'), 'zones dont le taux depasse 90 %');
});

test('an application has turns of its own, which win where they match as much; its names stand for kinds of words', () => {
  assert.equal(said('les clients les plus risqués'), 'les clients avec le plus haut score');
  assert.equal(said('les lots les plus risqués'), 'les lots les plus risques');
  assert.equal(said('CA jour par jour'), 'ca au detail');
  assert.equal(said('les los pris'), 'les lots occupes');
  assert.equal(said('aucun client ?'), 'y a t il un client');
  assert.equal(said('aucune idée'), 'aucune idee');
  assert.equal(said('to d’impayés'), 'taux de impayes');
  const none = compileTurns({ turns: [], things: [], figures: [] });
  assert.equal(plainly(tokenize('aucun client'), none).length, 2);
  assert.equal(none.words.has('tard'), false);
});

test('what only looks like one stays', () => {
  assert.equal(said('CA donne quoi'), 'ca donne quoi');
  assert.equal(said('où le CA a-t-il baissé'), 'where le ca a t il baisse');
  assert.equal(said('revenue year to date'), 'revenue year to date');
  assert.equal(said('factures payées de 2025'), 'factures payees de 2025');
  assert.equal(said('CA de tous les mois de mars à mai'), 'ca de tous les mois de mars a mai');
});

test('what is not answered is one unknown piece, in the words of the question', () => {
  const raw = (text: string) =>
    plainly(tokenize(text), turns).flatMap((token) => (token.text === '=?' ? [token.raw] : []));
  assert.deepEqual(raw('CA par jour de la semaine'), ['par jour de la semaine']);
  assert.deepEqual(raw('CA de tous les mois de décembre'), ['tous les mois de décembre']);
  assert.deepEqual(raw('CA du premier trimestre de chaque année'), ['trimestre de chaque année']);
});

test('signs that stand for words', () => {
  assert.equal(said('zone qui a le + de CA'), 'zone qui a le plus de ca');
  assert.equal(said('secteur qui rapporte le -'), 'secteur qui rapporte le moins');
  assert.equal(said('CA - Vridi - 2025'), 'ca vridi 2025');
  assert.equal(said('CA mars-juin 2025'), 'ca mars a juin 2025');
  assert.equal(said('impayés de + de 90 j'), 'impayes de plus de 90 jours');
  assert.equal(said('CA le 2025-03-04'), 'ca le 2025-03-04');
});

test('numbers as people write and say them', () => {
  const value = (text: string) => readNumber(tokenize(text), 0)?.value;
  const cases: readonly (readonly [string, number])[] = [
    ['quatre-vingt-dix-sept', 97],
    ['soixante et onze', 71],
    ['vingt et un', 21],
    ['dix-sept', 17],
    ['deux cent cinquante mille', 250_000],
    ['cent millions', 100_000_000],
    ['un million et demi', 1_500_000],
    ['2 milliards 500 millions', 2_500_000_000],
    ['un demi-milliard', 500_000_000],
    ['une centaine de millions', 100_000_000],
    ['10.000.000', 10_000_000],
    ['10,000', 10_000],
    ['1,5', 1.5],
    ['2,5 M', 2_500_000],
    ['500 KFCFA', 500_000],
    ['3 Mds', 3_000_000_000],
    ['half a million', 500_000],
  ];
  for (const [text, expected] of cases) assert.equal(value(text), expected, text);
  assert.equal(readNumber(tokenize('dépasse le milliard'), 2)?.value, 1_000_000_000);
  assert.equal(readNumber(tokenize('milliard'), 0), null);
});
