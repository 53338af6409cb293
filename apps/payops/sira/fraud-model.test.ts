import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '@griot/kernel';
import { businessClock } from './business-clock.ts';
import { confidenceOf, FRAUD_HOURS, HOLD_HOURS, holdAdvice, trainFraud } from './fraud-model.ts';
import { DAY, emptyObservations, HOUR, type Observations, observe, SLICE_MS, sliceOf } from './observations.ts';

const START = Date.parse('2026-08-01T00:00:00Z');
const HISTORY_DAYS = 40;
const DAYS = 100;

/** Merchants with payments all day; now and then wallets are emptied through one of them for some hours, and all of it is found. */
function world(seed: number): Observations {
  const chance = seeded(seed);
  const o = emptyObservations('Africa/Abidjan', START);
  let burst: { merchant: number; until: number } | null = null;
  for (let slice = sliceOf(START); slice < sliceOf(START) + DAYS * DAY; slice += 1) {
    if (burst !== null && slice >= burst.until) burst = null;
    if (burst === null && chance() < 0.004)
      burst = { merchant: Math.floor(chance() * 12), until: slice + 6 + Math.floor(chance() * 8) };
    for (let merchant = 0; merchant < 12; merchant += 1) {
      const event = (kind: string, amount: number) => ({
        ...{ time: slice * SLICE_MS, kind, amount, tenantType: 'merchant', entityId: `M-${merchant}`, region: 'R' },
        ...{ currency: 'XOF', method: null, reason: null, route: null, reference: null },
      });
      const amount = () => Math.round(1000 + 9000 * chance());
      if (chance() < 0.6) observe(o, event('payment.succeeded', amount()));
      if (chance() < 0.0005) observe(o, event('fraud.flagged', amount()));
      for (let n = burst?.merchant === merchant ? 1 + Math.floor(chance() * 3) : 0; n > 0; n -= 1) {
        const stolen = 4 * amount();
        observe(o, event('payment.succeeded', stolen));
        observe(o, event('fraud.flagged', stolen));
      }
    }
  }
  return o;
}

test('what is said of holds comes true on days that nobody had seen: four times in five inside the interval, as likely as said', () => {
  let [advised, inside, troubled, said] = [0, 0, 0, 0];
  for (const seed of [1, 2, 3]) {
    const o = world(seed);
    o.to = o.from + HISTORY_DAYS * DAY;
    const { model } = trainFraud(o) ?? assert.fail('nothing was learnt');
    assert.equal(model.goesOn.low, 0, 'nothing can be less than what was found already');
    assert.ok(model.goesOn.middle <= model.goesOn.high);
    const clock = businessClock(o.timeZone);
    for (const merchant of o.merchants.values()) {
      for (let at = o.to; at < o.from + DAYS * DAY - FRAUD_HOURS * HOUR; at += 1) {
        const advice = holdAdvice(o, model.fraud, merchant, at, clock(at));
        if (!advice) continue;
        const after = merchant.series.sum('fraudAmount', at, at + FRAUD_HOURS * HOUR);
        const confidence = confidenceOf(model, advice.p);
        assert.ok(confidence >= advice.p && confidence < 1);
        advised += 1;
        said += confidence;
        if (after > 0) troubled += 1;
        if (after <= model.goesOn.high * advice.lately) inside += 1;
        at += HOLD_HOURS * HOUR - 1;
      }
    }
  }
  assert.ok(advised >= 50, `${advised} pieces of advice`);
  assert.ok(inside / advised > 0.72 && inside / advised < 0.92, `${inside} of ${advised} inside`);
  assert.ok(Math.abs(said - troubled) / advised < 0.1, `said ${said.toFixed(1)}, came ${troubled} of ${advised}`);
});
