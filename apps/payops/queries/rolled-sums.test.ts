import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, manualClock, type Random, random } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { takeIn } from '../chain/take-in.ts';
import { rollUsers } from '../commands/roll-users.ts';
import { dayStart, hourStart } from '../domain/business-time.ts';
import { chainBed } from '../testing/chain-bed.ts';
import { paymentEvents } from '../testing/payment-events.ts';
import { plainFigures } from '../testing/plain-figures.ts';
import { MONEY, readSums, type SumsQuery } from './read-sums.ts';
import { readUsers } from './read-users.ts';
import type { Selection } from './sight-sql.ts';

/** An end of a month, with the ends of summer time in Europe and America before it. */
const UNTIL = new Date('2026-11-03T09:20:00Z');
const DAYS = 30;
const QUERIES = Number(process.env.TEST_ROUNDS ?? 25);

const SELECTIONS: Selection[] = [
  ...[
    {},
    {},
    { currency: 'XOF' },
    { tenantType: 'platform' },
    { region: 'Abidjan' },
    { country: 'CI', source: 'wallet' },
  ],
  ...[
    { tenantType: 'merchant' },
    { tenantType: 'merchant', tenantId: 'merchant-2' },
    { tenantType: 'agent', currency: 'MAD' },
  ],
  ...[
    { tenantType: 'region', tenantId: 'Littoral' },
    { tenantType: 'bank', tenantId: 'bank-1', source: 'connect' },
  ],
];
const SIGHTS: SumsQuery['sight'][] = [
  ...[null, null, null, { regions: ['Abidjan', 'Savanes'], entities: [] }, { regions: [], entities: [] }],
  { regions: ['Littoral'], entities: [{ tenantType: 'merchant', tenantId: 'merchant-1' }] },
];

function someQuery(rng: Random, timeZone: string): Omit<SumsQuery, 'tenantId'> {
  const [a, b] = [rng.between(-1, DAYS), rng.between(-1, DAYS)].map((age) => {
    const day = addDays(UNTIL.toISOString().slice(0, 10), -age);
    const midnight = dayStart(day, timeZone);
    return rng.chance(0.4) ? midnight : hourStart(midnight + rng.between(0, 24) * 3_600_000, timeZone);
  }) as [number, number];
  return {
    ...{ from: Math.min(a, b), to: Math.max(a, b), timeZone, reportingCurrency: 'XOF' },
    ...{ grain: rng.pick(['hour', 'day', 'all'] as const), selection: rng.pick(SELECTIONS), sight: rng.pick(SIGHTS) },
  };
}

for (const timeZone of ['Africa/Abidjan', 'Asia/Kolkata', 'America/New_York']) {
  test(`${timeZone}: whatever is asked, sums of sums are the sums of the events, hours add up to days and days to all`, async (t) => {
    const bed = await chainBed(t, { timeZone, clock: manualClock(UNTIL.toISOString()) });
    const { store, tenantId } = bed;
    await bed.consume();
    const rng = random('rolled', timeZone);
    const sent = paymentEvents({ seed: `rolled ${timeZone}`, count: 1600, until: UNTIL, days: DAYS });
    const check = async () => {
      await bed.drained();
      for (let n = 0; n < QUERIES; n += 1) {
        const query = someQuery(rng, timeZone);
        const q: SumsQuery = { ...query, tenantId };
        const [sums, users] = await store.withTenant(
          tenantId,
          async (tx) => [await readSums(tx, q), await readUsers(tx, q)] as const,
        );
        const expected = plainFigures(part, q);
        const told = JSON.stringify(query);
        assert.deepEqual(
          sums.map(({ at }) => at),
          [...expected.keys()],
          told,
        );
        for (const step of sums) {
          const { users: people, money, ...figures } = expected.get(step.at) ?? assert.fail();
          assert.deepEqual({ ...figures, ...pick(step, Object.keys(figures)) }, figures, `${told} ${step.at}`);
          for (const name of MONEY) assert.deepEqual(step.money[name], money[name], `${told} ${step.at} ${name}`);
          assert.equal(users.get(step.at) ?? 0, people, `${told} ${step.at} users`);
        }
        const only = await store.withTenant(tenantId, (tx) => readSums(tx, { ...q, only: 'gmv' }));
        assert.deepEqual(
          only.map((step) => step.money.gmv),
          sums.map((step) => step.money.gmv),
          told,
        );
      }
    };
    let part = sent.slice(0, 1000);
    await takeIn(bed.events, tenantId, part);
    await check();
    assert.ok((await rollUsers(store, tenantId)) > 100);
    assert.equal(await rollUsers(store, tenantId), 0);
    await check();
    // Late ones restate days that were rolled up, before the next roll-up and after it.
    part = sent;
    await takeIn(bed.events, tenantId, sent.slice(1000));
    await check();
    assert.ok((await rollUsers(store, tenantId)) > 100);
    await check();
    const { rows } = await store.withTenant(tenantId, (tx) =>
      tx.execute<{ level: number; events: string; gmv: string }>(sql`
        SELECT level, sum(events) AS events, sum(gmv) AS gmv FROM payops_rollups GROUP BY 1
        UNION ALL SELECT 0, 2 * sum(events), 2 * sum(gmv::numeric) FROM payops_hourly ORDER BY 1`),
    );
    const [twice, cells, hours, days] = rows;
    assert.deepEqual(
      [hours?.events, hours?.gmv, days?.events, days?.gmv],
      [twice?.events, twice?.gmv, twice?.events, twice?.gmv],
    );
    assert.equal(BigInt(cells?.gmv ?? 0) * 2n, BigInt(twice?.gmv ?? 1));
  });
}

const pick = (from: object, names: string[]) =>
  Object.fromEntries(names.map((name) => [name, (from as Record<string, unknown>)[name]]));
