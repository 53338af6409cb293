import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { manualClock, newId, silentLogger } from '@griot/kernel';
import { testStore } from '@griot/store/testing';
import { sql } from 'drizzle-orm/sql';
import { createMail, type MailInput, mailMigrations, renderMail } from './index.ts';
import { takeDue } from './store/rows.ts';
import { postOffice } from './testing/index.ts';

async function mailFor(t: TestContext, smtpUrl?: string) {
  const store = await testStore(t, [mailMigrations]);
  const clock = manualClock('2026-11-26T08:00:00Z');
  const files = {
    open: async (_tenantId: string, path: string) => ({
      file: { size: 5, contentType: 'application/pdf', path } as never,
      stream: Readable.from([Buffer.from('%PDF-')]),
    }),
  };
  const mail = createMail({ store, files, clock, log: silentLogger, smtpUrl });
  t.after(() => mail.close());
  const tenantId = newId();
  const write = (o: Partial<MailInput> = {}) =>
    store.withTenant(tenantId, (tx) =>
      mail.enqueue(tx, {
        ...{ tenantId, to: ['awa@zones.test'], subject: 'Impayés à Vridi', text: 'bonjour', html: '<p>bonjour</p>' },
        dedupKey: 'a/1',
        ...o,
      }),
    );
  return { store, clock, mail, tenantId, write, files };
}

test('a mail is sent if and only if its cause commits, once per cause, with its attachments', async (t) => {
  const office = await postOffice(t);
  const { store, mail, tenantId, write } = await mailFor(t, office.url);
  await assert.rejects(
    store.withTenant(tenantId, async (tx) => {
      const input = { tenantId, to: ['a@b.test'], subject: 's', text: 't', html: 'h', dedupKey: 'never' };
      await mail.enqueue(tx, input);
      throw new Error('the cause failed');
    }),
    /the cause failed/,
  );
  const attachments = [
    { filename: 'rapport.pdf', path: 'rapports/mai.pdf' },
    { filename: 'note.txt', contentType: 'text/plain', content: Buffer.from('note') },
  ];
  const id = await write({ attachments });
  assert.equal(await write({ subject: 'again' }), id);
  assert.equal(await mail.sendDue(), 1);
  assert.equal(await mail.sendDue(), 0);
  assert.equal(office.received.length, 1);
  assert.match(office.received[0] ?? '', new RegExp(`Message-ID: <${id}@griot>`));
  assert.match(office.received[0] ?? '', /rapport\.pdf[\s\S]*note\.txt/);
  const [one] = await mail.deliveries(tenantId, { dedupPrefix: 'a/' });
  assert.equal(one?.state, 'sent');
  assert.deepEqual(
    one?.attempts.map(({ ok }) => ok),
    [true],
  );
  assert.deepEqual(await mail.deliveries(newId()), [], 'another tenant sees none');
});

test('a refused mail is tried again under the same Message-ID; a final refusal is kept with the answer', async (t) => {
  const office = await postOffice(t, { refuse: (n) => (n === 1 ? 451 : n === 3 ? 550 : null) });
  const { clock, mail, tenantId, write } = await mailFor(t, office.url);
  const id = await write();
  await mail.sendDue();
  assert.equal(await mail.sendDue(), 0, 'not before its time');
  clock.advance(31_000);
  await mail.sendDue();
  assert.match(office.received[0] ?? '', new RegExp(`<${id}@griot>`));
  await write({ dedupKey: 'a/2' });
  await mail.sendDue();
  const [refused, sent] = await mail.deliveries(tenantId);
  assert.deepEqual(
    sent?.attempts.map(({ ok }) => ok),
    [false, true],
  );
  assert.equal(refused?.state, 'failed');
  assert.match(refused?.lastError ?? '', /550/);
});

test('two processes share the outbox; what a dead one took is sent after its lease', async (t) => {
  const office = await postOffice(t);
  const { store, clock, mail, write, files } = await mailFor(t, office.url);
  const other = createMail({ store, files, clock, log: silentLogger, smtpUrl: office.url });
  t.after(() => other.close());
  for (let i = 0; i < 12; i++) await write({ dedupKey: `k/${i}` });
  await Promise.all([mail.sendDue(), other.sendDue()]);
  assert.equal(new Set(office.received.map((text) => /Message-ID: (\S+)/.exec(text)?.[1])).size, 12);
  assert.equal(office.received.length, 12);
  await write({ dedupKey: 'k/last' });
  const taken = await store.withSystem((tx) => takeDue(tx, clock.now(), 120_000));
  assert.equal(taken.length, 1, 'a process takes it, and dies');
  assert.equal(await mail.sendDue(), 0);
  clock.advance(121_000);
  await mail.sendDue();
  assert.equal(office.received.length, 13);
});

test('without a mail server mails are kept and say so, and go once there is one', async (t) => {
  const { store, clock, mail, tenantId, write, files } = await mailFor(t);
  await write({ confidential: true, text: 'secret-link' });
  await mail.sendDue();
  assert.equal((await mail.deliveries(tenantId))[0]?.state, 'not_configured');
  const office = await postOffice(t);
  const later = createMail({ store, files, clock, log: silentLogger, smtpUrl: office.url });
  t.after(() => later.close());
  await later.sendDue();
  assert.match(office.received[0] ?? '', /secret-link/);
  const { sent, not_configured: aside } = await mail.counts();
  assert.deepEqual([sent, aside], [1, 0]);
  const kept = await store.withSystem((tx) =>
    tx.execute<{ text_body: string }>(sql`SELECT text_body FROM mail_outbox`),
  );
  assert.equal(kept.rows[0]?.text_body, '', 'a confidential body does not outlive its sending');
});

test('what could break a header, or is too large, is refused; templates escape', async (t) => {
  const { write } = await mailFor(t);
  const invalid = (reason: string) => ({ code: 'mail.invalid', details: { reason } });
  const refused = async (o: Partial<MailInput>, reason: string) =>
    assert.rejects(write(o), (error: { code?: string; details?: { reason?: string } }) => {
      assert.equal(error.code, invalid(reason).code);
      assert.equal(error.details?.reason, reason);
      return true;
    });
  await refused({ to: ['a@b.test\r\nBcc: c@d.test'] }, 'address');
  await refused({ to: [] }, 'recipients');
  await refused({ subject: 'x\r\nBcc: c@d.test' }, 'subject');
  const content = Buffer.alloc(2 * 1024 * 1024 + 1);
  await refused({ attachments: [{ filename: 'a.bin', contentType: 'x/y', content }] }, 'attachments');
  const action = { label: 'Ouvrir', url: 'javascript:alert(1)' };
  const { html } = renderMail({ locale: 'fr', title: '<script>', paragraphs: ['"&'], facts: [['<b>', "'"]], action });
  assert.doesNotMatch(html, /<script>|<b>|javascript:/);
});
