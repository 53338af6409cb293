import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offersFor, understand } from '@griot/assistant/testing';
import { lexiconOf, OTHERS, readOthers } from '../others.ts';

for (const application of OTHERS)
  test(`what ${application} does not answer offers at least two questions that it does`, async (t) => {
    const { asOf: today, values, questions } = await readOthers(application);
    const lexicon = await lexiconOf(application, values);
    let asked = 0;
    for (const { q, after } of questions) {
      const first = after === undefined ? null : understand(after, lexicon, { today });
      const before = first?.status === 'query' ? first.asked : null;
      const found = understand(q, lexicon, { today, before });
      if (found.status === 'query' || found.status === 'refused') continue;
      asked += 1;
      const offers = offersFor(found, { question: q, before }, { application, lexicon, today }, 'fr');
      assert.ok(offers.length >= 2, `${q}: ${offers.join(', ')}`);
      for (const one of offers)
        assert.equal(understand(one, lexicon, { today, before }).status, 'query', `${q}: ${one}`);
    }
    t.diagnostic(`${asked} questions`);
  });
