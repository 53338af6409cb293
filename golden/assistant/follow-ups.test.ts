import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Asked, type Lexicon, understand, writeAsked } from '@griot/assistant/testing';
import { CHANGES, type Change } from './follow/changes.ts';
import { limitFor, useFigures } from './follow/expected.ts';
import { QUESTIONS_BEFORE } from './follow/questions-before.ts';
import { lexiconOf, readOthers } from './others.ts';

let lexicon: Lexicon;
let today: string;
/** What each question before is understood as: asked once, changed many times. */
const firsts = new Map<string, Asked>();
before(async () => {
  const { asOf, values } = await readOthers('zones');
  lexicon = await lexiconOf('zones', values);
  today = asOf;
  useFigures(lexicon);
  for (const [question] of QUESTIONS_BEFORE) {
    const found = asked(question);
    if (found.status === 'query') firsts.set(question, found.asked);
  }
});

const asked = (question: string, after: Asked | null = null) => understand(question, lexicon, { today, before: after });

test('the questions before are what they are taken for', () => {
  for (const [question, query] of QUESTIONS_BEFORE) {
    const found = asked(question);
    assert.equal(found.status === 'query' ? writeAsked(found.asked) : found.status, query, question);
  }
});

for (const [kind, changes] of Map.groupBy(CHANGES, (one: Change) => one.kind))
  test(`a follow-up that says ${kind} changes that and keeps the rest`, (t) => {
    const wrong: string[] = [];
    let [right, asking] = [0, 0];
    for (const [question] of QUESTIONS_BEFORE)
      for (const { said, expected } of changes) {
        const first = firsts.get(question);
        assert.ok(first, question);
        const follow = said.replace('LIMIT', limitFor(first));
        const found = asked(follow, first);
        const wanted = expected(first);
        const now = found.status === 'query' ? writeAsked(found.asked) : found.status;
        if ('asks' in wanted) {
          if (found.status === 'query') wrong.push(`[${question}] ${follow}\n    asks: ${wanted.asks}\n    now ${now}`);
          else asking += 1;
          continue;
        }
        const then = writeAsked(wanted);
        if (now === then) right += 1;
        else wrong.push(`[${question}] ${follow}\n    was ${then}\n    now ${now}`);
      }
    t.diagnostic(`${right} right, ${asking} asked, ${wrong.length} otherwise`);
    assert.deepEqual(wrong, []);
  });
