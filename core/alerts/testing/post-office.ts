import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  to: string[];
  text: string;
}

/** A real mail server on loopback that keeps what it gets. */
export async function postOffice(
  t: Pick<TestContext, 'after'>,
  before: (n: number) => Promise<void> | undefined = () => undefined,
) {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 50,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const to = session.envelope.rcptTo.map((one) => one.address);
        received.push({ to, text: Buffer.concat(chunks).toString('utf8') });
        await before(received.length);
        done();
      });
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  t.after(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return { received, url: `smtp://127.0.0.1:${port}?from=alertes%40griot.test` };
}

export interface ReceivedCall {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A program that is called: keeps what it gets, answers as the test says. */
export async function receiver(
  t: Pick<TestContext, 'after'>,
  answer: (n: number) => number | Promise<number> = () => 200,
) {
  const received: ReceivedCall[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
    const status = await answer(received.length);
    response.writeHead(status, status >= 300 && status < 400 ? { location: `${url}/elsewhere` } : {}).end('thanks');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return { received, url };
}
