import { createCipheriv, createDecipheriv } from 'node:crypto';
import { DomainError } from '@griot/kernel';

/**
 * Authenticated encryption in chunks (the STREAM construction, as age uses it): every chunk of 64 KiB is sealed with
 * AES-256-GCM under a nonce of its number and whether it is the last, so a chunk that is changed, moved, left out or
 * missing at the end is noticed before any of it is used. The key is of this archive alone: numbers may begin at nought.
 */
const CHUNK = 64 * 1024;
const TAG = 16;

function nonceOf(chunk: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(chunk, 4, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** `header` is authenticated with every chunk. */
export async function* seal(source: AsyncIterable<Uint8Array>, key: Buffer, header: Buffer): AsyncGenerator<Buffer> {
  let number = 0;
  const close = (plain: Buffer, last: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number++, last)).setAAD(header);
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };
  for await (const { chunk, last } of chunked(source, CHUNK)) yield close(chunk, last);
}

/** Throws `backup.damaged` at the first chunk that is not what was written. */
export async function* unseal(source: AsyncIterable<Uint8Array>, key: Buffer, header: Buffer): AsyncGenerator<Buffer> {
  let number = 0;
  for await (const { chunk, last } of chunked(source, CHUNK + TAG)) {
    if (chunk.length < TAG) throw damaged(number);
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, last)).setAAD(header);
    decipher.setAuthTag(chunk.subarray(chunk.length - TAG));
    try {
      yield Buffer.concat([decipher.update(chunk.subarray(0, chunk.length - TAG)), decipher.final()]);
    } catch {
      throw damaged(number);
    }
    number += 1;
  }
}

function damaged(chunk: number): DomainError {
  const details = { offset: chunk * (CHUNK + TAG) };
  return new DomainError({ code: 'backup.damaged', kind: 'invalid', details });
}

/** Pieces of exactly `size`, but for the last; one piece is kept back so that the last is known. */
async function* chunked(
  source: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<{ chunk: Buffer; last: boolean }> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const piece of source) {
    held.push(Buffer.from(piece));
    length += piece.length;
    if (length <= size) continue;
    let all = Buffer.concat(held);
    while (all.length > size) {
      yield { chunk: all.subarray(0, size), last: false };
      all = all.subarray(size);
    }
    held = [all];
    length = all.length;
  }
  yield { chunk: Buffer.concat(held), last: true };
}
