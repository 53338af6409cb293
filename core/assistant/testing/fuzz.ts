import { performance } from 'node:perf_hooks';
import { seeded } from '@griot/kernel';
import type { Lexicon } from '../lexicon/build-lexicon.ts';
import { understand } from '../understand/understand.ts';

const WORDS =
  'CA impayés par zone client top 5 10 sauf hors entre et ou mars 2024 2025 depuis le la de du mois dernier plus moins % pourquoi part combien liste évolution compare vs sans avec pas 90 millions T1 semaine fin début il y a un an quel quelle revenue by last month ville ventes'.split(
    ' ',
  );
const HOSTILE = [
  "'; DROP TABLE sales; --",
  '" OR 1=1 --',
  '$' + '{process.exit(1)}',
  '{{ config }} {% for x in y %}',
  '__proto__ constructor toString hasOwnProperty',
  '\u0000\u0007\u202e\ufeff',
  '🙂👩‍👩‍👧‍👦',
  'a'.repeat(500),
  '1'.repeat(500),
  'entre '.repeat(80),
  'de la '.repeat(80),
  '9'.repeat(30),
  '10 000 000 000 000 000 000',
  '31/02/2025 99/99/9999 2025-13-45',
  'le premier premier trimestre trimestre de de de',
  '((((((((((',
  '\\\\\\\\',
  'مرحبا 你好 Привет',
  '<script>alert(1)</script>',
  'top 0 top -1 top 1e9',
];

/** One input of a round: words that mean something in any order, mangled words, noise, or something hostile. */
export function fuzzInput(round: number): string {
  const next = seeded(round + 1);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const letter = () =>
    String.fromCodePoint(next() < 0.9 ? 97 + Math.floor(next() * 26) : 32 + Math.floor(next() * 12_000));
  const mangle = (word: string) => {
    const at = Math.floor(next() * (word.length + 1));
    return next() < 0.5 ? word.slice(0, at) + word.slice(at + 1) : word.slice(0, at) + letter() + word.slice(at);
  };
  const count = 1 + Math.floor(next() * 14);
  return Array.from({ length: count }, () => {
    const kind = next();
    if (kind < 0.62) return pick(WORDS);
    if (kind < 0.8) return mangle(pick(WORDS));
    if (kind < 0.92) return Array.from({ length: 1 + Math.floor(next() * 12) }, letter).join('');
    return pick(HOSTILE);
  }).join(pick([' ', '  ', ', ', ' - ', '']));
}

export interface FuzzReport {
  readonly rounds: number;
  readonly understood: number;
  readonly slowestMs: number;
  readonly slowest: string;
}

/** Understands random and hostile inputs. Throws with the input where one fails; queries name declared metrics and dimensions alone. */
export function fuzzUnderstanding(lexicon: Lexicon, rounds: number, today: string): FuzzReport {
  let [understood, slowestMs, slowest] = [0, 0, ''];
  for (let round = 0; round < rounds; round += 1) {
    const input = fuzzInput(round);
    const began = performance.now();
    let found: ReturnType<typeof understand>;
    try {
      found = understand(input, lexicon, { today });
    } catch (error) {
      throw new Error(`round ${round}: ${JSON.stringify(input)}`, { cause: error });
    }
    const ms = performance.now() - began;
    if (ms > slowestMs) [slowestMs, slowest] = [ms, input];
    if (found.status !== 'query') continue;
    understood += 1;
    for (const name of found.asked.metrics)
      if (!lexicon.metrics.has(name)) throw new Error(`round ${round}: undeclared metric ${name}`);
    for (const name of [...found.asked.dimensions, ...found.asked.filters.map((one) => one.dimension)])
      if (!lexicon.conceptOf.has(name) && !name.startsWith('metric_time') && !lexicon.metrics.has(name))
        throw new Error(`round ${round}: undeclared dimension ${name}`);
  }
  return { rounds, understood, slowestMs, slowest };
}
