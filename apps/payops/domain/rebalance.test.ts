import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Holder, isLow, suggestRebalancing } from './rebalance.ts';

const holder = fc.record({
  name: fc.constant('n'),
  currency: fc.constantFrom('XOF', 'MAD'),
  latitude: fc.double({ min: 5, max: 5.5, noNaN: true }),
  longitude: fc.double({ min: -4.5, max: -4, noNaN: true }),
  float: fc.bigInt(0n, 1_000_000n),
  salesToday: fc.bigInt(0n, 1_000_000n),
});

test('gifts go to those who run dry, in their currency, from near, and leave no giver below half of his own', () => {
  fc.assert(
    fc.property(fc.array(holder, { maxLength: 30 }), (made) => {
      const agents: Holder[] = made.map((one, n) => ({ ...one, id: `A-${n}` }));
      const by = new Map(agents.map((one) => [one.id, one]));
      const left = new Map(agents.map(({ id, float }) => [id, float]));
      const found = suggestRebalancing(agents);
      assert.equal(found.length, agents.filter(isLow).length);
      for (const { agentId, amount, from } of found) {
        const agent = by.get(agentId) as Holder;
        assert.ok(isLow(agent) && amount > 0n);
        left.set(agentId, (left.get(agentId) ?? 0n) + amount);
        assert.ok(!isLow({ ...agent, float: agent.float + amount, salesToday: agent.salesToday - amount }));
        if (!from) continue;
        assert.equal(by.get(from.id)?.currency, agent.currency);
        assert.ok(from.id !== agentId && from.metres <= 25_000);
        left.set(from.id, (left.get(from.id) ?? 0n) - amount);
      }
      for (const giver of new Set(found.flatMap(({ from }) => (from ? [from.id] : [])))) {
        const { float, salesToday } = by.get(giver) as Holder;
        assert.ok((left.get(giver) ?? 0n) >= (float + salesToday) / 2n);
      }
    }),
  );
});

test('the nearest neighbour who can spare it gives', () => {
  const at = (id: string, float: bigint, longitude: number): Holder => ({
    ...{ id, name: id, currency: 'XOF', latitude: 5, longitude, float, salesToday: 1000n },
  });
  const agents = [at('dry', 100n, -4), at('near', 1500n, -4.01), at('far', 9000n, -4.1), at('none', 500n, -4.001)];
  const [only] = suggestRebalancing(agents);
  assert.deepEqual(
    [only?.agentId, only?.amount, only?.from?.id],
    ['dry', 450n, 'far'],
    'near can spare 250, which is not enough',
  );
});
