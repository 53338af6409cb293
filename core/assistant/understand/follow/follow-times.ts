import { addDays, addMonths, type Day } from '@griot/kernel';
import { type Token, tokenize } from '../../language/tokens.ts';
import { around, type CalendarGrain } from '../../time/period.ts';
import { MONTHS } from '../../time/words.ts';
import type { Asked } from '../asked.ts';
import { Unsettled } from '../unsettled.ts';

type Range = NonNullable<Asked['timeRange']>;

const SIZES: readonly (readonly [CalendarGrain, number])[] = [
  ['month', 1],
  ['quarter', 3],
  ['semester', 6],
  ['year', 12],
];
const COMPARING = /^(rapport|vs|versus|contre|compare|comparee|compares|comparees|comparer|comparez|compared|against)$/;
const MONTH_NAMES = [...MONTHS].reduce<string[]>((names, [name, month]) => {
  names[month] ??= name;
  return names;
}, []);

/** `la période précédente`, `du 16 au 31`, `le 15`: the days that the question before makes of them, in words. */
export function withTimesOf(before: Asked, tokens: readonly Token[], today: Day): readonly Token[] {
  const against = tokens.some(({ text }) => COMPARING.test(text));
  const at = tokens.findIndex(
    ({ text }, i) => text === 'periode' && /^(precedente|suivante)$/.test(tokens[i + 1]?.text ?? ''),
  );
  if (at >= 0 && !against) {
    const step = tokens[at + 1]?.text === 'precedente' ? -1 : 1;
    const range = before.timeRange && movedBy(before.timeRange, step, today);
    if (!range) throw new Unsettled('period');
    const begin = /^(la|l)$/.test(tokens[at - 1]?.text ?? '') ? at - 1 : at;
    return spliced(tokens, begin, at + 2, written(range));
  }
  const spelled = againstUnits(before, tokens, today);
  return spelled ?? daysOf(before, tokens);
}

/** `la semaine d'avant`, `la veille`, `le lendemain`: seen from the day or the week of the question before. */
function againstUnits({ timeRange }: Asked, tokens: readonly Token[], today: Day): readonly Token[] | null {
  const text = tokens.map((one) => one.text);
  const at = text.findIndex((one) => /^(jour|semaine|week|day|veille|lendemain)$/.test(one));
  if (at < 0 || !timeRange || text.some((one) => COMPARING.test(one))) return null;
  const next = text.slice(at + 1, at + 3).join(' ');
  const said = /^(d avant|d apres|before|after|precedente?|suivante?)/.exec(next)?.[1];
  const alone = /^(veille|lendemain)$/.test(text[at] ?? '') && at + 1 === text.length;
  if (said === undefined && !alone) return null;
  const days = /^(semaine|week)$/.test(text[at] ?? '') ? 7 : 1;
  if (addDays(timeRange.from, days - 1) !== timeRange.to && timeRange.to !== today) return null;
  const step = /^(d apres|after|suivant)/.test(said ?? '') || text[at] === 'lendemain' ? 1 : -1;
  const range = { from: addDays(timeRange.from, step * days), to: addDays(timeRange.to, step * days) };
  const begin = /^(la|le|the)$/.test(text[at - 1] ?? '') ? at - 1 : at;
  const end = said === undefined ? at + 1 : at + 1 + said.split(' ').length;
  return spliced(tokens, begin, end, written(range));
}

/** `du 16 au 31`, `le 15` after something of one month: of that month. */
function daysOf({ timeRange }: Asked, tokens: readonly Token[]): readonly Token[] {
  if (!timeRange || timeRange.from.slice(0, 7) !== timeRange.to.slice(0, 7)) return tokens;
  const day = (i: number) => /^([1-9]|[12]\d|3[01])(er|st|nd|rd|th)?$/.test(tokens[i]?.text ?? '');
  const ends = tokens.findIndex(
    ({ text }, i) =>
      (/^(du|from)$/.test(text) && day(i + 1) && /^(au|a|to)$/.test(tokens[i + 2]?.text ?? '') && day(i + 3)) ||
      (/^(le|the)$/.test(text) && day(i + 1) && i + 2 === tokens.length),
  );
  if (ends < 0) return tokens;
  const next = /^(du|from)$/.test(tokens[ends]?.text ?? '') ? ends + 4 : ends + 2;
  if (next < tokens.length && (MONTHS.has(tokens[next]?.text ?? '') || /^\d/.test(tokens[next]?.text ?? '')))
    return tokens;
  return spliced(tokens, next, next, monthIn(timeRange.from));
}

/** The period of the same size before or after one; null where it has no size of its own. */
function movedBy({ from, to }: Range, step: -1 | 1, today: Day): Range | null {
  if (from === to) return { from: addDays(from, step), to: addDays(to, step) };
  for (const [grain, months] of SIZES) {
    const whole = around(grain, from);
    if (whole.from !== from || whole.to === null || (whole.to !== to && !(to === today && whole.to > today))) continue;
    if (step < 0 && to === today && whole.to > today) return calendar(grain, addMonths(from, -months));
    const next = addDays(to, 1);
    const end = next.endsWith('-01') ? addDays(addMonths(next, step * months), -1) : addMonths(to, step * months);
    return { from: addMonths(from, step * months), to: end };
  }
  const week = addDays(from, 6);
  return week === to ? { from: addDays(from, 7 * step), to: addDays(to, 7 * step) } : null;
}

/** The whole calendar period that begins on a day: one that is over, before one that still runs. */
function calendar(grain: CalendarGrain, day: Day): Range | null {
  const { from, to } = around(grain, day);
  return from !== null && to !== null ? { from, to } : null;
}

const monthIn = (day: Day): string => `${MONTH_NAMES[Number(day.slice(5, 7))]} ${day.slice(0, 4)}`;

function written({ from, to }: Range): string {
  if (from === to) return `le ${from}`;
  const grain = SIZES.find(([one]) => around(one, from).from === from && around(one, from).to === to)?.[0];
  if (grain === 'year') return from.slice(0, 4);
  if (grain === 'month') return monthIn(from);
  if (grain === 'quarter') return `T${Math.ceil(Number(from.slice(5, 7)) / 3)} ${from.slice(0, 4)}`;
  return `du ${from} au ${to}`;
}

/** Words put in the place of others. */
export function spliced(tokens: readonly Token[], from: number, to: number, text: string): readonly Token[] {
  const near = tokens[from] ?? tokens[from - 1];
  const place = { at: near?.at ?? 0, end: tokens[to - 1]?.end ?? near?.end ?? 0 };
  return [...tokens.slice(0, from), ...tokenize(text).map((one) => ({ ...one, ...place })), ...tokens.slice(to)];
}
