/** `npm run golden -- assistant [--questions FILE] [--json] [--all]`: questions in words, with truth from plain SQL. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { askFile } from './assistant/ask-file.ts';
import { type Demonstration, startDemonstration } from './assistant/demonstration.ts';
import { type Case, readCases } from './assistant/expected-query.ts';
import { judge, type Verdict } from './assistant/judge.ts';
import { scorecard } from './assistant/scorecard.ts';

export interface Judged {
  family: string;
  question: string;
  verdict: Verdict['verdict'];
  reason: string;
  /** Of the third that is not looked at while the grammar is worked on. */
  unseen: boolean;
}

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
      'show-unseen': { type: 'boolean', default: false },
    },
  });
  const say = (text: string) => console.error(text);
  const demonstration = await startDemonstration(values.application, say, values.data);
  try {
    if (values.questions) {
      await askFile(demonstration, values.questions, (line) => console.log(line));
      return 0;
    }
    const judged = await judgeAll(demonstration);
    if (values.json) for (const one of judged) console.log(JSON.stringify(one));
    else console.log(scorecard(judged, values['show-unseen']));
    const wrong = judged.filter(({ verdict }) => verdict === 'wrong').length;
    const right = judged.filter(({ verdict }) => verdict === 'right').length;
    return wrong === 0 && right >= 0.97 * judged.length ? 0 : 1;
  } finally {
    await demonstration.stop();
  }
}

async function judgeAll(demonstration: Demonstration): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const one of await allCases())
    for (const question of one.questions) {
      let conversation: string | null = null;
      if (one.after !== null) conversation = (await demonstration.ask(one.after)).conversationId;
      const { verdict, reason } = await judge(demonstration, one, question, conversation);
      judged.push({
        family: one.family,
        question: one.after ? `${one.after} → ${question}` : question,
        verdict,
        reason,
        unseen: isUnseen(question),
      });
    }
  return judged;
}

export async function allCases(): Promise<Case[]> {
  const folder = join(import.meta.dirname, 'assistant/questions');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yml')).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap(readCases);
}
