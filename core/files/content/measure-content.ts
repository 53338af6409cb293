import { createHash } from 'node:crypto';
import { DomainError } from '@griot/kernel';
import type { Ends } from './ends.ts';

const END_BYTES = 64 * 1024;

export interface Measured extends Ends {
  sha256: string;
}

export type Content = AsyncIterable<Uint8Array> | Uint8Array;

/**
 * Lets a content through while it is counted and hashed, and keeps its two ends. What is longer than `maxBytes` ends
 * in `refuse()` at the first byte too many, whatever length somebody had claimed.
 */
export function measureContent(
  content: Content,
  maxBytes: number,
  refuse: () => DomainError,
): { through: AsyncGenerator<Uint8Array>; measured(): Measured } {
  const hash = createHash('sha256');
  let size = 0;
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  async function* through(): AsyncGenerator<Uint8Array> {
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      if (!(chunk instanceof Uint8Array)) {
        throw new DomainError({ code: 'files.not_bytes', kind: 'internal', message: 'A content must come as bytes' });
      }
      size += chunk.length;
      if (size > maxBytes) throw refuse();
      hash.update(chunk);
      if (head.length < END_BYTES) head = Buffer.concat([head, chunk.subarray(0, END_BYTES - head.length)]);
      tail = Buffer.concat([tail, chunk.subarray(-END_BYTES)]).subarray(-END_BYTES);
      yield chunk;
    }
  }
  return { through: through(), measured: () => ({ size, sha256: hash.digest('hex'), head, tail }) };
}
