import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, dayInZone, silentLogger } from '@griot/kernel';
import { createMetrics } from '@griot/metrics';
import { sql } from 'drizzle-orm/sql';
import { type TestAlerts, testAlerts } from '../testing/test-alerts.ts';
import { type Cell, letterOf, parseSeries } from '../testing/timeline.ts';
import { evaluateDue } from './evaluate.ts';

const START = '2024-06-12T08:00:00Z';
const STEP_MINUTES = 5;

interface Timeline {
  rule: Record<string, unknown>;
  /** One cell every five minutes; see `parseSeries`. */
  series: string;
  /** One letter a cell: n(ormal) p(ending) A(ctive) r(ecovering) _ (no data) ! (error); several values one after the other. */
  states: string;
  /** What was told, by minute; `2×` in one message. */
  told: string;
  /** Other days' figures: days before the one that the cell sets. */
  past?: Record<number, number>;
}

const TIMELINES: Record<string, Timeline> = {
  'opens and ends': { rule: {}, series: '9 11 12 9', states: 'nAAn', told: 'opened@5 resolved@15' },
  'the limit itself is not above it': { rule: {}, series: '10x2', states: 'nnn', told: '' },
  'at or above it is': { rule: { operator: '>=' }, series: '10 9', states: 'An', told: 'opened@0 resolved@5' },
  'equal, and not equal': {
    rule: { operator: '=', limit: 5 },
    series: '5 6',
    states: 'An',
    told: 'opened@0 resolved@5',
  },
  'a breach must last': { rule: { pendingMinutes: 10 }, series: '11x3', states: 'ppAA', told: 'opened@10' },
  'a short breach is nothing': { rule: { pendingMinutes: 10 }, series: '11 11 9 11', states: 'ppnp', told: '' },
  'so must the good': {
    ...{ rule: { pendingMinutes: 5 }, series: '11 11 9 9', states: 'pArn', told: 'opened@5 resolved@15' },
  },
  'a relapse while it recovers is the same alert': {
    ...{ rule: { pendingMinutes: 5 }, series: '11 11 9 11 9 9', states: 'pArArn', told: 'opened@5 resolved@25' },
  },
  'flapping around the limit, hysteresis': {
    ...{ rule: { hysteresis: 2 }, series: '11 9 11 9 11 9 11 7', states: 'AAAAAAAn', told: 'opened@0 resolved@35' },
  },
  'flapping around the limit, pending time': {
    ...{ rule: { pendingMinutes: 5 }, series: '11 9 11 9 11 9 11 9', states: 'pnpnpnpn', told: '' },
  },
  'flapping without either is told as often as it happens': {
    rule: {},
    series: '11 9 11 9',
    states: 'AnAn',
    told: 'opened@0 resolved@5 opened@10 resolved@15',
  },
  'hysteresis of a lower limit': {
    ...{ rule: { operator: '<', hysteresis: 2 }, series: '9 11 12 13', states: 'AAnn', told: 'opened@0 resolved@10' },
  },
  'a slow rise': { rule: {}, series: '8+1x4', states: 'nnnAA', told: 'opened@15' },
  'missing data neither opens nor ends': { rule: {}, series: '11 _x2 9', states: 'A__n', told: 'opened@0 resolved@15' },
  'missing data breaks the pending time': {
    rule: { pendingMinutes: 10 },
    series: '11 11 _ 11',
    states: 'pp_p',
    told: '',
  },
  'query errors neither open nor end': {
    rule: {},
    series: '! 11 !x2 9',
    states: '!A!!n',
    told: 'opened@5 resolved@20',
  },
  'suspect data decides nothing': {
    rule: {},
    series: '9 11?x1 11 9? 9',
    states: 'nnnAAn',
    told: 'opened@15 resolved@25',
  },
  'no data: the absence is the breach': {
    ...{ rule: { kind: 'no_data' }, series: '9 _ 9 0', states: 'nAnn', told: 'opened@5 resolved@10' },
  },
  'no data for a time': {
    ...{ rule: { kind: 'no_data', pendingMinutes: 10 }, series: '9 _x2 9 _x3', states: 'nppnppA', told: 'opened@30' },
  },
  'no data, and queries that fail': { rule: { kind: 'no_data' }, series: '9 ! _', states: 'n!A', told: 'opened@10' },
  'freshness, in hours': {
    ...{
      rule: { kind: 'freshness', limit: 24 },
      series: '1 23 25 30 1',
      states: 'nnAAn',
      told: 'opened@10 resolved@20',
    },
  },
  'freshness is judged on suspect data too': {
    ...{ rule: { kind: 'freshness', limit: 24 }, series: '1? 25? 2?', states: 'nAn', told: 'opened@5 resolved@10' },
  },
  'a fall against the period before': {
    rule: { kind: 'change_pct', operator: '<', limit: -20, windowDays: 1 },
    past: { 1: 100 },
    series: '100 79 80 120',
    states: 'nAnn',
    told: 'opened@5 resolved@10',
  },
  'a change from nothing is no figure': {
    ...{ rule: { kind: 'change_pct', windowDays: 1 }, series: '50 60', states: '__', told: '' },
  },
  'unusual, either way, against the same weekday of eight weeks': {
    rule: { kind: 'unusual', operator: '!=', limit: 3.5 },
    past: { 7: 100, 14: 102, 21: 98, 28: 101, 35: 99, 42: 103, 49: 97, 56: 100 },
    series: '104 140 101 60',
    states: 'nAnA',
    told: 'opened@5 resolved@10 opened@15',
  },
  'unusual, only when high': {
    rule: { kind: 'unusual', operator: '>', limit: 3.5 },
    past: { 7: 100, 14: 102, 21: 98, 28: 101, 35: 99, 42: 103, 49: 97, 56: 100 },
    series: '60 140',
    states: 'nA',
    told: 'opened@5',
  },
  'unusual: what never varied and now does': {
    rule: { kind: 'unusual', operator: '!=', limit: 3.5 },
    past: { 7: 5, 14: 5, 21: 5, 28: 5, 35: 5 },
    series: '5 6',
    states: 'nA',
    told: 'opened@5',
  },
  'unusual: three weeks are no past': {
    ...{ rule: { kind: 'unusual', operator: '!=', limit: 3.5 }, past: { 7: 100, 14: 102, 21: 98 }, series: '900' },
    ...{ states: '_', told: '' },
  },
  'two values of a dimension are two alerts in one message': {
    rule: { dimension: 'shop__city' },
    series: 'Abidjan=9,Bouaké=9 Abidjan=11,Bouaké=12 Abidjan=11,Bouaké=9 Abidjan=_,Bouaké=9 Abidjan=9,Bouaké=9',
    states: 'nn AA An _n nn',
    told: '2×opened@5 resolved@10 resolved@20',
  },
  'a filter keeps other rows out': {
    rule: { filters: [{ dimension: 'shop__city', operator: 'eq', value: 'Bouaké' }] },
    series: 'Abidjan=99,Bouaké=9 Abidjan=0,Bouaké=11',
    states: 'nA',
    told: 'opened@5',
  },
};

const SHOP: Record<string, string> = { '': 's1', Abidjan: 's1', Bouaké: 's2' };

/** Everything that a process keeps in its memory is made anew; what the database keeps goes on. */
function restarted(bed: TestAlerts, broken: boolean) {
  const { shop, clock, platform } = bed;
  const metrics = createMetrics({
    ...{ warehouse: shop.warehouse, manifest: () => shop.manifest, clock, log: silentLogger },
    ...{ generationTtlMs: 0, cacheTtlMs: 0 },
  });
  const failing = {
    ...metrics,
    catalogue: metrics.catalogue.bind(metrics),
    query: () => Promise.reject(new Error('down')),
  };
  return { ...platform, metrics: broken ? failing : metrics } as typeof platform;
}

async function setFigures(bed: TestAlerts, cell: Cell, line: Timeline): Promise<void> {
  const now = bed.clock.now();
  const kind = line.rule.kind ?? 'value';
  const today = dayInZone(now, 'Africa/Abidjan');
  const last = kind === 'unusual' || kind === 'change_pct' ? addDays(today, -1) : today;
  const rows = Object.entries(line.past ?? {}).map(([back, amount]) => ({
    day: addDays(last, -Number(back)),
    shop: 's1',
    amount,
  }));
  const values = 'error' in cell ? [] : [...cell.values];
  if (kind !== 'freshness')
    for (const [city, amount] of values)
      if (amount !== null) rows.push({ day: last, shop: SHOP[city] ?? 's1', amount });
  const written = rows.map(
    (one, i) => `(${i}, 'c1', '${one.shop}', DATE '${one.day}', NULL, ${one.amount}, false, NULL)`,
  );
  await bed.shop.sql('DELETE FROM sales');
  if (written.length > 0) await bed.shop.sql(`INSERT INTO sales VALUES ${written.join(', ')}`);
  const age = kind === 'freshness' ? Number(values[0]?.[1] ?? 0) : 0;
  const at = new Date(now.getTime() - age * 3_600_000).toISOString();
  const suspect = !('error' in cell) && cell.suspect;
  bed.publish({
    publishedAt: at,
    sources: [{ name: 'sales', loadedAt: at, rows: rows.length }],
    tests: { passed: 1, warned: 0, failed: suspect ? 1 : 0 },
  });
}

test('timelines: each change is told exactly once, with a restart and two servers at every evaluation', async (t) => {
  const bed = await testAlerts(t, { at: START });
  const { store, tenant, clock, inject } = bed;
  const tenantId = tenant.tenant.id;
  for (const [name, line] of Object.entries(TIMELINES))
    await t.test(name, async () => {
      clock.set(START);
      const payload = {
        ...{ name, application: 'shops', metric: 'revenue', operator: '>', limit: 10, windowDays: 1, everyMinutes: 5 },
        ...{ recipients: ['awa@shops.test'], ...line.rule },
      };
      const made = await inject<{ id: string }>({ method: 'POST', url: '/api/alert-thresholds', payload });
      assert.equal(made.status, 201, made.text);
      const { id } = made.json.data;
      const states: string[] = [];
      const begin = clock.now().getTime();
      for (const [i, cell] of parseSeries(line.series).entries()) {
        clock.set(new Date(begin + i * STEP_MINUTES * 60_000));
        await setFigures(bed, cell, line);
        const servers = [1, 2].map(() => restarted(bed, 'error' in cell));
        const evaluated = await Promise.all(servers.map((one) => evaluateDue(one)));
        assert.deepEqual(evaluated.sort(), [0, 1], 'one server evaluates');
        const { rows } = await store.withTenant(tenantId, (tx) =>
          tx.execute<{ state: string }>(
            sql`SELECT memory ->> 'state' AS state FROM alert_states WHERE source = ${id} ORDER BY value`,
          ),
        );
        states.push(rows.map((row) => letterOf(row.state)).join(''));
      }
      assert.equal(states.join(states.some((one) => one.length > 1) ? ' ' : ''), line.states);
      assert.equal(await toldOf(bed, id, begin), line.told);
      await inject({ method: 'DELETE', url: `/api/alert-thresholds/${id}?version=1` });
    });
});

/** From the messages that went to the outbox of mails, each with the changes it tells of. */
async function toldOf(bed: TestAlerts, source: string, begin: number): Promise<string> {
  const { rows } = await bed.store.withTenant(bed.tenant.tenant.id, (tx) =>
    tx.execute<{ message: string; at: string; whats: string[]; alerts: string; mails: string }>(sql`
      SELECT m.id AS message, m.created_at AS at, array_agg(n.what ORDER BY n.id) AS whats, count(DISTINCT n.alert_id) AS alerts,
        (SELECT count(*) FROM mail_outbox o WHERE o.dedup_key = 'alerts/m/' || m.id) AS mails
      FROM alert_notices n JOIN alerts a ON a.id = n.alert_id LEFT JOIN alert_messages m ON m.id = n.message_id
      WHERE a.source = ${source} GROUP BY m.id, m.created_at ORDER BY m.created_at`),
  );
  return rows
    .map(({ message, at, whats, alerts, mails }) => {
      assert.ok(message !== null && Number(mails) === 1, 'each change is in one message, each message is one mail');
      assert.equal(Number(alerts), whats.length, 'no change is told twice');
      const minute = (Date.parse(at) - begin) / 60_000;
      return `${whats.length > 1 ? `${whats.length}×` : ''}${whats[0]}@${minute}`;
    })
    .join(' ');
}
