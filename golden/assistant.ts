/** `npm run golden -- assistant [--questions FILE] [--json] [--set questions|fresh]`: questions in words, with truth from plain SQL. */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { askQuestions, type Question, readQuestions } from './assistant/ask-file.ts';
import { allCases, SETS } from './assistant/cases.ts';
import { type Demonstration, startDemonstration } from './assistant/demonstration.ts';
import type { Case } from './assistant/expected-query.ts';
import { judge } from './assistant/judge.ts';
import { type Judged, scorecard } from './assistant/scorecard.ts';

/** The unseen third is drawn by the questions' own text, so nobody chooses it. */
export function isUnseen(question: string): boolean {
  return (createHash('sha256').update(question).digest()[0] as number) % 3 === 0;
}

export async function runAssistant(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      questions: { type: 'string' },
      json: { type: 'boolean', default: false },
      application: { type: 'string', default: 'zones' },
      data: { type: 'string' },
      set: { type: 'string' },
      'show-unseen': { type: 'boolean', default: false },
    },
  });
  const say = (text: string) => console.error(text);
  // A file that cannot be asked is told before anything is started.
  let own: Question[] | null = null;
  try {
    own = values.questions === undefined ? null : await readQuestions(values.questions);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 2;
  }
  // Zones is judged in full; another application by the questions in the folder of its name.
  const known = values.application === 'zones' ? SETS : [values.application];
  const sets = known.filter((name) => values.set === undefined || values.set === name);
  if (sets.length === 0) {
    say(`--set: one of ${SETS.join(', ')}`);
    return 2;
  }
  const demonstration = await startDemonstration(values.application, say, values.data);
  try {
    if (own) {
      await askQuestions(demonstration, own, (line) => console.log(line));
      return 0;
    }
    const judged = await judgeAll(demonstration, await allCases(sets));
    if (values.json) for (const one of judged) console.log(JSON.stringify(one));
    else console.log(scorecard(judged, values['show-unseen']));
    const wrong = judged.filter(({ verdict }) => verdict === 'wrong').length;
    const right = judged.filter(({ verdict }) => verdict === 'right').length;
    return wrong === 0 && right >= 0.97 * judged.length ? 0 : 1;
  } finally {
    await demonstration.stop();
  }
}

async function judgeAll(demonstration: Demonstration, cases: readonly Case[]): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const one of cases)
    for (const question of one.questions) {
      let conversation: string | null = null;
      if (one.after !== null) conversation = (await demonstration.ask(one.after)).conversationId;
      const { verdict, reason, checked = false } = await judge(demonstration, one, question, conversation);
      judged.push({
        family: one.family,
        question: one.after ? `${one.after} → ${question}` : question,
        verdict,
        reason,
        checked,
        unseen: isUnseen(question),
      });
    }
  return judged;
}
