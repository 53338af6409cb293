import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inWords, lexiconOf, OTHERS, readOthers } from '../others.ts';
import { casesOf, type Family } from './selection.ts';
import { AGES } from './selection-age.ts';
import { EXCLUSION } from './selection-exclusion.ts';
import { LISTS } from './selection-list.ts';
import { RANKS } from './selection-rank.ts';
import { THRESHOLDS } from './selection-threshold.ts';

const lexicons = new Map(
  await Promise.all(
    OTHERS.map(async (application) => {
      const { asOf, values } = await readOthers(application);
      return [application, { asOf, lexicon: await lexiconOf(application, values) }] as const;
    }),
  ),
);

function judge(families: readonly Family[]): { right: number; asked: number; others: string[] } {
  const count = { right: 0, asked: 0, others: [] as string[] };
  for (const one of families) {
    const known = lexicons.get(one.application);
    assert.ok(known);
    for (const { q, right, mayAsk } of casesOf(one)) {
      const got = inWords(known.lexicon, known.asOf, { q });
      if (right.includes(got)) count.right += 1;
      else if (mayAsk && got === 'clarify') count.asked += 1;
      else count.others.push(`${q}\n  right ${right[0]}\n  now   ${got}`);
    }
  }
  return count;
}

const FAMILIES = [
  { name: 'what is left out of a figure', families: EXCLUSION },
  { name: 'a limit that figures are held against', families: THRESHOLDS },
  { name: 'what is most and least, in which order, and what part of all', families: RANKS },
  { name: 'lists, counts, means and things beside each other', families: LISTS },
  { name: 'the age of a debt', families: AGES },
];

for (const { name, families } of FAMILIES)
  test(`${name} is understood in all its writings`, (t) => {
    const { right, asked, others } = judge(families);
    t.diagnostic(`right ${right}, asked ${asked}, other ${others.length}`);
    assert.deepEqual(others, []);
  });
