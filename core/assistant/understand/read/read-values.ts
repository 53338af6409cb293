import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import { beside } from '../figures-beside.ts';
import { RANKS } from './operator-groups.ts';
import type { PartCursor } from './part-cursor.ts';
import { denies, entityOf, isPlural, isStateOfOther, namedOwner, pastOwnNoun } from './part-senses.ts';
import { everyAt } from './read-groups.ts';

export function readName(c: PartCursor, lexicon: Lexicon, at: number, negated: boolean): number {
  const part = c.parts[at];
  const choice = part && c.choices.get(part);
  if (part?.kind !== 'name' || !choice) return at + 1;
  if (choice.as === 'metric') {
    // « qui facture le plus » is a verb: how many, or how much?
    const rank = c.parts[at + 1];
    const unit = lexicon.metrics.get(choice.name)?.unit;
    if (
      unit === 'count' &&
      /^[a-zé]+e$/i.test(part.text) &&
      rank &&
      c.is(at + 1, ...RANKS) &&
      /^le (plus|moins)$/i.test(rank.text)
    )
      c.left('amount', part.text);
    // « courbe de trésorerie » is called so, and asks for its course.
    if (/^(courbe|[ée]volution|historique|curve)\b/i.test(part.text)) c.out.said.add('trend');
    if (unit === 'count' && c.totalled.has(part) && beside(choice.name, 'currency', lexicon).length > 0)
      c.left('amount', part.text);
    const joined =
      c.is(at - 1, 'and', 'versus') ||
      c.is(at + 1, 'and', 'versus') ||
      (part.comma && c.choice(at - 1)?.as === 'metric') ||
      (c.parts[at + 1]?.comma === true && c.choice(at + 1)?.as === 'metric');
    c.out.metrics.push({ name: choice.name, text: part.text, without: false, orders: false, joined });
    return at + 1;
  }
  if (choice.as === 'unclear') {
    c.left(choice.reason, part.text, choice.options);
    return at + 1;
  }
  if (choice.as === 'value') {
    if (!negated && isStateOfOther(c, lexicon, at)) {
      c.left('combination', `${c.parts[at - 1]?.text} ${part.text}`);
      return at + 1;
    }
    readOwner(c, lexicon, at);
    return readValues(c, lexicon, at, negated);
  }
  if (c.is(at + 1, 'merged')) {
    c.out.whole.push(choice.concept);
    return at + 2;
  }
  const following = c.parts[at + 1];
  const after = following && c.choices.get(following);
  // « textile sector », « textile companies »: what stands before it says which.
  const last = c.parts[at - 1];
  const ahead = last?.end === part.start ? c.choice(at - 1) : undefined;
  const told = ahead?.as === 'value' && entityOf(lexicon, ahead.concept) === entityOf(lexicon, choice.concept);
  // « clients du secteur plastique »: the value stands behind the name of what it is one of.
  const beyond = c.choice(at + 2);
  const named = after?.as === 'noun' && beyond?.as === 'value' && beyond.concept === after.concept;
  const qualified =
    told ||
    named ||
    after?.as === 'value' ||
    (c.is(at + 1, 'not', 'except', 'nor') && c.choice(at + 2)?.as === 'value');
  if (qualified && after?.as === 'value' && after.concept === choice.concept) return at + 1;
  const asked =
    c.is(told ? at - 2 : at - 1, 'which', 'list', 'count', ...RANKS) ||
    (everyAt(c, at - 1) && (c.out.said.has('list') || c.is(at - 2, 'which', 'list', 'count'))) ||
    (c.parts[at - 1]?.kind === 'number' && c.is(at - 2, 'list', 'which', ...RANKS));
  c.out.nouns.push({
    concept: choice.concept,
    metric: choice.metric,
    role: asked ? 'asked' : 'plain',
    whole: c.owned.has(part),
    plural: isPlural(c, at),
    text: part.text,
    qualified,
    leads: c.out.metrics.length === 0,
  });
  return at + 1;
}

/** « clients A » names clients too, and which. */
function readOwner(c: PartCursor, lexicon: Lexicon, at: number): void {
  const part = c.parts[at];
  const owner = namedOwner(part, lexicon);
  if (!part || owner === null) return;
  c.out.nouns.push({
    concept: owner,
    metric: null,
    role: c.is(at - 1, 'which', 'list', 'count', ...RANKS) ? 'asked' : 'plain',
    whole: false,
    plural: true,
    text: part.text,
    qualified: true,
    leads: c.out.metrics.length === 0,
  });
}

/** A value and those joined to it: `Yopougon, Koumassi et Vridi`. */
function readValues(c: PartCursor, lexicon: Lexicon, at: number, negated: boolean): number {
  const first = c.choice(at);
  if (first?.as !== 'value') return at + 1;
  const values = [first.value, ...(first.more ?? [])];
  let next = at + 1;
  let beside = false;
  for (;;) {
    const joint = c.is(next, 'and', 'or', 'versus', ...(negated ? (['nor'] as const) : [])) ? next + 1 : next;
    const skip = joint < c.parts.length && c.choice(joint)?.as === 'noun' && joint > next ? joint + 1 : joint;
    const after = c.parts[skip];
    const choice = after && c.choices.get(after);
    if (choice?.as !== 'value' || choice.concept !== first.concept) break;
    if (c.is(next, 'or')) c.out.said.add('or');
    if (c.is(next, 'versus')) c.out.said.add('versus');
    beside = true;
    values.push(choice.value, ...(choice.more ?? []));
    next = skip + 1;
  }
  c.out.filters.push({ concept: first.concept, values, negated, beside });
  next = pastOwnNoun(c, next, first.concept);
  // « hors Vridi et textile » leaves both out: what is joined to it shares the negation.
  if (negated && c.is(next, 'and', 'or', 'nor')) {
    const other = c.is(next + 1, 'except', 'not') ? next + 2 : next + 1;
    if (c.choice(other)?.as === 'value') return readValues(c, lexicon, other, true);
    if (c.choice(other)?.as === 'noun' && c.choice(other + 1)?.as === 'value')
      return readValues(c, lexicon, other + 1, true);
  }
  return next;
}

/** `sauf Yopougon`, `qui ne sont pas viabilisées`, `hors secteur bois`. */
export function readNegation(c: PartCursor, lexicon: Lexicon, at: number): number {
  let next = at + 1;
  while (c.is(next, 'except', 'not', 'nor')) next += 1;
  const part = c.parts[next];
  const choice = part && c.choices.get(part);
  if (choice?.as === 'value') {
    if (denies(c, lexicon, at, next)) {
      c.left('combination', [c.parts[at]?.text, part?.text].filter(Boolean).join(' '));
      return next + 1;
    }
    if (
      /^(qui|that|which|who) /i.test(c.parts[at]?.text ?? '') &&
      c.choice(at - 1)?.as === 'noun' &&
      c.out.metrics.length === 0
    )
      c.out.said.add('who');
    return readName(c, lexicon, next, true);
  }
  const after = c.parts[next + 1];
  const value = after && c.choices.get(after);
  if (choice?.as === 'noun' && value?.as === 'value') return readName(c, lexicon, next + 1, true);
  c.left('leftover', [c.parts[at]?.text, part?.text].filter(Boolean).join(' '));
  return choice || part?.kind === 'unknown' ? next + 1 : next;
}

/** `sans impayé`: none of it. `sans Yopougon`: not that one. */
export function readWithout(c: PartCursor, lexicon: Lexicon, at: number): number {
  const part = c.parts[at + 1];
  const choice = part && c.choices.get(part);
  if (choice?.as === 'value') return readName(c, lexicon, at + 1, true);
  if (choice?.as === 'noun') {
    const after = c.choice(at + 2);
    if (after?.as === 'value') return readName(c, lexicon, at + 2, true);
  }
  if (choice?.as === 'metric') {
    c.out.metrics.push({
      name: choice.name,
      text: part?.text ?? '',
      without: true,
      orders: false,
      joined: false,
    });
    return at + 2;
  }
  c.left('leftover', [c.parts[at]?.text, part?.text].filter(Boolean).join(' '));
  return part && part.kind !== 'operator' ? at + 2 : at + 1;
}
