import { DomainError } from '@griot/kernel';
import { readArchive } from '../archive/archive-file.ts';
import { type BackupManifest, ENTRY } from './manifest.ts';

export interface VerifiedBackup {
  manifest: BackupManifest;
  entries: number;
  /** Of the secret that lies in the archive. */
  secret: string | undefined;
}

/** Reads a whole archive, every digest and seal of it, and writes nothing. Errors: those of `readArchive`. */
export async function verifyBackup(file: string, secret: Buffer | undefined): Promise<VerifiedBackup> {
  let manifest: BackupManifest | undefined;
  let held: string | undefined;
  let entries = 0;
  for await (const { name, content } of readArchive(file, secret)) {
    entries += 1;
    if (name === ENTRY.manifest) manifest = JSON.parse(await textOf(content)) as BackupManifest;
    else if (name === ENTRY.secret) held = await textOf(content);
    else for await (const _ of content);
  }
  if (!manifest) throw new DomainError({ code: 'backup.damaged', kind: 'invalid', details: { entry: ENTRY.manifest } });
  return { manifest, entries, secret: held };
}

export async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
