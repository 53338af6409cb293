import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { buildLexicon, type Lexicon, understand, writeAsked } from '@griot/assistant/testing';
import type { Day } from '@griot/kernel';
import { buildCatalogue, loadSemanticModels } from '@griot/metrics';
import { loadProject } from '@griot/warehouse';

/**
 * Questions that others than the grammar's authors wrote, as they were understood on one day when somebody had judged that right:
 * the query in words, or `clarify`, `unknown`, `refused`. `values` are the names in the demonstration's data of that day.
 */
export interface OthersQuestions {
  asOf: Day;
  values: Record<string, string[]>;
  questions: { q: string; after?: string; understood: string }[];
}

export const OTHERS = ['zones', 'compta', 'payops'] as const;

export async function readOthers(application: string): Promise<OthersQuestions> {
  return JSON.parse(await readFile(join(import.meta.dirname, 'others', `${application}.json`), 'utf8'));
}

/** What an application declares today, with the values given; no platform is started. */
export async function lexiconOf(application: string, values: Record<string, string[]>): Promise<Lexicon> {
  const project = await loadProject(resolve(import.meta.dirname, '../../apps', application, 'warehouse'));
  const catalogue = buildCatalogue(loadSemanticModels(project.documents), 'fr');
  return buildLexicon({ catalogue, values: new Map(Object.entries(values)) });
}

/** How a question is understood, in words. */
export function inWords(lexicon: Lexicon, today: Day, { q, after }: { q: string; after?: string }): string {
  const first = after === undefined ? null : understand(after, lexicon, { today });
  const found = understand(q, lexicon, { today, before: first?.status === 'query' ? first.asked : null });
  return found.status === 'query' ? writeAsked(found.asked) : found.status;
}
