import type { Readable } from 'node:stream';
import type { Platform } from '@griot/application';
import { parsePath, type Upload } from '@griot/files';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import { DomainError, isDomainError } from '@griot/kernel';
import { z } from 'zod';
import { refuseEdit, sightOf, WRITE } from '../access/sight.ts';
import { TAGS } from './browse-endpoints.ts';

/** Largest file that people may send. */
const MAX_BYTES = 5 * 1024 ** 3;
const VERSION = '1.0.0';
const EXTENSIONS = 'creation,termination,expiration';
const one = z.object({ id: z.uuid() });
const uploadData = z.object({ id: z.string(), path: z.string(), received: z.number(), size: z.number() });

/**
 * Uploads that go on after a break: tus 1.0 (https://tus.io/protocols/resumable-upload), the core and the extensions creation,
 * termination and expiration, for any tus client. `Upload-Metadata`: `filename`, `folder`, `ifexists` (`version` or `refuse`).
 */
export function uploadEndpoints({ files, identity, store }: Platform): Endpoint[] {
  const head = ({ received, size, expiresAt }: Upload): Record<string, string> => ({
    'tus-resumable': VERSION,
    'upload-offset': String(received),
    'upload-length': String(size),
    'upload-expires': new Date(expiresAt).toUTCString(),
    'tus-max-size': String(MAX_BYTES),
    'tus-extension': EXTENSIONS,
  });
  const shown = ({ id, path, received, size }: Upload) => ({ id, path, received, size });

  return [
    defineEndpoint({
      method: 'POST',
      path: '/api/files/uploads',
      summary: 'Begin an upload (tus creation): where it goes and how long it is',
      tags: TAGS,
      permission: WRITE,
      data: uploadData,
      handler: async ({ actor, raw }) => {
        checkVersion(raw.request.headers['tus-resumable']);
        const size = wholeNumber(raw.request.headers['upload-length'], 'Upload-Length');
        const meta = metadataOf(raw.request.headers['upload-metadata']);
        const folder = meta.folder ?? '';
        const path = parsePath(folder === '' ? (meta.filename ?? '') : `${folder}/${meta.filename ?? ''}`);
        if (!(await sightOf(files, actor)).edits(path)) throw refuseEdit(path);
        const upload = await files.beginUpload(actor.tenantId, {
          ...{ path, size, maxBytes: MAX_BYTES, by: actor.userId },
          ifExists: meta.ifexists === 'refuse' ? 'refuse' : 'version',
        });
        const headers = { ...head(upload), location: `/api/files/uploads/${upload.id}` };
        return reply(shown(upload), { status: 201, headers });
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/files/uploads/:id',
      summary: 'How far an upload is (tus HEAD); one whose bytes are all here is finished by the question',
      tags: TAGS,
      permission: WRITE,
      params: one,
      data: uploadData,
      handler: async ({ actor, params: { id }, raw, ip }) => {
        checkVersion(raw.request.headers['tus-resumable']);
        const upload = await files.upload(actor.tenantId, id, actor.userId);
        // A process that was killed between the last byte and the file's name: the sender would think that all is well.
        if (upload.received === upload.size && upload.fileVersion === null) await finish(upload, actor, ip);
        return reply(shown(upload), { headers: { ...head(upload), 'cache-control': 'no-store' } });
      },
    }),
    defineEndpoint({
      method: 'PATCH',
      path: '/api/files/uploads/:id',
      summary: 'More bytes, from where it stands (tus PATCH); with the last one the file is there',
      tags: TAGS,
      permission: WRITE,
      params: one,
      data: z.null(),
      handler: async ({ actor, params: { id }, raw, ip }) => {
        const { headers } = raw.request;
        checkVersion(headers['tus-resumable']);
        if (headers['content-type'] !== 'application/offset+octet-stream')
          throw new DomainError({ code: 'http.unsupported_media_type', kind: 'unsupported' });
        const offset = wholeNumber(headers['upload-offset'], 'Upload-Offset');
        const content = raw.request.body as Readable;
        const upload = await files
          .appendUpload(actor.tenantId, { id, by: actor.userId, offset, content })
          .catch((error: unknown) => {
            content.resume(); // the sender hears the answer instead of a broken line
            throw error;
          });
        if (upload.received === upload.size) await finish(upload, actor, ip);
        return reply(null, { status: 204, headers: head(upload) });
      },
    }),
    defineEndpoint({
      method: 'DELETE',
      path: '/api/files/uploads/:id',
      summary: 'End an upload that is not wanted any more (tus termination)',
      tags: TAGS,
      permission: WRITE,
      params: one,
      data: z.null(),
      handler: async ({ actor, params: { id } }) => {
        await files.dropUpload(actor.tenantId, id, actor.userId);
        return reply(null, { status: 204, headers: { 'tus-resumable': VERSION } });
      },
    }),
  ];

  async function finish(upload: Upload, actor: Parameters<typeof sightOf>[1], ip: string): Promise<void> {
    const file = await files.finishUpload(actor.tenantId, upload.id, actor.userId).catch((error: unknown) => {
      if (isDomainError(error) && error.code === 'files.upload_busy') return 'done' as const;
      throw error;
    });
    if (file === 'done') return;
    const subject = { type: 'core.file', id: file.path };
    const after = { version: file.version, size: file.size, sha256: file.sha256 };
    await store.withTenant(actor.tenantId, (tx) =>
      identity.audit.record(tx, { actor, action: 'core.files.uploaded', subject, after, ip }),
    );
  }
}

function checkVersion(version: unknown): void {
  if (version === VERSION) return;
  throw new DomainError({ code: 'drive.tus_version', kind: 'invalid', details: { version: VERSION } });
}

function wholeNumber(text: unknown, header: string): number {
  if (typeof text === 'string' && /^\d{1,15}$/.test(text)) return Number(text);
  throw new DomainError({ code: 'drive.tus_header', kind: 'invalid', details: { header } });
}

/** `key base64,key base64`, each once. */
function metadataOf(text: unknown): Partial<Record<string, string>> {
  const meta: Partial<Record<string, string>> = Object.create(null);
  for (const pair of typeof text === 'string' ? text.split(',') : []) {
    const [key = '', value = ''] = pair.trim().split(' ');
    meta[key.toLowerCase()] = Buffer.from(value, 'base64').toString('utf8');
  }
  return meta;
}
