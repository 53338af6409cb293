import { createHash } from 'node:crypto';
import { DomainError } from '@griot/kernel';

/**
 * The body of an archive: entries, each a name, its bytes in pieces, and its digest; at last the digest of all that came
 * before. Frame: one byte what it is, four bytes length (big endian), the bytes.
 */
const KIND = { name: 1, data: 2, digest: 3, end: 4 } as const;
const MAX_FRAME = 16 * 1024 * 1024;

export interface ArchiveEntry {
  name: string;
  content: AsyncIterable<Uint8Array>;
}

export async function* toFrames(entries: AsyncIterable<ArchiveEntry>): AsyncGenerator<Buffer> {
  const whole = createHash('sha256');
  const frame = (kind: number, bytes: Uint8Array): Buffer => {
    const head = Buffer.alloc(5);
    head.writeUInt8(kind, 0);
    head.writeUInt32BE(bytes.length, 1);
    const both = Buffer.concat([head, bytes]);
    whole.update(both);
    return both;
  };
  for await (const { name, content } of entries) {
    const digest = createHash('sha256');
    yield frame(KIND.name, Buffer.from(name));
    for await (const piece of content) {
      digest.update(piece);
      if (piece.length > 0) yield frame(KIND.data, piece);
    }
    yield frame(KIND.digest, digest.digest());
  }
  yield frame(KIND.end, whole.copy().digest());
}

/**
 * Entries one after the other; each content must be read to its end before the next. Throws `backup.truncated` when the
 * end is missing, `backup.damaged` when a digest differs.
 */
export async function* fromFrames(source: AsyncIterable<Uint8Array>): AsyncGenerator<ArchiveEntry> {
  const frames = readFrames(source);
  for (;;) {
    const head = await frames.next();
    if (head.done) throw truncated();
    const { kind, bytes, before } = head.value;
    if (kind === KIND.end) {
      if (!before.equals(bytes)) throw damagedEntry('end');
      if (!(await frames.next()).done) throw damagedEntry('end');
      return;
    }
    if (kind !== KIND.name) throw damagedEntry('?');
    const name = bytes.toString();
    let ended = false;
    const content = (async function* () {
      const digest = createHash('sha256');
      for (;;) {
        const next = await frames.next();
        if (next.done) throw truncated();
        if (next.value.kind === KIND.data) {
          digest.update(next.value.bytes);
          yield next.value.bytes;
        } else {
          if (next.value.kind !== KIND.digest || !digest.digest().equals(next.value.bytes)) throw damagedEntry(name);
          ended = true;
          return;
        }
      }
    })();
    yield { name, content };
    // What the caller had no use for is still checked.
    if (!ended) for await (const _ of content);
  }
}

async function* readFrames(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ kind: number; bytes: Buffer; before: Buffer }> {
  const whole = createHash('sha256');
  let held = Buffer.alloc(0);
  for await (const piece of source) {
    held = held.length === 0 ? Buffer.from(piece) : Buffer.concat([held, piece]);
    while (held.length >= 5) {
      const [kind, length] = [held.readUInt8(0), held.readUInt32BE(1)];
      if (length > MAX_FRAME) throw damagedEntry('?');
      if (held.length < 5 + length) break;
      const frame = held.subarray(0, 5 + length);
      const before = kind === KIND.end ? whole.copy().digest() : Buffer.alloc(0);
      whole.update(frame);
      yield { kind, bytes: frame.subarray(5), before };
      held = held.subarray(5 + length);
    }
  }
  if (held.length > 0) throw truncated();
}

function truncated(): DomainError {
  return new DomainError({ code: 'backup.truncated', kind: 'invalid' });
}

function damagedEntry(entry: string): DomainError {
  return new DomainError({ code: 'backup.damaged', kind: 'invalid', details: { entry } });
}
