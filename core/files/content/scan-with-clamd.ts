import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { DomainError } from '@griot/kernel';
import type { Scan } from '../operations/drive.ts';

const PIECE = 64 * 1024;
const SILENCE_MS = 60_000;

/**
 * Shows contents to ClamAV's daemon (`INSTREAM`: pieces with their length before them). `tcp://host:3310`, or
 * `unix:///run/clamav/clamd.ctl`. A daemon that is away, or that refuses the content as too large for it, lets nothing
 * through: `files.scan_failed`.
 */
export function scanWithClamd(address: string): Scan {
  const { protocol, hostname, port, pathname } = new URL(address);
  const target = protocol === 'unix:' ? { path: pathname } : { host: hostname, port: Number(port || 3310) };
  return async (content) => {
    const socket = connect(target);
    socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('clamd says nothing')));
    try {
      const answer = readAll(socket);
      // Handled below; until then it must not count as unhandled.
      answer.catch(() => {});
      await once(socket, 'connect');
      await Promise.race([sendPieces(socket, content), answer]);
      return verdict(await answer);
    } catch (error) {
      throw error instanceof DomainError
        ? error
        : new DomainError({ code: 'files.scan_failed', kind: 'unavailable', cause: error });
    } finally {
      socket.destroy();
    }
  };
}

async function sendPieces(socket: Socket, content: AsyncIterable<Uint8Array>): Promise<void> {
  const send = async (bytes: Buffer) => {
    if (!socket.write(bytes)) await once(socket, 'drain');
  };
  await send(Buffer.from('zINSTREAM\0'));
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk);
    for (let at = 0; at < bytes.length; at += PIECE) {
      const piece = bytes.subarray(at, at + PIECE);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(piece.length);
      await send(Buffer.concat([length, piece]));
    }
  }
  await send(Buffer.alloc(4));
}

async function readAll(socket: Socket): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of socket) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8').replaceAll('\0', '').trim();
}

/** `stream: OK`, `stream: Eicar-Test-Signature FOUND`, `INSTREAM size limit exceeded. ERROR`. */
function verdict(answer: string): { clean: boolean; finding?: string } {
  if (/: OK$/.test(answer)) return { clean: true };
  const found = /: (.+) FOUND$/.exec(answer)?.[1];
  if (found !== undefined) return { clean: false, finding: found };
  throw new DomainError({ code: 'files.scan_failed', kind: 'unavailable', cause: new Error(answer || 'no answer') });
}
