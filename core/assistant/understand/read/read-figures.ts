import type { Threshold } from '../fragment.ts';
import { DIRECTIONS, OF_THINGS, RANKS } from './operator-groups.ts';
import type { PartCursor } from './part-cursor.ts';

export function numberAt(
  c: PartCursor,
  at: number,
): { value: number; unit: 'percent' | 'money' | null; scale: number } | null {
  const part = c.parts[at];
  if (part?.kind === 'number') return part.number;
  return part?.kind === 'time' && part.number && part.end - part.start === part.number.end - part.start
    ? part.number
    : null;
}

export function readThreshold(
  c: PartCursor,
  at: number,
  operator: Threshold['operator'],
  text: string,
  value?: readonly [number, number],
): number {
  const number = numberAt(c, at);
  if (!number) return at;
  let next = at + 1;
  let unit: Threshold['unit'] = number.unit;
  const days = daysOf(c, next);
  if (days !== null) {
    unit = 'days';
    next += 1;
  }
  const thing = c.parts[next];
  const meant = thing && c.choices.get(thing);
  // `plus de 50 clients`: as many of them.
  if (thing && meant?.as === 'noun' && meant.metric !== null && unit === null)
    c.choices.set(thing, { as: 'metric', name: meant.metric });
  const right = c.choice(next);
  const left = c.choice(at - 2);
  const metric = right?.as === 'metric' ? right.name : left?.as === 'metric' ? left.name : null;
  c.out.thresholds.push({
    operator,
    value: value ? [value[0] * (days ?? 1), value[1] * (days ?? 1)] : number.value * (days ?? 1),
    unit,
    metric,
    text: `${text} ${c.parts[at]?.text ?? ''}`,
  });
  return next;
}

/** Days of a unit of age; debts are aged by months of thirty days. Null where no unit stands there. */
function daysOf(c: PartCursor, at: number): number | null {
  const part = c.parts[at];
  const unit = part?.kind === 'operator' ? AGES.find(([operator]) => part.operators.includes(operator)) : undefined;
  return unit?.[1] ?? null;
}
const AGES = [
  ['day', 1],
  ['week', 7],
  ['month', 30],
  ['year', 360],
] as const;

/** « de moins d'un mois »: one of a unit, which no number says. */
export function readUnitThreshold(c: PartCursor, at: number, operator: Threshold['operator'], text: string): number {
  const days = daysOf(c, at) ?? 1;
  const left = c.choice(at - 2);
  const metric = left?.as === 'metric' ? left.name : null;
  c.out.thresholds.push({ operator, value: days, unit: 'days', metric, text: `${text} ${c.parts[at]?.text ?? ''}` });
  return at + 1;
}

/** `entre 50 et 80 %`. */
export function readRange(c: PartCursor, at: number): number {
  let first = numberAt(c, at + 1);
  const second = c.is(at + 2, 'and') ? numberAt(c, at + 3) : null;
  // `entre 1 et 5 milliards`: both are milliards.
  if (first && second && first.scale === 1 && second.scale > 1 && first.value < second.value / second.scale)
    first = { ...first, value: first.value * second.scale };
  if (!first || !second || first.value > second.value) {
    c.left('threshold', c.parts[at]?.text ?? '');
    return at + 1;
  }
  return readThreshold(c, at + 3, 'between', c.parts[at]?.text ?? '', [first.value, second.value]);
}

/** `top 5`, `les 5 premiers`, `le plus gros`, `les 3 pires`. */
export function readRank(c: PartCursor, at: number): number {
  const part = c.parts[at];
  if (part?.kind !== 'operator') return at + 1;
  const rank = part.operators.find((one) => RANKS.includes(one)) as keyof typeof DIRECTIONS;
  const after = plainNumber(c, at + 1);
  const before = plainNumber(c, at - 1);
  const limit = after ?? before ?? c.out.top?.limit ?? null;
  const known = c.out.top;
  // « les trois premiers mois » come first in time, they are not the largest.
  const unit = after === null ? at + 1 : at + 2;
  if (/^(les |des )?premi/i.test(part.text) && c.is(unit, 'day', 'week', 'month', 'quarter', 'year'))
    c.left('period', part.text);
  // `top 3 et bottom 3`: two rankings.
  const more = after ?? (before !== null && before !== known?.limit ? before : null);
  if (known && known.limit !== null && more !== null) c.left('combination', part.text);
  // « du meilleur au moins bon » is an order, from one end to the other.
  const end = rank === 'top' || rank === 'best' ? 'high' : 'low';
  if (c.end !== null && c.end !== end && rank !== 'top') c.left('combination', part.text);
  // « top 5 au taux le plus bas »: « top » says how many, of which end is told behind the figure.
  c.end = /^top$/i.test(part.text) && known === null ? c.end : end;
  // `top 5 des zones avec le plus gros CA`: said twice, meant once.
  const direction = known && rank === 'top' ? known.direction : DIRECTIONS[rank];
  // « The biggest debt » is one, « the biggest debts » are several.
  const many = /^the /i.test(part.text)
    ? /[^s]s$/i.test(c.parts[at + 1]?.text ?? '')
    : /s$|x$/i.test(part.text) && !/(gros|bas|max)$/i.test(part.text);
  const plural = (/(^|\s)(les|des)\s/i.test(part.text) || many) && !/^(le|la) /i.test(part.text);
  c.out.top = { direction, limit, singular: known ? known.singular : !plural, of: OF_THINGS.test(part.text) };
  // `la zone qui a le plus de clients`: ranked by how many they are.
  const thing = c.parts[at + 1];
  const meant = thing && c.choices.get(thing);
  if (thing && meant?.as === 'noun' && meant.metric !== null && OF_THINGS.test(part.text) && c.out.nouns.length > 0)
    c.choices.set(thing, { as: 'metric', name: meant.metric });
  return after === null ? at + 1 : at + 2;
}

function plainNumber(c: PartCursor, at: number): number | null {
  const part = c.parts[at];
  const number = part?.kind === 'number' ? part.number : null;
  return number?.plain && Number.isInteger(number.value) && number.value >= 1 && number.value <= 1000
    ? number.value
    : null;
}

/** A number of its own: before a rank it says how many; before what is ranked later too (`les 5 zones qui ont le plus …`). */
export function readOwnNumber(c: PartCursor, at: number): number {
  const value = plainNumber(c, at);
  if (value !== null && c.is(at + 1, ...RANKS)) return at + 1;
  const next = c.choice(at + 1);
  const ranked = c.parts.some((_, i) => i > at && c.is(i, ...RANKS));
  if (value !== null && next?.as === 'noun' && (ranked || c.out.top)) {
    if (c.out.top?.limit != null && c.out.top.limit !== value) c.left('combination', String(value));
    c.out.top ??= { direction: 'high', limit: value, singular: false, of: true };
    c.out.top = { ...c.out.top, limit: value };
    return at + 1;
  }
  // « lequel des deux segments A ou B »: as many as are named behind it.
  if (value !== null && value > 1 && valuesFrom(c, next?.as === 'noun' ? at + 2 : at + 1) === value) return at + 1;
  // `de 1 à 5 millions`: both are millions.
  const [first, last] = [numberAt(c, at), numberAt(c, at + 1)];
  if (value !== null && first && last && last.scale > 1 && value < last.value / last.scale)
    return readThreshold(c, at + 1, 'between', c.parts[at]?.text ?? '', [value * last.scale, last.value]);
  if (value !== null && last?.unit === 'percent' && value < last.value)
    return readThreshold(c, at + 1, 'between', c.parts[at]?.text ?? '', [value, last.value]);
  // `de 31 à 60 jours`, `de 0 à 30 jours`.
  const second = plainNumber(c, at + 1);
  const from = value ?? (first?.value === 0 && first.unit === null ? 0 : null);
  if (from !== null && second !== null && from < second && c.is(at + 2, 'day'))
    return readThreshold(c, at + 1, 'between', c.parts[at]?.text ?? '', [from, second]);
  c.left('threshold', c.parts[at]?.text ?? '');
  return at + 1;
}

/** How many values are named one after the other, joined or not. */
function valuesFrom(c: PartCursor, at: number): number {
  let count = 0;
  for (let next = at; next < c.parts.length; next += 1) {
    const choice = c.choice(next);
    if (choice?.as === 'value') count += 1 + (choice.more?.length ?? 0);
    else if (!c.is(next, 'and', 'or', 'versus')) break;
  }
  return count;
}
