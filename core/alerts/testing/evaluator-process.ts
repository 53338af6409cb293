/**
 * The loops of a server's alerts in a process of its own, on the test's database, for tests that kill it. The figure it sees
 * goes up and down by the wall clock, so that every process sees the same at the same moment.
 */
import process from 'node:process';
import type { Platform } from '@griot/application';
import { testIdentity } from '@griot/identity/testing';
import { errorMessage, readConfig, silentLogger, systemClock } from '@griot/kernel';
import { createMail } from '@griot/mail';
import type { Metrics } from '@griot/metrics';
import { openStore } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { sendWebhooks } from '../delivery/send-webhooks.ts';
import { evaluateDue } from '../evaluation/evaluate.ts';
import { sweep } from '../evaluation/sweep.ts';

const {
  GRIOT_TEST_STORE = '',
  GRIOT_TEST_STORE_SECRET = '',
  GRIOT_TEST_SMTP = '',
  GRIOT_TEST_PERIOD_MS = '400',
} = process.env;
const period = Number(GRIOT_TEST_PERIOD_MS);

const log = silentLogger;
const clock = systemClock;
const store = await openStore({ databaseUrl: GRIOT_TEST_STORE, secret: GRIOT_TEST_STORE_SECRET, log, poolSize: 4 });
const identity = testIdentity(store, { clock });
const files = { open: () => Promise.reject(new Error('no file')) };
const mail = createMail({ store, files, clock, log, smtpUrl: GRIOT_TEST_SMTP });
// Nobody looks at pages here.
const live = { publishIn: async () => {} };
const passport = {
  ...{ generation: 1, builtAt: new Date(0).toISOString(), state: 'sound', sources: [] },
  tests: { passed: 1, warned: 0, failed: 0 },
};
const high = () => Math.floor(Date.now() / period) % 2 === 1;
const metrics = {
  catalogue: async () => ({
    metrics: [{ name: 'revenue', label: 'CA', unit: null, dimensions: ['shop__city'] }],
    dimensions: [],
  }),
  query: async () => ({
    columns: [{ name: 'shop__city' }, { name: 'revenue' }],
    rows: ['Abidjan', 'Bouaké', 'Korhogo'].map((city) => [city, high() ? 11 : 9]),
    passport,
  }),
  contribution: () => Promise.reject(new Error('none')),
} as unknown as Metrics;
const warehouse = { tenant: () => ({ builds: async () => [] }) };
const flows = { runs: async () => ({ items: [] }) };
const config = readConfig({ GRIOT_WEBHOOK_PRIVATE: '1' });
const parts = { store, identity, metrics, mail, live, clock, flows, config, warehouse, log };
const platform = { ...parts, applications: [] } as unknown as Platform;

process.send?.('ready');
process.on('disconnect', () => process.exit(0));
for (;;) {
  try {
    await evaluateDue(platform);
    await sweep(platform);
    await mail.sendDue();
    await sendWebhooks(platform);
    // Evaluated as often as the loop turns, leases end at once: many moments to be killed at in little time.
    await store.withSystem(async (tx) => {
      await tx.execute(sql`UPDATE alert_thresholds SET next_at = now() WHERE next_at > now()`);
      await tx.execute(sql`UPDATE mail_outbox SET next_at = now() WHERE state = 'waiting' AND next_at > now() + interval '1 second'
        AND next_at < now() + interval '119 seconds'`);
      await tx.execute(sql`UPDATE alert_messages SET next_at = now() WHERE state = 'waiting' AND next_at > now() + interval '1 second'
        AND next_at < now() + interval '59 seconds'`);
    });
  } catch (error) {
    process.stderr.write(`${errorMessage(error)}\n`);
  }
}
