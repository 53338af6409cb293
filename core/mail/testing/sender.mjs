// A process that sends what is due, for tests that kill it. It ends with its parent at the latest.
import { Readable } from 'node:stream';
import { silentLogger, systemClock } from '@griot/kernel';
import { openStore } from '@griot/store';
import { createMail } from '../index.ts';

const { databaseUrl, secret, smtpUrl, bytes } = JSON.parse(process.argv[2] ?? '{}');
process.once('disconnect', () => process.exit(0));
const store = await openStore({ databaseUrl, secret, log: silentLogger, poolSize: 2 });
const files = {
  open: async () => ({
    file: { size: bytes, contentType: 'application/pdf' },
    stream: Readable.from(
      (function* () {
        for (let left = bytes; left > 0; left -= 65_536) yield Buffer.alloc(Math.min(left, 65_536), 'x');
      })(),
    ),
  }),
};
const mail = createMail({ store, files, clock: systemClock, log: silentLogger, smtpUrl });
await mail.sendDue();
process.send?.('sent');
