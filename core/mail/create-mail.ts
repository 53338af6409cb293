import type { Files } from '@griot/files';
import { type Clock, errorMessage, type Logger } from '@griot/kernel';
import type { Store } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { sendDue } from './delivery/send-due.ts';
import { smtpTransport } from './delivery/transport.ts';
import { enqueueMail } from './enqueue.ts';
import type { Mail, MailState } from './mail.ts';
import { listDeliveries } from './store/rows.ts';

const EVERY_MS = 2_000;

export interface MailOptions {
  store: Store;
  files: Pick<Files, 'open'>;
  clock: Clock;
  log: Logger;
  /** Holds a password: never logged. */
  smtpUrl: string | undefined;
  /** How long a mail belongs to the process that took it; default two minutes. */
  leaseMs?: number;
}

export function createMail(o: MailOptions): Mail {
  const transport = o.smtpUrl === undefined ? undefined : smtpTransport(o.smtpUrl);
  const send = () => sendDue({ ...o, transport });
  return {
    configured: transport !== undefined,
    enqueue: (tx, input) => enqueueMail(tx, o.clock, input),
    deliveries: (tenantId, { dedupPrefix = '', limit = 100 } = {}) =>
      o.store.withTenant(tenantId, (tx) => listDeliveries(tx, dedupPrefix, limit), { readOnly: true }),
    sendDue: send,
    async counts() {
      const counts: Record<MailState, number> = { waiting: 0, sent: 0, failed: 0, not_configured: 0, in_doubt: 0 };
      const { rows } = await o.store.withSystem((tx) =>
        tx.execute<{ state: MailState; n: string }>(sql`SELECT state, count(*) AS n FROM mail_outbox GROUP BY state`),
      );
      for (const { state, n } of rows) counts[state] = Number(n);
      return counts;
    },
    start() {
      let stopped = false;
      let running: Promise<unknown> = Promise.resolve();
      let timer: NodeJS.Timeout;
      const turn = () => {
        running = send()
          .catch((error: unknown) => o.log.warn({ error: errorMessage(error) }, 'Mails could not be sent'))
          .finally(() => {
            if (!stopped) timer = setTimeout(turn, EVERY_MS);
          });
      };
      timer = setTimeout(turn, EVERY_MS);
      return async () => {
        stopped = true;
        clearTimeout(timer);
        await running;
      };
    },
    close: () => transport?.mailer.close(),
  };
}
