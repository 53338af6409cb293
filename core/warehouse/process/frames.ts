import { deserialize, serialize } from 'node:v8';
import { DomainError } from '@griot/kernel';

/**
 * A frame is four bytes of length (little endian) and a V8-serialized message. Measured on 200 000 rows of seven columns:
 * half the time of JSON both ways, and no number is lost. Only our own processes, under the same user, write to the socket.
 */
const HEADER = 4;
const MAX_FRAME = 512 * 1024 * 1024;

export function encodeFrame(message: unknown): Buffer {
  const body = serialize(message);
  const frame = Buffer.allocUnsafe(HEADER + body.length);
  frame.writeUInt32LE(body.length, 0);
  body.copy(frame, HEADER);
  return frame;
}

/** Feeds on the pieces a socket gives, calls `onMessage` for each whole frame. Throws on a length nobody sends. */
export function frameReader(onMessage: (message: unknown) => void): (piece: Buffer) => void {
  let pieces: Buffer[] = [];
  let held = 0;
  let wanted = HEADER;
  return (piece) => {
    pieces.push(piece);
    held += piece.length;
    if (held < wanted) return;
    let data = pieces.length === 1 ? piece : Buffer.concat(pieces, held);
    for (;;) {
      if (data.length < HEADER) {
        wanted = HEADER;
        break;
      }
      const length = data.readUInt32LE(0);
      if (length > MAX_FRAME) {
        throw new DomainError({ code: 'warehouse.protocol', kind: 'internal', details: { length } });
      }
      wanted = HEADER + length;
      if (data.length < wanted) break;
      const message: unknown = deserialize(data.subarray(HEADER, wanted));
      data = data.subarray(wanted);
      onMessage(message);
    }
    pieces = data.length === 0 ? [] : [data];
    held = data.length;
  };
}
