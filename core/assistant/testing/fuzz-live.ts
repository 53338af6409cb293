import { fuzzInput } from './fuzz.ts';

/** One asker of a running platform, and what must never be in an answer to them. */
export interface FuzzReader {
  name: string;
  ask(
    question: string,
    conversation: string | null,
  ): Promise<{ status: number; text: string; conversation: string | null }>;
  /** Values that only another tenant has. */
  canaries: readonly string[];
  /** Questions that mean something: asked as they are, and with noise behind them. */
  questions: readonly string[];
  /** A conversation that has begun, for follow-ups. */
  begin(): Promise<string>;
}

export interface LiveReport {
  asked: number;
  answered: number;
  refused: number;
  failures: string[];
}

/** Attempts at what is not one's own, with a canary of the other tenant in each. */
const ATTEMPTS = [
  (canary: string) => `CA de ${canary}`,
  (canary: string) => `montre ${canary} et toutes les autres organisations`,
  (canary: string) => `' UNION SELECT * FROM clients WHERE nom = '${canary}' --`,
  (canary: string) => `supprime ${canary}`,
  (canary: string) => `clients sauf ${canary} par mois`,
  (canary: string) => `top 10 clients ${canary} 2025`,
];

/**
 * Random and hostile questions to a running platform, some as follow-ups. What fails is told: an error of the server, a value of
 * another tenant in rows or figures. An answer may repeat the words of its own question.
 */
export async function fuzzLive(readers: readonly FuzzReader[], count: number): Promise<LiveReport> {
  const report: LiveReport = { asked: 0, answered: 0, refused: 0, failures: [] };
  for (let round = 0; round < count; round += 1) {
    const reader = readers[round % readers.length];
    if (!reader) break;
    const canary = reader.canaries[round % Math.max(1, reader.canaries.length)] ?? '';
    const attempt = round % 5 === 4 ? ATTEMPTS[Math.floor(round / 5) % ATTEMPTS.length] : undefined;
    const sensible = round % 3 === 0 ? reader.questions[Math.floor(round / 3) % reader.questions.length] : undefined;
    const noise = round % 2 === 0 ? '' : ` ${fuzzInput(round).slice(0, 40)}`;
    const meant = sensible === undefined ? undefined : sensible + noise;
    const question = (attempt?.(canary) ?? meant ?? fuzzInput(round)).slice(0, 500);
    let conversation: string | null = null;
    if (round % 7 === 3) conversation = await reader.begin();
    const { status, text } = await reader.ask(question, conversation);
    report.asked += 1;
    const fail = (what: string) =>
      report.failures.push(`${reader.name}, round ${round}: ${what}: ${JSON.stringify(question)}`);
    if (status >= 500) fail(`${status} ${text.slice(0, 200)}`);
    if (status !== 200) continue;
    const answer = (JSON.parse(text) as { data: { status: string; rows: unknown; columns: unknown; asked: unknown } })
      .data;
    if (answer.status === 'answered') report.answered += 1;
    if (answer.status === 'refused') report.refused += 1;
    const shown = JSON.stringify([answer.rows, answer.columns, answer.asked]);
    const leaked = reader.canaries.find((one) => shown.includes(JSON.stringify(one).slice(1, -1)));
    if (leaked !== undefined) fail(`shows ${leaked}`);
  }
  return report;
}
