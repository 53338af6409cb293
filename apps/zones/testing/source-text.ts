import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { TestContext } from 'node:test';
import { type ImportInput, type ImportResult, importFiles } from '../import/import-files.ts';
import type { SourceFile } from '../import/source-file.ts';

/** A source file that lies in memory. Text is written as UTF-8. */
export function sourceOf(name: string, content: string | Uint8Array): SourceFile {
  const bytes = Buffer.from(content);
  return { name, open: () => Readable.from(bytes.length === 0 ? [] : [bytes], { objectMode: false }) };
}

/** Imports files into a temporary folder that is removed with the test. */
export async function importHere(
  t: Pick<TestContext, 'after'>,
  files: SourceFile[],
  o: Partial<ImportInput> = {},
): Promise<ImportResult> {
  const outputDir = await mkdtemp(join(tmpdir(), 'griot-import-'));
  t.after(() => rm(outputDir, { recursive: true, force: true }));
  return importFiles({ files, mode: 'replace', outputDir, today: '2026-11-21', ...o });
}

/** `code file:line column value` of each finding, for comparison. */
export function places(result: ImportResult): string[] {
  return result.findings.map(({ code, file, line, column, value }) =>
    [code.replace('import.', ''), `${file}:${line ?? ''}`, column ?? '', value ?? ''].join(' ').trim(),
  );
}
