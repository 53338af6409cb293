import { parseCall } from './parse-call.ts';
import { type ItemReference, parseName } from './references.ts';

/** SQL text with references in it: strings and references in turn. */
export type TemplatePart = string | ItemReference;

const MARK = /\{\{([\s\S]*?)\}\}/g;
/** Quoted text, quoted names and comments are left alone; bare names with a double underscore, and `metric_time`, are references. */
const BARE = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|[A-Za-z_][A-Za-z0-9_$]*/g;

/**
 * Splits a where-filter template. `{{ Dimension('a__b') }}` and bare output names such as `metric_time__day` become
 * references; everything else stays SQL. Templates come from the manifest, never from a request.
 */
export function parseTemplate(template: string, isGrain: (word: string) => boolean): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (const match of template.matchAll(MARK)) {
    parts.push(...bareNames(template.slice(at, match.index), isGrain));
    parts.push(parseCall(match[1] ?? '', isGrain).reference);
    at = match.index + match[0].length;
  }
  parts.push(...bareNames(template.slice(at), isGrain));
  return parts.filter((part) => part !== '');
}

function bareNames(sql: string, isGrain: (word: string) => boolean): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (const match of sql.matchAll(BARE)) {
    const word = match[0];
    const after = sql.slice(match.index + word.length).trimStart();
    const qualified = sql[match.index - 1] === '.' || after.startsWith('(') || after.startsWith('.');
    if (!/^[A-Za-z]/.test(word) || !(word.includes('__') || word === 'metric_time') || qualified) continue;
    parts.push(sql.slice(at, match.index), parseName(word, isGrain));
    at = match.index + word.length;
  }
  parts.push(sql.slice(at));
  return parts;
}

/** Replaces whole identifiers in an SQL expression; strings, quoted names, comments, calls and `a.b` are left alone. */
export function replaceIdentifiers(sql: string, replacement: (name: string) => string | null): string {
  return sql.replace(BARE, (word, offset: number) => {
    if (!/^[A-Za-z_]/.test(word)) return word;
    const after = sql.slice(offset + word.length).trimStart();
    if (sql[offset - 1] === '.' || after.startsWith('(') || after.startsWith('.')) return word;
    return replacement(word) ?? word;
  });
}
