import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { manualClock, newId, silentLogger } from '@griot/kernel';
import type { Store } from '@griot/store';
import { testStore } from '@griot/store/testing';
import { createFiles, type FilesOptions, filesMigrations } from '../create-files.ts';
import type { Files } from '../files.ts';

export interface Bench {
  files: Files;
  store: Store;
  dataDir: string;
  clock: ReturnType<typeof manualClock>;
  tenant: string;
  other: string;
}

export async function filesFor(t: TestContext, o: Partial<FilesOptions> = {}): Promise<Bench> {
  const store = await testStore(t, [filesMigrations]);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'griot-files-'));
  t.after(() => rmSync(dataDir, { recursive: true }));
  const clock = manualClock('2026-11-21T08:00:00.000Z');
  const files = createFiles({ store, dataDir, log: silentLogger, clock, ...o });
  return { files, store, dataDir, clock, tenant: newId(), other: newId() };
}

/** Every file below, whatever it is called, relative to the folder. */
export function allFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .sort();
}

export const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
export const LIMIT = { maxBytes: 1_000_000 };

export async function textOf(opened: Promise<{ stream: AsyncIterable<Buffer> }>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of (await opened).stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
