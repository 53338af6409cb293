import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { MigrationSet } from '../migrate.ts';

/** A set in a folder of its own, written from the test. */
export function migrationSet(t: TestContext, name: string, files: Record<string, string>): MigrationSet {
  const folder = mkdtempSync(path.join(tmpdir(), 'griot-set-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [file, sql] of Object.entries(files)) writeFileSync(path.join(folder, file), sql);
  return { name, folder };
}
