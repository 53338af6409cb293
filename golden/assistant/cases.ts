import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Case, readCases } from './expected-query.ts';

/** `questions`: grown with the grammar. `fresh`: written before any of them was asked. */
export const SETS = ['questions', 'fresh'] as const;

export async function allCases(sets: readonly string[] = SETS): Promise<Case[]> {
  const found: Case[] = [];
  for (const set of sets) {
    const folder = join(import.meta.dirname, set);
    for (const name of (await readdir(folder)).filter((one) => one.endsWith('.yml')).sort())
      found.push(...readCases(await readFile(join(folder, name), 'utf8')));
  }
  return found;
}
