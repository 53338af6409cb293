import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { timeOf } from './expected-times.ts';
import { inWords, lexiconOf, readOthers } from './others.ts';

/** A sentence that a time is put into, and what it asks of that time. */
type Sentence = readonly [said: string, asked: string];

const FRENCH: readonly Sentence[] = [
  ['CA {}', 'ca_total in {}'],
  ['encaissements {} par zone', 'encaissements by zone__nom_zone in {}'],
  ['combien avons-nous encaissé {} ?', 'encaissements in {}'],
];
const ENGLISH: readonly Sentence[] = [
  ['revenue {}', 'ca_total in {}'],
  ['what was our revenue {} by zone?', 'ca_total by zone__nom_zone in {}'],
];

const { asOf, values } = await readOthers('zones');
const lexicon = await lexiconOf('zones', values);

/** Ways of saying a time, by the days that they mean. */
async function timesOf(language: string): Promise<Record<string, string[]>> {
  const text = await readFile(join(import.meta.dirname, 'matrix', `times-${language}.yml`), 'utf8');
  const written = Object.entries(parse(text) as Record<string, string>);
  return Object.fromEntries(written.map(([days, ways]) => [days, ways.split(/;\s*/)]));
}

for (const [language, times, sentences] of [
  ['French', await timesOf('french'), FRENCH],
  ['English', await timesOf('english'), ENGLISH],
] as const)
  test(`every way of saying a time in ${language} is read as its days in every sentence, or asked where nobody knows them`, (t) => {
    const wrong: string[] = [];
    let [right, asked] = [0, 0];
    for (const [word, ways] of Object.entries(times))
      for (const way of ways)
        for (const [said, meant] of sentences) {
          const question = said.replace('{}', way);
          const got = inWords(lexicon, asOf, { q: question });
          const unsettled = got === 'clarify' || got === 'unknown';
          if (word === 'asked' && unsettled) asked += 1;
          else if (word === 'asked') wrong.push(`${question}\n  must be asked, was ${got}`);
          else {
            const { from, to } = timeOf(word, asOf);
            const wanted = meant.replace('{}', `${from}..${to}`);
            if (got === wanted) right += 1;
            else wrong.push(`${question}\n  must be ${wanted}\n  was ${got}`);
          }
        }
    t.diagnostic(`${right} right, ${asked} asked as they must be, ${wrong.length} other`);
    assert.deepEqual(wrong, []);
  });
