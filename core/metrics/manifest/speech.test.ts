import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dimensionSpeechOf, metricSpeechOf, modelSpeechOf } from './speech.ts';

const heard = () => {
  const complaints: string[] = [];
  return { complaints, complain: (message: string) => void complaints.push(message) };
};

test('what a metric is said to be, by what it is shown, what tells it line by line', () => {
  const { complaints, complain } = heard();
  const speech = metricSpeechOf(
    {
      config: {
        meta: {
          griot: {
            conditions: [{ below: 0, said: ['déficitaire'] }],
            views: [{ by: 'time', said: ['courbe du résultat'] }],
            detail: 'lignes',
            as_of: 'year',
          },
        },
      },
    },
    complain,
  );
  assert.deepEqual(speech, {
    conditions: [{ operator: 'lt', value: 0, said: ['déficitaire'] }],
    views: [{ by: 'time', said: ['courbe du résultat'] }],
    asOf: 'year',
    detail: 'lignes',
  });
  assert.deepEqual(complaints, []);
});

test('what is no condition, view or band is complained about by what it needs', () => {
  const { complaints, complain } = heard();
  metricSpeechOf(
    { meta: { conditions: [{ said: ['rentable'] }], views: [{ said: ['courbe'] }], as_of: 'month' } },
    complain,
  );
  dimensionSpeechOf({ meta: { bands: { vieux: [] } } }, complain);
  assert.deepEqual(complaints, [
    'a condition needs one of above, atLeast, below, atMost, equal with a number',
    'a view needs `by`: a dimension, or time',
    'as_of can only be year',
    'band "vieux" needs [first day, last day]',
  ]);
});

test('how values are said, as ranges of days, as numbers of a plan, as things that are counted', () => {
  const { complaints, complain } = heard();
  const speech = dimensionSpeechOf(
    {
      meta: {
        values: { 'BQ*': ['banque'] },
        bands: { récent: [null, 30], vieux: [31, null] },
        prefixes: true,
        kinds: ['fournisseur'],
        settles: 'a_encaisser',
        who: true,
        measured_by: { metric: 'constats', instead_of: ['lignes'] },
      },
    },
    complain,
  );
  assert.deepEqual(speech, {
    values: { 'BQ*': ['banque'] },
    bands: { récent: [null, 30], vieux: [31, null] },
    prefixes: true,
    alone: true,
    kinds: ['fournisseur'],
    settles: 'a_encaisser',
    who: true,
    measuredBy: { metric: 'constats', insteadOf: ['lignes'] },
  });
  assert.deepEqual(complaints, []);
});

test('turns of speech of a model, with words of many turns put in, and families of words', () => {
  const { complaints, complain } = heard();
  const griot = {
    words: { DEBT: 'impaye|impayes' },
    turns: ['DEBT vieux > $1 anciens', 'BIG DEBT >'],
    families: [['lot', 'parcelle']],
  };
  assert.deepEqual(modelSpeechOf({ config: { meta: { griot } } }, complain), {
    turns: ['impaye|impayes vieux > $1 anciens', 'BIG impaye|impayes >'],
    families: [['lot', 'parcelle']],
  });
  assert.deepEqual(complaints, []);
  modelSpeechOf({ meta: { words: { debt: 'impaye' }, turns: ['le plus vide'], families: [['lot']] } }, complain);
  assert.deepEqual(complaints, [
    'words "debt": a name in capitals is needed',
    'turn "le plus vide" needs what is said > what it means',
    'a family needs two words that mean the same',
  ]);
});
