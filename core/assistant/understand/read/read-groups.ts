import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Grain, Group } from '../fragment.ts';
import { GRAINS, RANKS } from './operator-groups.ts';
import type { PartCursor } from './part-cursor.ts';
import { namedOwner } from './part-senses.ts';

export function everyAt(c: PartCursor, at: number): boolean {
  return c.is(at, 'each') && /(^|\s)(tous|toutes|tout|tt|all) /i.test(`${c.parts[at]?.text} `);
}

export function readGrain(c: PartCursor, at: number, grain: Grain, adjective: boolean): number {
  const asked = c.is(at - 1, 'which', 'top', 'bottom', 'best', 'worst', 'list', 'compare');
  const told = c.parts[at + 1]?.kind === 'time' ? at + 2 : at + 1;
  const named = c.is(told, 'with', 'where', 'who', ...RANKS) || (at === 0 && c.is(at + 1, 'which', 'where'));
  // « combien de mois au-dessus de 10 M »: those are counted.
  const counted = c.is(at - 1, 'count') && c.is(told, 'more', 'less', 'atLeast', 'atMost', 'between');
  const group = adjective || asked || named || counted || c.is(at - 1, 'by', 'each');
  if (group) addGroup(c, { grain });
  else c.left('leftover', c.parts[at]?.text ?? '');
  return at + 1;
}

function addGroup(c: PartCursor, group: Group): void {
  const same = (one: Group) =>
    'grain' in one && 'grain' in group
      ? one.grain === group.grain
      : 'concept' in one && 'concept' in group && one.concept === group.concept;
  if (!c.out.groups.some(same)) c.out.groups.push(group);
}

/** After `par`, `chaque`: dimensions and grains, joined by `et`; a metric there says by what to order. */
export function readGroups(c: PartCursor, lexicon: Lexicon, at: number): number {
  if (c.is(at, 'each') && !everyAt(c, at)) c.out.said.add('each');
  let next = at + 1;
  let found = 0;
  for (;;) {
    const part = c.parts[next];
    const grain = part?.kind === 'operator' ? part.operators.find((one) => GRAINS.includes(one)) : undefined;
    const choice = part ? c.choices.get(part) : undefined;
    if (grain) {
      addGroup(c, { grain: grain as Grain });
      // « par jour de la semaine »: Mondays, Tuesdays …, which nothing tells.
      const week = c.parts[next + 1];
      if (grain === 'day' && week?.kind === 'time' && /^(de la semaine|of the week)$/i.test(week.text))
        c.left('dimension', `${part?.text} ${week.text}`);
    } else if (choice?.as === 'noun') {
      addGroup(c, { concept: choice.concept });
      if (everyAt(c, at)) c.out.whole.push(choice.concept);
    } else if (choice?.as === 'metric' && found === 0) {
      c.out.metrics.push({
        name: choice.name,
        text: part?.text ?? '',
        without: false,
        orders: true,
        joined: false,
      });
      return next + 1;
    } else break;
    found += 1;
    next += 1;
    if (c.is(next, 'and') || c.is(next, 'by', 'each')) {
      const ahead = c.is(next, 'and') && c.is(next + 1, 'by', 'each') ? next + 2 : next + 1;
      const after = c.parts[ahead];
      const grouped =
        after &&
        (c.choices.get(after)?.as === 'noun' ||
          (after.kind === 'operator' && after.operators.some((one) => GRAINS.includes(one))));
      if (grouped) {
        next = ahead;
        continue;
      }
    }
    break;
  }
  if (found === 0) {
    // `payé par chèque`: how, not by what to split.
    const value = c.choice(next);
    if (value?.as === 'value' && !c.is(at, 'each')) {
      // « par client du segment B »: by client, of those.
      const owner = namedOwner(c.parts[next], lexicon);
      if (owner !== null && !isDoer(c, at, next)) addGroup(c, { concept: owner });
      return next;
    }
    // « tous les mois de décembre » are several Decembers.
    if (c.parts[next]?.kind === 'time') c.left('combination', c.parts[next]?.text ?? '');
    // `classées par ordre décroissant` and `toutes les …` need no more; else nobody knows by what.
    if (c.is(at, 'each')) return next;
    c.left('dimension', c.parts[at + 1]?.text ?? c.parts[at]?.text ?? '');
    const after = c.parts[at + 1];
    return after?.kind === 'unknown' ? next + 1 : next;
  }
  return next;
}

/** « réalisé par les clients A », « held by segment C clients » tells whose part it is; « par client du segment B » splits. */
function isDoer(c: PartCursor, at: number, next: number): boolean {
  const [by, owner] = [c.parts[at], c.parts[next]];
  const many = owner?.text.split(' ').some((word) => /^[a-zéèê]{3,}s$/i.test(word)) === true;
  return many && (c.out.said.has('share') || (by !== undefined && owner !== undefined && owner.start > by.end));
}
