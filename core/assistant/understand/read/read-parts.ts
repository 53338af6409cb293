import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Part } from '../cover.ts';
import type { Fragment, Grain } from '../fragment.ts';
import { ADJECTIVE, COMPARING, GRAINS, RANKS } from './operator-groups.ts';
import { PartCursor } from './part-cursor.ts';
import { asksHowMuch, asksWho, possesses } from './part-senses.ts';
import { numberAt, readOwnNumber, readRange, readRank, readThreshold, readUnitThreshold } from './read-figures.ts';
import { everyAt, readGrain, readGroups } from './read-groups.ts';
import { readName, readNegation, readWithout } from './read-values.ts';

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
    // « comment a évolué le CA par rapport à 2024 » asks how much it changed; its curve is none of that.
    if (said.has('versus') && this.#changes()) {
      said.delete('trend');
      said.add('growth');
    }
    const shown = (['breakdown', 'trend', 'growth', 'why', 'share'] as const).some((one) => said.has(one));
    if (this.#c.how !== null && !shown) this.#c.left('leftover', this.#c.how);
    return this.#c.out;
  }

  /** It speaks of an evolution, and of no curve. */
  #changes(): boolean {
    const trends = this.#c.parts.filter((_, at) => this.#c.is(at, 'trend'));
    return trends.length > 0 && trends.every(({ text }) => /[ée]volu/i.test(text));
  }

  /** Uses the part at `at` and those that belong to it; the index of the next one. */
  #step(at: number): number {
    const part = this.#c.parts[at];
    if (!part) return at + 1;
    switch (part.kind) {
      case 'name':
        return readName(this.#c, this.#lexicon, at, false);
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
    if (grain) return readGrain(this.#c, at, grain as Grain, ADJECTIVE.test(part.text));
    if (this.#c.is(at, 'semester')) {
      this.#c.left('combination', part.text);
      return at + 1;
    }
    // « donne-moi tous les clients de Bonoua » lists them.
    const things = everyAt(this.#c, at) && this.#c.choice(at + 1)?.as === 'noun';
    if (things && ![...this.#c.choices.values()].some((one) => one.as === 'metric') && !out.said.has('count')) {
      out.said.add('list');
      return readName(this.#c, this.#lexicon, at + 1, false);
    }
    // « la liste de tous les clients » lists clients.
    if (everyAt(this.#c, at) && this.#c.is(at - 1, 'which', 'list', 'count') && this.#c.choice(at + 1)?.as === 'noun')
      return readName(this.#c, this.#lexicon, at + 1, false);
    if (this.#c.is(at, 'by', 'each')) return readGroups(this.#c, this.#lexicon, at);
    // « attributions en cours »: which of them, and nothing tells it.
    if (this.#c.is(at, 'merged', 'running')) {
      this.#c.left('leftover', part.text);
      return at + 1;
    }
    if (this.#c.is(at, 'with') && !possesses(this.#c, at)) return asksWho(this.#c, at);
    const comparing = part.operators.find((one) => one in COMPARING) as keyof typeof COMPARING | undefined;
    if (comparing && numberAt(this.#c, at + 1) !== null)
      return readThreshold(this.#c, at + 1, COMPARING[comparing], part.text);
    if (comparing && /(^|\s)(d|than)$/i.test(part.text) && this.#c.is(at + 1, 'week', 'month', 'year'))
      return readUnitThreshold(this.#c, at + 1, COMPARING[comparing], part.text);
    if (this.#c.is(at, 'between') && numberAt(this.#c, at + 1) !== null) return readRange(this.#c, at);
    if (part.operators.some((one) => RANKS.includes(one))) return readRank(this.#c, at);
    if (this.#c.is(at, 'except', 'not', 'nor')) return readNegation(this.#c, this.#lexicon, at);
    if (this.#c.is(at, 'without')) return readWithout(this.#c, this.#lexicon, at);
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
      (this.#c.is(at - 1, 'and') || part.comma)
    )
      this.#c.left('combination', part.text);
    if (this.#c.is(at, 'count') && /^combien/i.test(part.text)) out.said.add('howMuch');
    // « combien de CA », « combien d'hectares » ask how much; « combien de factures » how many.
    if (asksHowMuch(this.#c, this.#lexicon, at)) return at + 1;
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
}
