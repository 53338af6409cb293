import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calm, type Memory, type Observation, type Rule, step } from './step.ts';

const START = Date.parse('2026-11-26T08:00:00Z');
const at = (minute: number) => new Date(START + minute * 60_000).toISOString();
const rule: Rule = { operator: '>', limit: 10, hysteresis: 0, pendingMinutes: 0, alertOnNoData: false };

/** A value every five minutes: `_` missing, `!` an error, `9?` suspect. Answers state letters and changes by minute. */
function play(o: Partial<Rule>, series: string) {
  let memory: Memory = calm(at(0));
  const states: string[] = [];
  const changes: string[] = [];
  series.split(' ').forEach((cell, i) => {
    const seen: Observation =
      cell === '!'
        ? { error: 'query failed' }
        : { value: cell === '_' ? null : Number(cell.replace('?', '')), suspect: cell.endsWith('?') };
    // A restart between any two evaluations: only what JSON keeps goes on.
    const next = step({ ...rule, ...o }, JSON.parse(JSON.stringify(memory)), at(i * 5), seen);
    memory = next.memory;
    states.push(memory.state);
    if (next.change) changes.push(`${next.change}@${i * 5}`);
  });
  return { states: states.join(' '), changes: changes.join(' ') };
}

const TIMELINES: [name: string, rule: Partial<Rule>, series: string, states: string, changes: string][] = [
  ['opens and ends', {}, '9 11 12 9', 'normal active active normal', 'opened@5 resolved@15'],
  ['the limit itself is not above', {}, '10 10', 'normal normal', ''],
  ['a breach must last', { pendingMinutes: 10 }, '11 11 11', 'pending pending active', 'opened@10'],
  ['a short breach is nothing', { pendingMinutes: 10 }, '11 11 9 11', 'pending pending normal pending', ''],
  ['so must the good', { pendingMinutes: 5 }, '11 11 9 9', 'pending active recovering normal', 'opened@5 resolved@15'],
  [
    'relapse while recovering',
    { pendingMinutes: 5 },
    '11 11 9 11 9 9',
    'pending active recovering active recovering normal',
    'opened@5 resolved@25',
  ],
  [
    'flapping around the limit',
    { hysteresis: 2 },
    '11 9 11 9 11 7',
    'active active active active active normal',
    'opened@0 resolved@25',
  ],
  [
    'hysteresis below',
    { operator: '<', hysteresis: 2 },
    '9 11 12 13',
    'active active normal normal',
    'opened@0 resolved@10',
  ],
  ['missing data decides nothing', {}, '11 _ _ 9', 'active no_data no_data normal', 'opened@0 resolved@15'],
  ['missing data as the breach', { alertOnNoData: true }, '9 _ 9', 'normal active normal', 'opened@5 resolved@10'],
  ['errors neither open nor end', {}, '! 11 ! 9', 'error active error normal', 'opened@5 resolved@15'],
  ['an error breaks the pending time', { pendingMinutes: 10 }, '11 11 ! 11', 'pending pending error pending', ''],
  [
    'suspect data holds everything',
    {},
    '9 11? 11? 11 9? 9',
    'normal normal normal active active normal',
    'opened@15 resolved@25',
  ],
  ['equality', { operator: '=', limit: 0 }, '0 1', 'active normal', 'opened@0 resolved@5'],
];

for (const [name, o, series, states, changes] of TIMELINES) {
  test(name, () => assert.deepEqual(play(o, series), { states, changes }));
}
