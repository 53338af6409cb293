import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock } from '@griot/kernel';
import { testStore } from '@griot/store/testing';
import { sql } from 'drizzle-orm/sql';
import fc from 'fast-check';
import pg from 'pg';
import { identityMigrations } from '../index.ts';
import { createTestTenant, testIdentity } from '../testing/index.ts';
import { entryHash } from './chain.ts';

test('audit chain', async (t) => {
  const store = await testStore(t, [identityMigrations]);
  const clock = manualClock('2026-03-02T08:00:00.123Z');
  const identity = testIdentity(store, { clock });

  /** What somebody with the database's own password can do: switch the guards off and rewrite. */
  const asOwner = async (...statements: string[]) => {
    const client = new pg.Client(store.connection('owner'));
    await client.connect();
    try {
      await client.query("SET griot.maintenance = 'on'");
      await client.query('ALTER TABLE audit_entries DISABLE TRIGGER griot_append_only');
      for (const statement of statements) await client.query(statement);
      await client.query('ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER griot_append_only');
    } finally {
      await client.end();
    }
  };
  const chainOf = async (count: number) => {
    const { tenant, admin } = await createTestTenant(identity);
    for (let i = 0; i < count; i++) {
      await store.withTenant(tenant.id, (tx) =>
        identity.audit.record(tx, {
          actor: admin,
          action: 'zones.threshold.changed',
          subject: { type: 'zones.threshold', id: String(i) },
          before: { value: '1.50' },
          after: { value: '2.50' },
          ip: '203.0.113.7',
        }),
      );
    }
    const { entries } = await identity.audit.verify(tenant.id);
    return { tenant, admin, entries };
  };

  await t.test('a chain that was left alone is right', async () => {
    const { tenant, entries } = await chainOf(5);
    assert.deepEqual(await identity.audit.verify(tenant.id), { ok: true, entries });
    assert.deepEqual(await identity.audit.verify('00000000-0000-7000-8000-000000000000'), { ok: true, entries: 0 });
  });

  await t.test('no role of ours can change, remove or empty it', async () => {
    const { tenant } = await chainOf(1);
    for (const statement of [
      sql`UPDATE audit_entries SET action = 'x'`,
      sql`DELETE FROM audit_entries`,
      sql`TRUNCATE audit_entries`,
    ]) {
      await assert.rejects(store.withTenant(tenant.id, (tx) => tx.execute(statement)));
      await assert.rejects(store.withSystem((tx) => tx.execute(statement)));
    }
    assert.equal((await identity.audit.verify(tenant.id)).ok, true);
  });

  const tamperings: [string, (seq: number) => string, string][] = [
    ['the action', (seq) => `action = 'x' WHERE seq = ${seq}`, 'changed'],
    ['the time by a millisecond', (seq) => `at = at + interval '1 millisecond' WHERE seq = ${seq}`, 'changed'],
    ['who did it', (seq) => `actor_name = 'Nobody' WHERE seq = ${seq}`, 'changed'],
    ['what it was', (seq) => `before = '{"value":"1.51"}' WHERE seq = ${seq}`, 'changed'],
    ['what it became, to nothing', (seq) => `after = NULL WHERE seq = ${seq}`, 'changed'],
    ['from where', (seq) => `origin = '{}' WHERE seq = ${seq}`, 'changed'],
    ['the subject', (seq) => `subject_id = '999' WHERE seq = ${seq}`, 'changed'],
  ];
  for (const [what, change, reason] of tamperings) {
    await t.test(`the owner changing ${what} by SQL is found at its place`, async () => {
      const { tenant, entries } = await chainOf(4);
      const seq = entries - 2;
      await asOwner(`UPDATE audit_entries SET ${change(seq)} AND tenant_id = '${tenant.id}'`);
      assert.deepEqual(await identity.audit.verify(tenant.id), {
        ok: false,
        entries: seq - 1,
        firstBroken: { seq, reason },
      });
    });
  }

  await t.test('an entry taken out is missed, a tail cut off too', async () => {
    const middle = await chainOf(4);
    const seq = middle.entries - 2;
    await asOwner(`DELETE FROM audit_entries WHERE tenant_id = '${middle.tenant.id}' AND seq = ${seq}`);
    assert.deepEqual((await identity.audit.verify(middle.tenant.id)).firstBroken, { seq, reason: 'missing' });
    const tail = await chainOf(4);
    await asOwner(`DELETE FROM audit_entries WHERE tenant_id = '${tail.tenant.id}' AND seq = ${tail.entries}`);
    assert.deepEqual((await identity.audit.verify(tail.tenant.id)).firstBroken, { seq: tail.entries, reason: 'cut' });
  });

  await t.test(
    'a chain computed anew after a change fails at its seal: the secret is not in the database',
    async () => {
      const { tenant, entries } = await chainOf(3);
      const [last] = await identity.audit.search(tenant.id, {}, { limit: 1 });
      assert.ok(last);
      const { hash: _, previousHash, ...content } = last;
      const forged = entryHash(previousHash, { ...content, action: 'forged.thing.done' });
      const here = `tenant_id = '${tenant.id}'`;
      await asOwner(
        `UPDATE audit_entries SET action = 'forged.thing.done', hash = '${forged}' WHERE ${here} AND seq = ${last.seq}`,
        `UPDATE audit_heads SET hash = '${forged}' WHERE ${here}`,
      );
      const verdict = await identity.audit.verify(tenant.id);
      assert.deepEqual(verdict.firstBroken, { seq: entries, reason: 'head' });
      await asOwner(`DELETE FROM audit_heads WHERE ${here}`);
      assert.equal((await identity.audit.verify(tenant.id)).ok, false);
    },
  );

  await t.test('many writers at once make one unbroken chain; what rolls back leaves no gap', async () => {
    const { tenant, admin, entries } = await chainOf(1);
    const write = (i: number) =>
      store.withTenant(tenant.id, async (tx) => {
        const subject = { type: 'x', id: String(i) };
        await identity.audit.record(tx, { actor: admin, action: 'core.test.done', subject });
        if (i % 3 === 0) throw new Error('rolled back');
      });
    await Promise.allSettled(Array.from({ length: 30 }, (_, i) => write(i)));
    assert.deepEqual(await identity.audit.verify(tenant.id), { ok: true, entries: entries + 20 });
  });

  await t.test('whatever JSON is recorded, it is read back as it was hashed', async () => {
    const { tenant, admin } = await chainOf(0);
    const record = (before: unknown, after: unknown) =>
      store.withTenant(tenant.id, (tx) =>
        identity.audit.record(tx, { actor: admin, action: 'a.b.c', subject: { type: 'x', id: 'y' }, before, after }),
      );
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue({ stringUnit: 'binary' }),
        fc.anything({ withDate: true, withMap: true }),
        async (before, after) => {
          await record(before, after);
        },
      ),
      { numRuns: 60, seed: 20261121 },
    );
    await record(
      { nul: 'a\u0000b', lone: '\ud800', big: 10n ** 30n, day: new Date(0), tiny: 5e-324, minus: -0 },
      undefined,
    );
    assert.equal((await identity.audit.verify(tenant.id)).ok, true);
  });

  await t.test('secrets are not kept', async () => {
    const { tenant, admin } = await chainOf(0);
    await store.withTenant(tenant.id, (tx) =>
      identity.audit.record(tx, {
        actor: admin,
        action: 'a.b.c',
        subject: { type: 'x', id: 'y' },
        after: { password: 'hunter2', nested: { apiToken: 'hunter2', ok: 1 } },
      }),
    );
    const [entry] = await identity.audit.search(tenant.id, {}, { limit: 1 });
    assert.deepEqual(entry?.after, { password: '***', nested: { apiToken: '***', ok: 1 } });
  });

  await t.test('search filters and pages; export gives everything in order', async () => {
    const { tenant, admin } = await chainOf(7);
    const action = 'zones.threshold.changed';
    const page = await identity.audit.search(tenant.id, { action }, { limit: 3 });
    assert.deepEqual(
      page.map((entry) => entry.subject.id),
      ['6', '5', '4'],
    );
    const next = await identity.audit.search(tenant.id, { action }, { limit: 3, beforeSeq: page.at(-1)?.seq });
    assert.deepEqual(
      next.map((entry) => entry.subject.id),
      ['3', '2', '1'],
    );
    const found = async (filters: Parameters<typeof identity.audit.search>[1]) =>
      (await identity.audit.search(tenant.id, filters)).length;
    assert.equal(await found({ action: 'zones.' }), 7);
    assert.equal(await found({ subjectType: 'zones.threshold', subjectId: '3' }), 1);
    assert.equal(await found({ text: '"2.50"', actorId: admin.userId }), 7);
    assert.equal(await found({ text: '100%_' }), 0);
    assert.equal(await found({ from: new Date('2027-01-01') }), 0);
    const exported: number[] = [];
    for await (const entry of identity.audit.export(tenant.id)) exported.push(entry.seq);
    assert.deepEqual(
      exported,
      exported.map((_, i) => i + 1),
    );
    const other = await chainOf(0);
    assert.equal((await identity.audit.search(other.tenant.id, { action: 'zones.' })).length, 0);
  });
});
