/**
 * What each page costs to open, from the last build: `npm run sizes -w @griot/web`. Fails when the first load (the shell
 * and the log-in page) is over its budget. Sizes are of the Brotli files that the server sends.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

interface Chunk {
  file: string;
  isEntry?: boolean;
  isDynamicEntry?: boolean;
  imports?: string[];
  css?: string[];
}

const FIRST_LOAD_BUDGET = 300 * 1024;
const dist = path.resolve(import.meta.dirname, '../dist');
const manifest = JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;

/** Compressed size of a file of the build. */
function sent(file: string): number {
  const full = path.join(dist, file);
  return statSync(existsSync(`${full}.br`) ? `${full}.br` : full).size;
}

/** A chunk's files and those it cannot start without. */
function filesOf(key: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const css of chunk.css ?? []) seen.add(css);
  for (const imported of chunk.imports ?? []) filesOf(imported, seen);
  return seen;
}

const total = (files: Iterable<string>, ending: string): number =>
  [...files].filter((file) => file.endsWith(ending)).reduce((sum, file) => sum + sent(file), 0);
const kb = (bytes: number): string => `${(bytes / 1024).toFixed(1).padStart(7)} kB`;

const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry);
if (!entry) throw new Error('no entry in the manifest: build first');
const first = filesOf(entry);
const script = total(first, '.js');
console.log(`${kb(script)} script ${kb(total(first, '.css'))} style   first load`);
for (const key of Object.keys(manifest).sort()) {
  if (!manifest[key]?.isDynamicEntry) continue;
  const own = [...filesOf(key)].filter((file) => !first.has(file));
  console.log(`${kb(total(own, '.js'))} script ${kb(total(own, '.css'))} style   + ${key.replace(/^(\.\.\/)+/, '')}`);
}
if (script > FIRST_LOAD_BUDGET) {
  console.error(`The first load is over its budget of ${FIRST_LOAD_BUDGET / 1024} kB.`);
  process.exitCode = 1;
}
