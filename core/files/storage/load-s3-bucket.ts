import type { ObjectStorage } from './object-storage.ts';

/** A bucket (`s3Bucket`) with its client library, which is read only where objects lie in one. */
export async function loadS3Bucket(url: string): Promise<ObjectStorage & { close(): void }> {
  const { s3Bucket } = await import('./s3-bucket.ts');
  return s3Bucket(url);
}
