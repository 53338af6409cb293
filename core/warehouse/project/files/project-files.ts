/** Reads the files of one package. Nothing outside its folder is ever opened: links that lead out are left alone. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Findings } from '../findings.ts';

/** Larger templates and YAML files are a mistake (or an attack). Seeds are only hashed, so they may be large. */
const MAX_TEXT_BYTES = 4 * 1024 * 1024;
const MAX_FILES = 50_000;
const SKIPPED = new Set(['.git', 'node_modules', 'target', 'logs', '.venv', '__pycache__']);

export interface ProjectFile {
  /** Relative to the root project's folder, forward slashes: the name in messages. */
  file: string;
  /** Relative to the package's folder. */
  path: string;
  absolute: string;
}

async function walk(root: string, folder: string, found: string[]): Promise<void> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (found.length > MAX_FILES) return;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isSymbolicLink()) {
      const target = await realpath(join(root, path)).catch(() => null);
      const info = target?.startsWith(root + sep) ? await stat(target) : null;
      if (info?.isFile()) found.push(path);
    } else if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) await walk(root, path, found);
    } else if (entry.isFile()) found.push(path);
  }
}

/** Files below some folders of a package (each once), that end in one of the extensions. */
export async function listFiles(
  root: string,
  prefix: string,
  folders: readonly string[],
  extensions: readonly string[],
): Promise<ProjectFile[]> {
  const found: string[] = [];
  for (const folder of folders) await walk(root, folder, found);
  return [...new Set(found)]
    .filter((path) => extensions.some((extension) => path.toLowerCase().endsWith(extension)))
    .map((path) => ({ file: prefix + path, path, absolute: join(root, ...path.split('/')) }));
}

/** Text of a file, or null with a finding when it is too large or no UTF-8. */
export async function readText(file: ProjectFile, findings: Findings): Promise<string | null> {
  const bytes = await readFile(file.absolute);
  if (bytes.length > MAX_TEXT_BYTES) {
    findings.error(file.file, 1, `the file is larger than ${MAX_TEXT_BYTES / 1024 / 1024} MiB`);
    return null;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n');
  } catch {
    findings.error(file.file, 1, 'the file is not UTF-8');
    return null;
  }
}

/** Hex SHA-256 of a file of any size. */
export async function hashFile(absolute: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(absolute)) hash.update(chunk);
  return hash.digest('hex');
}

/** Reads many files, a few at a time. */
export async function readTexts(files: readonly ProjectFile[], findings: Findings): Promise<Map<ProjectFile, string>> {
  const texts = new Map<ProjectFile, string>();
  const queue = files.values();
  const worker = async () => {
    for (const file of queue) {
      const text = await readText(file, findings);
      if (text !== null) texts.set(file, text);
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  return new Map(files.flatMap((file) => (texts.has(file) ? [[file, texts.get(file) ?? '']] : [])));
}
