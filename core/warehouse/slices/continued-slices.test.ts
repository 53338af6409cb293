import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@griot/kernel';
import fc from 'fast-check';
import type { TenantWarehouse } from '../client/warehouse.ts';
import { loadRows, type PlainModel, plainCompiler, testWarehouse } from '../testing/index.ts';

const COLUMNS = { lot: 'VARCHAR', client: 'VARCHAR', ligne: 'INTEGER', montant: 'INTEGER' };
const SLICED = { meta: { slices: 'client' } };

/** Tables of tables, a view between them, a window over a client's rows, and a table of everybody. */
const models = (factor: number): PlainModel[] => [
  {
    name: 'shown',
    sources: ['lignes', 'lots'],
    config: { ...SLICED, materialized: 'view' },
    sql: (c) =>
      `SELECT l.* FROM ${c.source('lignes')} AS l JOIN ${c.source('lots')} AS s ON s.lot = l.lot AND s.client = l.client WHERE s.shown`,
  },
  {
    name: 'facts',
    reads: ['shown'],
    config: SLICED,
    sql: (c) =>
      `SELECT *, montant * ${factor} AS fois, lot = first_value(lot) OVER (PARTITION BY client ORDER BY lot) AS premier FROM ${c.ref('shown')}`,
  },
  {
    name: 'sums',
    reads: ['facts'],
    config: { ...SLICED, materialized: 'view' },
    sql: (c) => `SELECT client, premier, sum(fois) AS fois, count(*) AS n FROM ${c.ref('facts')} GROUP BY ALL`,
  },
  {
    name: 'ranked',
    reads: ['sums'],
    config: SLICED,
    sql: (c) => `SELECT *, row_number() OVER (PARTITION BY client ORDER BY n, premier) AS rang FROM ${c.ref('sums')}`,
  },
  {
    name: 'total',
    reads: ['facts'],
    sql: (c) => `SELECT count(*) AS n, count(DISTINCT client) AS clients FROM ${c.ref('facts')}`,
  },
];

interface Lot {
  client: string;
  rows: number;
  amount: number;
  shown: boolean;
}

class Firm {
  readonly lots = new Map<string, Lot>();
  readonly #tenant: TenantWarehouse;
  #loads = 0;

  constructor(tenant: TenantWarehouse) {
    this.#tenant = tenant;
  }

  async put(changes: Record<string, Lot | null>): Promise<void> {
    const values = Object.keys(changes);
    const rows = Object.entries(changes).flatMap(([lot, one]) =>
      Array.from({ length: one?.rows ?? 0 }, (_, at) => [lot, one?.client ?? '', String(at), String(one?.amount)]),
    );
    for (const [lot, one] of Object.entries(changes)) {
      if (one === null) this.lots.delete(lot);
      else this.lots.set(lot, one);
    }
    const of = { columns: COLUMNS, key: ['lot', 'ligne'], slices: 'client', mode: 'upsert' } as const;
    await this.#load({ ...of, source: 'lignes', rows, without: { column: 'lot', values } });
    const states = [...this.lots].map(([lot, { client, shown }]) => [lot, client, String(shown)]);
    const columns = { lot: 'VARCHAR', client: 'VARCHAR', shown: 'BOOLEAN' };
    await this.#load({ source: 'lots', columns, rows: states, slices: 'client' });
  }

  async #load(o: Omit<Parameters<typeof loadRows>[1], 'loadId'>): Promise<void> {
    this.#loads += 1;
    await loadRows(this.#tenant, { ...o, loadId: `l${this.#loads}` });
  }
}

const step = fc.oneof(
  fc.record({
    what: fc.constant('put' as const),
    lot: fc.nat(8),
    rows: fc.constantFrom(0, 1, 7, 9000, 22_000),
    amount: fc.integer({ min: -9, max: 9 }),
    // Two clients at once.
    also: fc.boolean(),
  }),
  fc.record({ what: fc.constantFrom('purge' as const, 'toggle' as const), lot: fc.nat(8) }),
  fc.record({ what: fc.constantFrom('back' as const, 'change' as const, 'compact' as const) }),
);

test('what is continued slice by slice equals what is built whole, after any steps', {
  timeout: 600_000,
}, async (t) => {
  const plain = plainCompiler();
  const { warehouse } = await testWarehouse(t, { compiler: plain.compiler });
  let continued = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 7 }), async (steps) => {
      const tenant = warehouse.tenant(newId(0));
      const firm = new Firm(tenant);
      let factor = 1;
      const tests = [
        {
          name: 'once',
          on: ['facts'],
          ...SLICED,
          sql: (c: { ref(name: string): string }) =>
            `SELECT lot, ligne FROM ${c.ref('facts')} GROUP BY ALL HAVING count(*) > 1`,
        },
      ];
      const build = async (fullRefresh: boolean): Promise<number> => {
        plain.set({ models: models(factor), tests });
        const { generation, nodes, buildId } = await tenant.build({ projectDir: '/', fullRefresh });
        assert.ok(generation !== null, JSON.stringify(nodes));
        const { nodeResults } = await tenant.buildReport(buildId);
        if (!fullRefresh) continued += nodeResults.filter(({ sql }) => sql?.includes('coalesce("client" IN')).length;
        return generation;
      };
      await firm.put({
        l0: { client: 'c0', rows: 24_000, amount: 1, shown: true },
        l1: { client: 'c1', rows: 30_000, amount: 2, shown: true },
        l2: { client: 'c2', rows: 3, amount: 3, shown: true },
        l3: { client: 'c3', rows: 4, amount: 4, shown: true },
        l4: { client: 'c4', rows: 5, amount: 5, shown: true },
      });
      await build(false);
      for (const one of steps) {
        const known = 'lot' in one ? firm.lots.get(`l${one.lot}`) : undefined;
        if (one.what === 'put')
          for (const lot of one.also ? [one.lot, one.lot + 1] : [one.lot])
            await firm.put({ [`l${lot}`]: { client: `c${lot % 5}`, rows: one.rows, amount: one.amount, shown: true } });
        if (one.what === 'purge') await firm.put({ [`l${one.lot}`]: null });
        if (one.what === 'toggle' && known !== undefined)
          await firm.put({ [`l${one.lot}`]: { ...known, shown: !known.shown } });
        if (one.what === 'change') factor += 1;
        if (one.what === 'compact') await tenant.compact();
        if (one.what === 'back') await tenant.rollback((await tenant.generations()).at(-1)?.id ?? 0);
        const now = await build(false);
        const whole = await build(true);
        const { relations } = await tenant.compare(now, whole);
        assert.deepEqual(
          relations.filter(({ change }) => change !== 'same'),
          [],
        );
        const { rows } = await tenant.query('SELECT lot, count(*), sum(montant) FROM shown GROUP BY 1 ORDER BY 1');
        const expected = [...firm.lots].filter(([, { shown, rows }]) => shown && rows > 0).sort();
        assert.deepEqual(
          rows.map((row) => row.map(String)),
          expected.map(([lot, { rows: n, amount }]) => [lot, String(n), String(n * amount)]),
        );
        // Builds go on from what was continued, not from the whole one.
        await tenant.rollback(now);
      }
      await tenant.drop();
    }),
    { numRuns: 6, endOnFailure: true },
  );
  assert.ok(continued > 15, String(continued));
});

test('a test by slices finds a failure where rows changed, and does not look where none did', async (t) => {
  const plain = plainCompiler();
  const { warehouse } = await testWarehouse(t, { compiler: plain.compiler });
  const tenant = warehouse.tenant(newId(0));
  const firm = new Firm(tenant);
  const project = {
    models: models(1),
    tests: [
      {
        name: 'positive',
        on: ['facts'],
        ...SLICED,
        sql: (c: { ref(name: string): string }) => `SELECT * FROM ${c.ref('facts')} WHERE montant < 0`,
      },
    ],
  };
  plain.set(project);
  const lot = { client: 'c', rows: 2, amount: 1, shown: true };
  await firm.put({ a: lot, b: { ...lot, client: 'd' }, c: { ...lot, client: 'e' } });
  assert.ok((await tenant.build({ projectDir: '/' })).ok);
  await firm.put({ b: { ...lot, client: 'd', rows: 3, amount: -1 } });
  const bad = await tenant.build({ projectDir: '/' });
  assert.equal(bad.generation, null);
  assert.deepEqual(
    bad.tests.map(({ status, failures }) => [status, failures]),
    [['fail', 3]],
  );
  // The failure stays one until its rows are mended, whatever else comes.
  await firm.put({ a: { ...lot, rows: 5 } });
  assert.equal((await tenant.build({ projectDir: '/' })).tests[0]?.failures, 3);
  await firm.put({ b: { ...lot, client: 'd' } });
  assert.ok((await tenant.build({ projectDir: '/' })).ok);
});

test('a firm whose tables are from before slices were kept goes on slice by slice after its next loads', async (t) => {
  const plain = plainCompiler();
  const { warehouse } = await testWarehouse(t, { compiler: plain.compiler });
  const tenant = warehouse.tenant(newId(0));
  plain.set({ models: models(1) });
  const rows = ['a', 'b', 'c'].map((lot) => [lot, `client ${lot}`, '0', '5']);
  await loadRows(tenant, { source: 'lignes', columns: COLUMNS, rows, loadId: 'avant' });
  const states = rows.map(([lot = '', client = '']) => [lot, client, 'true']);
  const columns = { lot: 'VARCHAR', client: 'VARCHAR', shown: 'BOOLEAN' };
  await loadRows(tenant, { source: 'lots', columns, rows: states, loadId: 'avant' });
  assert.ok((await tenant.build({ projectDir: '/' })).ok);
  const continued: boolean[] = [];
  const firm = new Firm(tenant);
  for (const [lot = '', client = ''] of rows) firm.lots.set(lot, { client, rows: 1, amount: 5, shown: true });
  for (const amount of [6, 7]) {
    await firm.put({ a: { client: 'client a', rows: 2, amount, shown: true } });
    const { buildId, generation } = await tenant.build({ projectDir: '/' });
    assert.ok(generation !== null);
    const { nodeResults } = await tenant.buildReport(buildId);
    continued.push(nodeResults.some(({ name, sql }) => name === 'facts' && sql?.includes('coalesce("client" IN')));
    assert.deepEqual((await tenant.query('SELECT client, n, fois FROM ranked ORDER BY 1')).rows.map(String), [
      `client a,2,${2 * amount}`,
      'client b,1,5',
      'client c,1,5',
    ]);
  }
  assert.deepEqual(continued, [false, true]);
});
