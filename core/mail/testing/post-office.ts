import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import type { TestContext } from 'node:test';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface PostOffice {
  /** For `SMTP_URL`. */
  url: string;
  /** Whole mails that the server took, as they came. */
  received: string[];
  /** The same as a mail program opens them. */
  opened(): Promise<OpenedMail[]>;
  /** Resolves when the next mail has begun to arrive. */
  begun(): Promise<void>;
}

export interface OpenedMail {
  to: string;
  subject: string;
  text: string;
  messageId: string;
  /** By the attached bytes. */
  files: { name: string; sha256: string; size: number }[];
}

interface Ways {
  /** A refusal for the nth mail; null: it is taken. */
  refuse?(n: number): number | null;
  /** Awaited before a byte of the nth mail is read. */
  beforeReading?(n: number): Promise<unknown> | undefined;
  /** Awaited between taking the nth mail and saying so. */
  beforeAnswer?(n: number): Promise<unknown> | undefined;
}

/** A real SMTP server on loopback, which takes every mail and can be slow or refuse. */
export async function postOffice(t: Pick<TestContext, 'after'>, ways: Ways = {}): Promise<PostOffice> {
  const received: string[] = [];
  const waiting: (() => void)[] = [];
  let n = 0;
  const take = async (stream: Readable, number: number): Promise<void> => {
    for (const one of waiting.splice(0)) one();
    await ways.beforeReading?.(number);
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const code = ways.refuse?.(number) ?? null;
    if (code !== null) throw Object.assign(new Error('not now'), { responseCode: code });
    received.push(Buffer.concat(chunks).toString('utf8'));
    await ways.beforeAnswer?.(number);
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 50,
    onData(stream, _session, done) {
      n += 1;
      take(stream, n).then(
        () => done(),
        (error: Error) => done(error),
      );
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  t.after(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return {
    received,
    url: `smtp://127.0.0.1:${port}?from=alertes%40griot.test`,
    opened: () => Promise.all(received.map(open)),
    begun: () => new Promise((resolve) => waiting.push(resolve)),
  };
}

async function open(raw: string): Promise<OpenedMail> {
  const mail = await PostalMime.parse(raw);
  return {
    to: mail.to?.map(({ address }) => address).join(', ') ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    messageId: mail.messageId ?? '',
    files: mail.attachments.map(({ filename, content }) => {
      const bytes = Buffer.from(content as ArrayBuffer);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { name: filename ?? '', sha256, size: bytes.length };
    }),
  };
}
