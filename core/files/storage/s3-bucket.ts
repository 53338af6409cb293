import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { DomainError, isUuid } from '@griot/kernel';
import { checkedKey } from './checked-key.ts';
import type { ObjectStorage, StoredObject } from './object-storage.ts';

/** Bytes of one part: what a put holds in memory, twice. */
const PART_BYTES = 8 * 1024 * 1024;

/**
 * Objects in a bucket of any server that speaks S3, under the same keys as in a folder:
 * `https://<key>:<secret>@s3.example.org/bucket?region=eu-west-3` (`http://` on a closed network, `s3://` is `https://`).
 */
export function s3Bucket(url: string): ObjectStorage & { close(): void } {
  const { client, bucket } = connect(url);
  const asked = <T>(work: () => Promise<T>, key?: string): Promise<T> =>
    work().catch((error) => Promise.reject(told(error, key)));
  return {
    async put(key, content) {
      const Key = checkedKey(key).join('/');
      const upload = new Upload({
        client,
        partSize: PART_BYTES,
        queueSize: 2,
        // A put that fails takes its parts away with it; one that is killed leaves them to `clean`.
        leavePartsOnError: false,
        params: { Bucket: bucket, Key, Body: Readable.from(bytesOf(content)) },
      });
      await asked(() => upload.done());
    },
    async open(key, range) {
      const Key = checkedKey(key).join('/');
      const Range = range === undefined ? undefined : `bytes=${range.start}-${range.end}`;
      const { Body } = await asked(() => client.send(new GetObjectCommand({ Bucket: bucket, Key, Range })), key);
      return Body as Readable;
    },
    async remove(key) {
      const Key = checkedKey(key).join('/');
      await asked(() => client.send(new DeleteObjectCommand({ Bucket: bucket, Key })));
    },
    async tenants() {
      const found: string[] = [];
      for (let token: string | undefined, first = true; first || token !== undefined; first = false) {
        const page = await asked(() =>
          client.send(new ListObjectsV2Command({ Bucket: bucket, Delimiter: '/', ContinuationToken: token })),
        );
        for (const { Prefix = '' } of page.CommonPrefixes ?? []) found.push(Prefix.replace(/\/$/, ''));
        token = page.NextContinuationToken;
      }
      return found.filter(isUuid);
    },
    async *list(prefix): AsyncGenerator<StoredObject> {
      const [tenant = ''] = prefix.split('/');
      if (!isUuid(tenant)) return;
      for (let token: string | undefined, first = true; first || token !== undefined; first = false) {
        const page = await asked(() =>
          client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token })),
        );
        for (const { Key, Size, LastModified } of page.Contents ?? []) {
          if (Key !== undefined) yield { key: Key, size: Size ?? 0, modifiedAt: LastModified ?? new Date() };
        }
        token = page.NextContinuationToken;
      }
    },
    async clean(before) {
      const { Uploads = [] } = await asked(() => client.send(new ListMultipartUploadsCommand({ Bucket: bucket })));
      for (const { Key, UploadId, Initiated } of Uploads) {
        if (Initiated === undefined || Initiated >= before) continue;
        await asked(() => client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId })));
      }
    },
    close: () => client.destroy(),
  };
}

function connect(text: string): { client: S3Client; bucket: string } {
  const url = new URL(text.replace(/^s3:/, 'https:'));
  const [bucket = ''] = url.pathname.slice(1).split('/');
  if (bucket === '' || url.username === '')
    throw new DomainError({
      code: 'config.invalid',
      kind: 'invalid',
      message: 'S3_URL must be https://<key>:<secret>@<host>/<bucket>',
    });
  const client = new S3Client({
    endpoint: `${url.protocol}//${url.host}`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    forcePathStyle: true,
    credentials: {
      accessKeyId: decodeURIComponent(url.username),
      secretAccessKey: decodeURIComponent(url.password),
    },
    // Servers other than Amazon's do not all know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
  });
  return { client, bucket };
}

async function* bytesOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of content) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** The server's refusals and the line's faults in our words; what the content itself threw stays what it was. */
function told(error: unknown, key: string | undefined): unknown {
  if (error instanceof DomainError) return error;
  if (error instanceof S3ServiceException) {
    const status = error.$metadata.httpStatusCode ?? 0;
    const details = { key, reason: error.name, status };
    if (error.name === 'NoSuchKey' || (error.name === 'NotFound' && key !== undefined))
      return new DomainError({ code: 'files.object_missing', kind: 'internal', details: { key }, cause: error });
    if (status === 401 || status === 403)
      return new DomainError({ code: 'files.storage_refused', kind: 'unavailable', details, cause: error });
    if (status === 507)
      return new DomainError({ code: 'files.storage_full', kind: 'unavailable', details, cause: error });
    return new DomainError({ code: 'files.storage_unavailable', kind: 'unavailable', details, cause: error });
  }
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && /^(ECONN|ENOTFOUND|ETIMEDOUT|EAI_|EPIPE)/.test(code))
    return new DomainError({
      code: 'files.storage_unavailable',
      kind: 'unavailable',
      details: { reason: code },
      cause: error,
    });
  return error;
}
