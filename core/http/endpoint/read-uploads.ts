import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { DomainError } from '@griot/kernel';
import type { FastifyRequest } from 'fastify';
import type { UploadedFile, UploadLimits } from './uploaded-file.ts';

const MAX_FIELDS = 50;
const MAX_FIELD_BYTES = 64 * 1024;

/**
 * The files of a form, one after the other. Throws `http.upload_not_multipart`, `http.upload_too_many`, or
 * `http.upload_broken` for a form that ends before its end.
 */
export async function* readUploads(request: FastifyRequest, limits: UploadLimits): AsyncGenerator<UploadedFile> {
  if (!request.isMultipart()) throw new DomainError({ code: 'http.upload_not_multipart', kind: 'unsupported' });
  const parts = readParts(request, limits);
  const fields: Record<string, string> = Object.create(null);
  for (;;) {
    const next = await parts.next().catch((error: unknown) => {
      throw broken(error);
    });
    if (next.done) return;
    const part = next.value;
    if (part.type === 'field') {
      if (typeof part.value === 'string') fields[part.fieldname] = part.value;
      continue;
    }
    yield {
      field: part.fieldname,
      filename: baseName(part.filename),
      contentType: part.mimetype,
      stream: limited(part.file, limits.maxFileBytes),
      fields: { ...fields },
    };
    if (!part.file.readableEnded) part.file.resume();
  }
}

function readParts(request: FastifyRequest, limits: UploadLimits) {
  return request.parts({
    limits: {
      files: limits.maxFiles ?? 1,
      fields: MAX_FIELDS,
      fieldSize: MAX_FIELD_BYTES,
      parts: MAX_FIELDS + (limits.maxFiles ?? 1),
      // Ours tells while streaming; the parser's would cut silently.
      fileSize: Number.MAX_SAFE_INTEGER,
    },
  });
}

/** The plugin's own errors have codes and are known at the border; the parser's have none. */
function broken(error: unknown): unknown {
  const known = error instanceof Error && 'code' in error && String(error.code).startsWith('FST_');
  return known ? error : new DomainError({ code: 'http.upload_broken', kind: 'invalid', cause: error });
}
/** Some browsers send a whole path. */
function baseName(filename: string | undefined): string {
  const name = path.posix.basename((filename ?? '').replaceAll('\\', '/')).replace(/\p{Cc}/gu, '');
  return name === '' || name === '.' || name === '..' ? 'fichier' : name.slice(-255);
}

function limited(source: Readable, maxBytes: number): Readable {
  let bytes = 0;
  const gate = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= maxBytes) return done(null, chunk);
      done(new DomainError({ code: 'http.body_too_large', kind: 'too_large', details: { maxBytes } }));
    },
  });
  source.on('error', (error) => {
    const cause = broken(error);
    gate.destroy(cause instanceof Error ? cause : undefined);
  });
  gate.on('close', () => source.unpipe(gate));
  source.pipe(gate);
  return gate;
}
