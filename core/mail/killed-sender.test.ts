import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { manualClock, newId, silentLogger } from '@griot/kernel';
import { testStore } from '@griot/store/testing';
import { createMail, type MailInput, mailMigrations } from './index.ts';
import { takeDue } from './store/rows.ts';
import { type PostOffice, postOffice } from './testing/index.ts';

const LARGE = 12 * 1024 * 1024;

async function outbox(t: TestContext, office: PostOffice) {
  const store = await testStore(t, [mailMigrations]);
  const clock = manualClock(new Date());
  const files = {
    open: async () => ({
      file: { size: 4, contentType: 'application/pdf' } as never,
      stream: Readable.from([Buffer.from('file')]),
    }),
  };
  const mail = createMail({ store, files, clock, log: silentLogger, smtpUrl: office.url });
  t.after(() => mail.close());
  const tenantId = newId();
  const write = (dedupKey: string, o: Partial<MailInput> = {}) =>
    store.withTenant(tenantId, (tx) =>
      mail.enqueue(tx, {
        ...{ tenantId, to: ['awa@zones.test'], subject: dedupKey, text: 't', html: 'h', dedupKey },
        ...{ attachments: [{ filename: 'rapport.pdf', path: 'rapport.pdf' }], whenInDoubt: 'hold' },
        ...o,
      }),
    );
  const sender = (bytes: number): ChildProcess => {
    const settings = { databaseUrl: store.connection('owner').connectionString, secret: SECRET, smtpUrl: office.url };
    const child = fork(new URL('./testing/sender.mjs', import.meta.url), [JSON.stringify({ ...settings, bytes })]);
    t.after(() => child.kill('SIGKILL'));
    return child;
  };
  /** The others' turn, once the lease of the dead is over. */
  const later = async () => {
    clock.set(new Date(Date.now() + 200_000));
    await mail.sendDue();
    const [one] = await mail.deliveries(tenantId);
    return one;
  };
  return { store, mail, clock, write, sender, later, tenantId };
}
/** The test store's: another one would give its roles other passwords. */
const SECRET = 'a secret of thirty-two characters, for tests only';

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

test('killed while the mail is on its way: the server took nothing, and the next process sends it, once', async (t) => {
  let release = () => {};
  const stalled = new Promise<void>((resolve) => {
    release = resolve;
  });
  const office = await postOffice(t, { beforeReading: (n) => (n === 1 ? stalled : undefined) });
  const { write, sender, later } = await outbox(t, office);
  await write('report');
  const begun = office.begun();
  const child = sender(LARGE);
  await begun; // more than the line holds: the sender stands in the middle of it
  await killed(child);
  release();
  const delivery = await later();
  assert.deepEqual([office.received.length, delivery?.state, delivery?.attempts.length], [1, 'sent', 1]);
});

test('killed between the server’s “taken” and our record: it is in doubt, and not sent a second time by itself', async (t) => {
  let release = () => {};
  const unsaid = new Promise<void>((resolve) => {
    release = resolve;
  });
  let reached = () => {};
  const atTheMoment = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const office = await postOffice(t, {
    beforeAnswer: (n) => {
      if (n > 1) return undefined;
      reached();
      return unsaid;
    },
  });
  const { write, sender, later } = await outbox(t, office);
  await write('report');
  const child = sender(100);
  await atTheMoment;
  await killed(child);
  release();
  const delivery = await later();
  assert.deepEqual([office.received.length, delivery?.state], [1, 'in_doubt']);
  assert.equal((await later())?.state, 'in_doubt');
  assert.equal(office.received.length, 1);
});

test('what must rather be said twice than not at all is sent again, under the same Message-ID', async (t) => {
  let reached = () => {};
  const atTheMoment = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const office = await postOffice(t, {
    beforeAnswer: (n) => {
      if (n > 1) return undefined;
      reached();
      return new Promise(() => {});
    },
  });
  const { write, sender, later } = await outbox(t, office);
  await write('alert', { whenInDoubt: 'again' });
  const child = sender(100);
  await atTheMoment;
  await killed(child);
  assert.equal((await later())?.state, 'sent');
  const ids = office.received.map((text) => /Message-ID: (\S+)/.exec(text)?.[1]);
  assert.equal(ids.length, 2);
  assert.equal(new Set(ids).size, 1);
});

test('a sender so slow that another one took its mail does not finish it', async (t) => {
  let release = () => {};
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  const office = await postOffice(t);
  const { store, mail, clock, write, tenantId } = await outbox(t, office);
  await write('report');
  const late = createMail({
    ...{ store, clock, log: silentLogger, smtpUrl: office.url },
    files: {
      open: async () => ({
        file: { size: 4, contentType: 'application/pdf' } as never,
        stream: Readable.from(
          (async function* () {
            yield Buffer.from('half');
            await slow;
          })(),
        ),
      }),
    },
  });
  t.after(() => late.close());
  const begun = office.begun();
  const sending = late.sendDue();
  await begun;
  clock.advance(121_000);
  await store.withSystem((tx) => takeDue(tx, clock.now(), 120_000)); // another process takes it
  release();
  await sending;
  assert.equal(office.received.length, 0, 'the last byte never went');
  clock.advance(121_000);
  await mail.sendDue();
  assert.deepEqual([office.received.length, (await mail.deliveries(tenantId))[0]?.state], [1, 'sent']);
});
