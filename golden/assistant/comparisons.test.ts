import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { timeOf } from './expected-times.ts';
import { inWords, lexiconOf, readOthers } from './others.ts';

type Forms = readonly [bare: string, en: string, à: string, de: string, et: string];
interface Pair {
  readonly later: Forms;
  readonly earlier: Forms;
  readonly days?: string;
  readonly vs?: string;
  readonly both?: readonly string[];
  readonly grain?: string;
}
interface Matrix {
  readonly pairs: readonly Pair[];
  readonly sentences: readonly string[];
  readonly 'to-date': Readonly<Record<string, readonly string[]>>;
  readonly before: Readonly<Record<string, readonly string[]>>;
}

const text = await readFile(join(import.meta.dirname, 'matrix', 'comparisons.yml'), 'utf8');
const matrix = parse(text) as Matrix;
const { asOf, values } = await readOthers('zones');
const lexicon = await lexiconOf('zones', values);

const PLACES = ['', 'en ', 'à ', 'de ', 'et '];
function said(sentence: string, { later, earlier }: Pair): string {
  return PLACES.reduce(
    (done, place, at) =>
      done.replaceAll(`{${place}A}`, String(later[at])).replaceAll(`{${place}B}`, String(earlier[at])),
    sentence,
  );
}

const figureIn = (days: string, vs: string): string => {
  const { from, to } = timeOf(days, asOf);
  return `ca_total in ${from}..${to} vs ${vs}`;
};

function wanted({ days, vs, both, grain }: Pair): string {
  if (days !== undefined && vs !== undefined) return figureIn(days, vs);
  return `ca_total by metric_time__${grain} where metric_time:${grain} in ${JSON.stringify(both)}`;
}

function judge(cases: readonly (readonly [question: string, wanted: string])[]): string[] {
  return cases.flatMap(([question, right]) => {
    const got = inWords(lexicon, asOf, { q: question });
    return got === right ? [] : [`${question}\n  must be ${right}\n  was ${got}`];
  });
}

test('two periods are held against each other in every order of words', (t) => {
  const cases = matrix.sentences.flatMap((sentence) =>
    matrix.pairs.map((pair) => [said(sentence, pair), wanted(pair)] as const),
  );
  const other = judge(cases);
  t.diagnostic(`${cases.length - other.length} right, ${other.length} other`);
  assert.deepEqual(other, []);
});

for (const [name, vs] of [
  ['to-date', 'previous_year'],
  ['before', 'previous_period'],
] as const)
  test(`a period is held against ${vs === 'previous_year' ? 'the same days of the year before' : 'the one before it'}`, (t) => {
    const cases = Object.entries(matrix[name]).flatMap(([days, questions]) =>
      questions.map((question) => [question, figureIn(days, vs)] as const),
    );
    const other = judge(cases);
    t.diagnostic(`${cases.length - other.length} right, ${other.length} other`);
    assert.deepEqual(other, []);
  });
