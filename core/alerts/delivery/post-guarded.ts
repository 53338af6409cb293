import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { AddressRefused, addressFor, isPublicAddress, type Resolve, urlFault } from './address-guard.ts';

export interface Post {
  url: string;
  body: string;
  headers: Record<string, string>;
  allowPrivate: boolean;
  timeoutMs?: number;
  /** For tests. */
  resolve?: Resolve;
}

const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * One POST to an address that a person wrote. It goes to the address that was checked, never follows a redirection, ends in
 * ten seconds, and keeps nothing of the answer but its status: an answer's text would be a way to read what only this
 * machine can reach.
 */
export async function postGuarded(o: Post): Promise<number> {
  const fault = urlFault(o.url, o.allowPrivate);
  if (fault) throw new AddressRefused(`the address is refused: ${fault}`);
  const url = new URL(o.url);
  const target = await addressFor(url.hostname, o);
  const lookup: LookupFunction = (_host, options, done) => {
    if (options.all) done(null, [target]);
    else done(null, target.address, target.family);
  };
  const send = url.protocol === 'https:' ? tlsRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        method: 'POST',
        // A connection of its own: one kept from before might lead elsewhere.
        agent: false,
        lookup,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(o.body),
          'user-agent': 'Griot',
          ...o.headers,
        },
        signal: AbortSignal.timeout(o.timeoutMs ?? 10_000),
      },
      (answer) => {
        let bytes = 0;
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > MAX_ANSWER_BYTES) request.destroy();
        });
        answer.on('error', () => {});
        resolve(answer.statusCode ?? 0);
      },
    );
    request.on('socket', (socket) => {
      socket.on('connect', () => {
        if (!o.allowPrivate && !isPublicAddress(socket.remoteAddress ?? ''))
          request.destroy(new AddressRefused('the connection led to an address that is not public'));
      });
    });
    request.on('error', reject);
    request.end(o.body);
  });
}
