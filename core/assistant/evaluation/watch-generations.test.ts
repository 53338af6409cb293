import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shopAssistant } from '../testing/shop-assistant.ts';

type Golden = {
  items: { question: string; expected: string; found: string | null; changed: boolean; generation: number | null }[];
};

test('reference questions are asked again after each published generation, and a changed understanding is told', async (t) => {
  const { inject, publish, pushed, sql } = await shopAssistant(t);
  const keep = (question: string) => inject({ method: 'POST', url: '/api/ai/golden', payload: { question } });
  assert.equal((await keep('CA à Bouaké')).status, 200);
  assert.equal((await keep('CA du mois dernier')).status, 200);
  const golden = async () => (await inject<Golden>({ url: '/api/ai/golden' })).json.data.items;
  const told = () => pushed.filter(({ topic }) => topic === 'assistant.changed').map(({ data }) => data);

  await t.test('a generation that changes nothing is noted and told to nobody', async () => {
    await publish();
    assert.deepEqual(
      (await golden()).map(({ changed, generation }) => [changed, generation]),
      [
        [false, 2],
        [false, 2],
      ],
    );
    assert.deepEqual(told(), []);
  });
  await t.test('one in which a name is gone is told once, with what is understood now', async () => {
    await sql("UPDATE shops SET city = 'Gbêkê' WHERE city = 'Bouaké'");
    await publish();
    const [changed, same] = await golden();
    assert.deepEqual(
      [changed?.question, changed?.changed, changed?.expected, changed?.found],
      ['CA à Bouaké', true, 'revenue where shop__city eq "Bouaké"', 'unknown'],
    );
    assert.equal(same?.changed, false, 'days move by themselves');
    await publish();
    assert.deepEqual(told(), [{ question: 'CA à Bouaké' }], 'not again at each generation');
  });
});
