/** Macros, generic tests and materializations out of the .sql files of macros/ and tests/generic/. */
import type { Findings } from '../findings.ts';
import { lineCounter } from '../jinja/lexer.ts';
import { parseTemplate } from '../jinja/parse-template.ts';
import { TemplateError } from '../jinja/values.ts';
import { type MacroEntry, macroEntry } from './macro-index.ts';

const BLOCK = /\{%[-+]?\s*(?:macro|test|data_test|materialization)\s/g;

/** Pieces of a file that begin with a block each, with the line they begin on: to go on after a syntax error. */
function pieces(text: string): { text: string; line: number }[] {
  const starts = [...text.matchAll(BLOCK)].map((match) => match.index);
  const lineAt = lineCounter(text);
  return starts.map((start, index) => ({
    text: text.slice(start, starts[index + 1] ?? text.length),
    line: lineAt(start),
  }));
}

/** The macros of one file; syntax errors go to the findings, and the blocks around them are still read. */
export function readMacros(text: string, file: string, owner: string, findings: Findings): MacroEntry[] {
  const entries: MacroEntry[] = [];
  const parse = (source: string, line: number) => {
    const template = parseTemplate(source, file, line);
    for (const statement of template.body) {
      if (statement.kind === 'macro') entries.push(macroEntry(statement, template, owner, 'macro'));
      else if (statement.kind === 'test') entries.push(macroEntry(statement.macro, template, owner, 'test'));
      else if (statement.kind === 'materialization')
        findings.warn(
          file,
          statement.line,
          `the materialization '${statement.name}' is ignored: only the built-in ones can be used`,
        );
    }
  };
  try {
    parse(text, 1);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    entries.length = 0;
    const before = findings.errors.length;
    for (const piece of pieces(text)) {
      try {
        parse(piece.text, piece.line);
      } catch (inner) {
        if (!(inner instanceof TemplateError)) throw inner;
        findings.error(file, inner.line ?? piece.line, inner.message);
      }
    }
    if (findings.errors.length === before) findings.error(file, error.line ?? 1, error.message);
  }
  return entries;
}
