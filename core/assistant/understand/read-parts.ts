import type { Lexicon } from '../lexicon/build-lexicon.ts';
import type { Part } from './cover.ts';
import type { Fragment, Grain, Group } from './fragment.ts';
import { ADJECTIVE, COMPARING, GRAINS, RANKS } from './operator-groups.ts';
import { PartCursor } from './part-cursor.ts';
import { asksWho, denies, isPlural, pastOwnNoun, possesses } from './part-senses.ts';
import { numberAt, readOwnNumber, readRange, readRank, readThreshold } from './read-figures.ts';

/** Turns the pieces of a question into what it says. Pieces that find no use are left over, never dropped. */
export function readParts(parts: readonly Part[], lexicon: Lexicon, follows = false): Fragment {
  return new PartReader(parts, lexicon, follows).read();
}

class PartReader {
  readonly #c: PartCursor;
  #asked = 0;
  readonly #lexicon: Lexicon;

  constructor(parts: readonly Part[], lexicon: Lexicon, follows: boolean) {
    this.#c = new PartCursor(parts, lexicon, follows);
    this.#lexicon = lexicon;
  }

  read(): Fragment {
    for (const part of this.#c.parts) this.#c.out.mended.push(...part.mended);
    let at = 0;
    while (at < this.#c.parts.length) at = this.#step(at);
    const { said } = this.#c.out;
    const shown = (['breakdown', 'trend', 'growth', 'why', 'share'] as const).some((one) => said.has(one));
    if (this.#c.how !== null && !shown) this.#c.left('leftover', this.#c.how);
    return this.#c.out;
  }

  /** Uses the part at `at` and those that belong to it; the index of the next one. */
  #step(at: number): number {
    const part = this.#c.parts[at];
    if (!part) return at + 1;
    switch (part.kind) {
      case 'name':
        return this.#name(at, false);
      case 'operator':
        return this.#operator(at);
      case 'number':
        return readOwnNumber(this.#c, at);
      case 'time':
        this.#c.out.times.push({ ...part.time, against: this.#c.is(at - 1, 'versus'), text: part.text });
        if (this.#c.is(at - 1, 'except', 'not')) this.#c.left('combination', part.text);
        return at + 1;
      case 'unknown':
        this.#c.left(
          'leftover',
          part.text,
          part.near.map(({ word }) => word),
        );
        return at + 1;
      default:
        return at + 1;
    }
  }

  #operator(at: number): number {
    const out = this.#c.out;
    const part = this.#c.parts[at];
    if (part?.kind !== 'operator') return at + 1;
    const grain = part.operators.find((one) => GRAINS.includes(one));
    if (grain) return this.#grain(at, grain as Grain, ADJECTIVE.test(part.text));
    if (this.#c.is(at, 'semester')) {
      this.#c.left('combination', part.text);
      return at + 1;
    }
    // « donne-moi tous les clients de Bonoua » lists them.
    const things = this.#every(at) && this.#c.choice(at + 1)?.as === 'noun';
    if (things && ![...this.#c.choices.values()].some((one) => one.as === 'metric') && !out.said.has('count')) {
      out.said.add('list');
      return this.#name(at + 1, false);
    }
    // « la liste de tous les clients » lists clients.
    if (this.#every(at) && this.#c.is(at - 1, 'which', 'list', 'count') && this.#c.choice(at + 1)?.as === 'noun')
      return this.#name(at + 1, false);
    if (this.#c.is(at, 'by', 'each')) return this.#groups(at);
    // « attributions en cours »: which of them, and nothing tells it.
    if (this.#c.is(at, 'merged', 'running')) {
      this.#c.left('leftover', part.text);
      return at + 1;
    }
    if (this.#c.is(at, 'with') && !possesses(this.#c, at)) return asksWho(this.#c, at);
    const comparing = part.operators.find((one) => one in COMPARING) as keyof typeof COMPARING | undefined;
    if (comparing && numberAt(this.#c, at + 1) !== null)
      return readThreshold(this.#c, at + 1, COMPARING[comparing], part.text);
    if (this.#c.is(at, 'between') && numberAt(this.#c, at + 1) !== null) return readRange(this.#c, at);
    if (part.operators.some((one) => RANKS.includes(one))) return readRank(this.#c, at);
    if (this.#c.is(at, 'except', 'not', 'nor')) return this.#negation(at);
    if (this.#c.is(at, 'without')) return this.#without(at);
    if (comparing) {
      this.#c.left('threshold', part.text);
      return at + 1;
    }
    if (this.#c.is(at, 'and', 'or')) {
      for (const operator of part.operators) if (operator === 'followUp' && at === 0) out.said.add('followUp');
      if (this.#c.is(at, 'or')) out.said.add('or');
      return at + 1;
    }
    // « à ceux de 2024 »: the same figure, of another time.
    if (
      this.#c.is(at, 'their') &&
      /^(celui|celle|ceux|celles|those)/i.test(part.text) &&
      this.#c.parts[at + 1]?.kind === 'time'
    )
      return at + 1;
    // « combien de lots y a-t-il, et combien sont libres ? » are two questions.
    if (
      this.#c.is(at, 'count', 'howMuch') &&
      /^(combien|how)/i.test(part.text) &&
      this.#asked++ > 0 &&
      this.#c.is(at - 1, 'and')
    )
      this.#c.left('combination', part.text);
    if (this.#c.is(at, 'count') && /^combien/i.test(part.text)) out.said.add('howMuch');
    // « combien de CA », « combien d'hectares » ask how much; « combien de factures » how many.
    if (this.#c.is(at, 'count') && /^(combien d|how many)/i.test(part.text) && this.#measures(at + 1)) return at + 1;
    if (this.#c.is(at, 'amount') && /^(la )?somme/i.test(part.text)) out.said.add('sum');
    // « quelles sont nos créances » asks how much they are.
    const amounts = this.#c.choice(at + 1);
    const much =
      this.#c.is(at, 'list') &&
      /^(quel|what)/i.test(part.text) &&
      amounts?.as === 'metric' &&
      this.#lexicon.metrics.get(amounts.name)?.unit !== 'count';
    for (const operator of part.operators)
      if ((operator !== 'followUp' || at === 0) && !(much && operator === 'list')) out.said.add(operator);
    if (
      this.#c.is(at, 'which') &&
      /^(quels|quelles|which|what are)/i.test(part.text) &&
      this.#c.parts[at + 1]?.kind === 'name'
    )
      out.said.add('list');
    if (this.#c.is(at, 'share') && (this.#c.is(at - 1, 'which') || /^(quel|what|which)/i.test(part.text)))
      out.said.add('shareOf');
    if (
      this.#c.is(at, 'share') &&
      (this.#c.choice(at + 1)?.as === 'value' ||
        (this.#c.choice(at - 1)?.as === 'value' && /^(repr[ée]sente|p[èe]se)/i.test(part.text)))
    )
      out.said.add('shareOf');
    if (this.#c.is(at, 'share') && /pourcentage|proportion|percentage/i.test(part.text)) out.said.add('percentOf');
    if (this.#c.is(at, 'remains') && /^(est|il|reste)/i.test(part.text)) out.said.add('exists');
    // `combien`, `which` and the like are told apart when the query is made.
    return at + 1;
  }

  #every(at: number): boolean {
    return this.#c.is(at, 'each') && /(^|\s)(tous|toutes|tout|tt|all) /i.test(`${this.#c.parts[at]?.text} `);
  }

  /** The name at `at` is of a figure that one has much of, in the singular. */
  #measures(at: number): boolean {
    const part = this.#c.parts[at];
    const choice = part && this.#c.choices.get(part);
    if (choice?.as !== 'metric') return false;
    const unit = this.#lexicon.metrics.get(choice.name)?.unit;
    return unit === 'hectares' || (unit === 'currency' && !/[sx]$/i.test(part?.text.split(' ')[0] ?? ''));
  }

  #grain(at: number, grain: Grain, adjective: boolean): number {
    const asked = this.#c.is(at - 1, 'which', 'top', 'bottom', 'best', 'worst', 'list', 'compare');
    const told = this.#c.parts[at + 1]?.kind === 'time' ? at + 2 : at + 1;
    const named =
      this.#c.is(told, 'with', 'where', 'who', ...RANKS) || (at === 0 && this.#c.is(at + 1, 'which', 'where'));
    const group = adjective || asked || named || this.#c.is(at - 1, 'by', 'each');
    if (group) this.#group({ grain });
    else this.#c.left('leftover', this.#c.parts[at]?.text ?? '');
    return at + 1;
  }

  #group(group: Group): void {
    const same = (one: Group) =>
      'grain' in one && 'grain' in group
        ? one.grain === group.grain
        : 'concept' in one && 'concept' in group && one.concept === group.concept;
    if (!this.#c.out.groups.some(same)) this.#c.out.groups.push(group);
  }

  /** After `par`, `chaque`: dimensions and grains, joined by `et`; a metric there says by what to order. */
  #groups(at: number): number {
    let next = at + 1;
    let found = 0;
    for (;;) {
      const part = this.#c.parts[next];
      const grain = part?.kind === 'operator' ? part.operators.find((one) => GRAINS.includes(one)) : undefined;
      const choice = part ? this.#c.choices.get(part) : undefined;
      if (grain) {
        this.#group({ grain: grain as Grain });
        // « par jour de la semaine »: Mondays, Tuesdays …, which nothing tells.
        const week = this.#c.parts[next + 1];
        if (grain === 'day' && week?.kind === 'time' && /^(de la semaine|of the week)$/i.test(week.text))
          this.#c.left('dimension', `${part?.text} ${week.text}`);
      } else if (choice?.as === 'noun') {
        this.#group({ concept: choice.concept });
        if (this.#every(at)) this.#c.out.whole.push(choice.concept);
      } else if (choice?.as === 'metric' && found === 0) {
        this.#c.out.metrics.push({
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
      if (this.#c.is(next, 'and') || this.#c.is(next, 'by', 'each')) {
        const ahead = this.#c.is(next, 'and') && this.#c.is(next + 1, 'by', 'each') ? next + 2 : next + 1;
        const after = this.#c.parts[ahead];
        const grouped =
          after &&
          (this.#c.choices.get(after)?.as === 'noun' ||
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
      const value = this.#c.choice(next);
      if (value?.as === 'value' && !this.#c.is(at, 'each')) return next;
      // « tous les mois de décembre » are several Decembers.
      if (this.#c.parts[next]?.kind === 'time') this.#c.left('combination', this.#c.parts[next]?.text ?? '');
      // `classées par ordre décroissant` and `toutes les …` need no more; else nobody knows by what.
      if (this.#c.is(at, 'each')) return next;
      this.#c.left('dimension', this.#c.parts[at + 1]?.text ?? this.#c.parts[at]?.text ?? '');
      const after = this.#c.parts[at + 1];
      return after?.kind === 'unknown' ? next + 1 : next;
    }
    return next;
  }

  #name(at: number, negated: boolean): number {
    const part = this.#c.parts[at];
    const choice = part && this.#c.choices.get(part);
    if (part?.kind !== 'name' || !choice) return at + 1;
    if (choice.as === 'metric') {
      // « qui facture le plus » is a verb: how many, or how much?
      const rank = this.#c.parts[at + 1];
      const unit = this.#lexicon.metrics.get(choice.name)?.unit;
      if (
        unit === 'count' &&
        /^[a-zé]+e$/i.test(part.text) &&
        rank &&
        this.#c.is(at + 1, ...RANKS) &&
        /^le (plus|moins)$/i.test(rank.text)
      )
        this.#c.left('amount', part.text);
      const joined =
        this.#c.is(at - 1, 'and', 'versus') ||
        this.#c.is(at + 1, 'and', 'versus') ||
        (part.comma && this.#c.choice(at - 1)?.as === 'metric') ||
        (this.#c.parts[at + 1]?.comma === true && this.#c.choice(at + 1)?.as === 'metric');
      this.#c.out.metrics.push({ name: choice.name, text: part.text, without: false, orders: false, joined });
      return at + 1;
    }
    if (choice.as === 'unclear') {
      this.#c.left(choice.reason, part.text, choice.options);
      return at + 1;
    }
    if (choice.as === 'value') {
      this.#owner(at);
      return this.#values(at, negated);
    }
    if (this.#c.is(at + 1, 'merged')) {
      this.#c.out.whole.push(choice.concept);
      return at + 2;
    }
    const following = this.#c.parts[at + 1];
    const after = following && this.#c.choices.get(following);
    const qualified =
      after?.as === 'value' || (this.#c.is(at + 1, 'not', 'except') && this.#c.choice(at + 2)?.as === 'value');
    if (qualified && after?.as === 'value' && after.concept === choice.concept) return at + 1;
    const asked =
      this.#c.is(at - 1, 'which', 'list', 'count', ...RANKS) ||
      (this.#every(at - 1) && (this.#c.out.said.has('list') || this.#c.is(at - 2, 'which', 'list', 'count'))) ||
      (this.#c.parts[at - 1]?.kind === 'number' && this.#c.is(at - 2, 'list', 'which', ...RANKS));
    this.#c.out.nouns.push({
      concept: choice.concept,
      metric: choice.metric,
      role: asked ? 'asked' : 'plain',
      whole: this.#c.owned.has(part),
      plural: isPlural(this.#c, at),
      text: part.text,
      qualified,
      leads: this.#c.out.metrics.length === 0,
    });
    return at + 1;
  }

  /** « clients A » names clients too, and which. */
  #owner(at: number): void {
    const part = this.#c.parts[at];
    if (part?.kind !== 'name' || part.end - part.start < 2) return;
    const owner = part.meanings.flatMap((one) =>
      one.kind === 'metric' ? (this.#lexicon.counts.get(one.name) ?? []) : [],
    )[0];
    if (owner === undefined) return;
    this.#c.out.nouns.push({
      concept: owner,
      metric: null,
      role: this.#c.is(at - 1, 'which', 'list', 'count', ...RANKS) ? 'asked' : 'plain',
      whole: false,
      plural: true,
      text: part.text,
      qualified: true,
      leads: this.#c.out.metrics.length === 0,
    });
  }

  /** A value and those joined to it: `Yopougon, Koumassi et Vridi`. */
  #values(at: number, negated: boolean): number {
    const first = this.#c.choice(at);
    if (first?.as !== 'value') return at + 1;
    const values = [first.value, ...(first.more ?? [])];
    let next = at + 1;
    let beside = false;
    for (;;) {
      const joint = this.#c.is(next, 'and', 'or', 'versus', ...(negated ? (['nor'] as const) : [])) ? next + 1 : next;
      const skip =
        joint < this.#c.parts.length && this.#c.choice(joint)?.as === 'noun' && joint > next ? joint + 1 : joint;
      const after = this.#c.parts[skip];
      const choice = after && this.#c.choices.get(after);
      if (choice?.as !== 'value' || choice.concept !== first.concept) break;
      if (this.#c.is(next, 'or')) this.#c.out.said.add('or');
      if (this.#c.is(next, 'versus')) this.#c.out.said.add('versus');
      beside = true;
      values.push(choice.value, ...(choice.more ?? []));
      next = skip + 1;
    }
    this.#c.out.filters.push({ concept: first.concept, values, negated, beside });
    next = pastOwnNoun(this.#c, next, first.concept);
    // « hors Vridi et textile » leaves both out: what is joined to it shares the negation.
    if (negated && this.#c.is(next, 'and', 'or', 'nor')) {
      const other = this.#c.is(next + 1, 'except', 'not') ? next + 2 : next + 1;
      if (this.#c.choice(other)?.as === 'value') return this.#values(other, true);
      if (this.#c.choice(other)?.as === 'noun' && this.#c.choice(other + 1)?.as === 'value')
        return this.#values(other + 1, true);
    }
    return next;
  }

  /** `sauf Yopougon`, `qui ne sont pas viabilisées`, `hors secteur bois`. */
  #negation(at: number): number {
    let next = at + 1;
    while (this.#c.is(next, 'except', 'not', 'nor')) next += 1;
    const part = this.#c.parts[next];
    const choice = part && this.#c.choices.get(part);
    if (choice?.as === 'value') {
      if (denies(this.#c, this.#lexicon, at, next)) {
        this.#c.left('combination', [this.#c.parts[at]?.text, part?.text].filter(Boolean).join(' '));
        return next + 1;
      }
      if (
        /^(qui|that|which|who) /i.test(this.#c.parts[at]?.text ?? '') &&
        this.#c.choice(at - 1)?.as === 'noun' &&
        this.#c.out.metrics.length === 0
      )
        this.#c.out.said.add('who');
      return this.#name(next, true);
    }
    const after = this.#c.parts[next + 1];
    const value = after && this.#c.choices.get(after);
    if (choice?.as === 'noun' && value?.as === 'value') return this.#name(next + 1, true);
    this.#c.left('leftover', [this.#c.parts[at]?.text, part?.text].filter(Boolean).join(' '));
    return choice || part?.kind === 'unknown' ? next + 1 : next;
  }

  /** `sans impayé`: none of it. `sans Yopougon`: not that one. */
  #without(at: number): number {
    const part = this.#c.parts[at + 1];
    const choice = part && this.#c.choices.get(part);
    if (choice?.as === 'value') return this.#name(at + 1, true);
    if (choice?.as === 'noun') {
      const after = this.#c.choice(at + 2);
      if (after?.as === 'value') return this.#name(at + 2, true);
    }
    if (choice?.as === 'metric') {
      this.#c.out.metrics.push({
        name: choice.name,
        text: part?.text ?? '',
        without: true,
        orders: false,
        joined: false,
      });
      return at + 2;
    }
    this.#c.left('leftover', [this.#c.parts[at]?.text, part?.text].filter(Boolean).join(' '));
    return part && part.kind !== 'operator' ? at + 2 : at + 1;
  }
}
