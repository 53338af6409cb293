import type { Operator } from '../language/operators.ts';
import type { Lexicon } from '../lexicon/build-lexicon.ts';
import { chooseAll, isOperator } from './choose-all.ts';
import type { Choice } from './choose-meaning.ts';
import type { Part } from './cover.ts';
import { emptyFragment, type Fragment, type Grain, type Group, type Threshold } from './fragment.ts';
import { ADJECTIVE, COMPARING, DIRECTIONS, GRAINS, OF_THINGS, RANKS } from './operator-groups.ts';

/** Turns the pieces of a question into what it says. Pieces that find no use are left over, never dropped. */
export function readParts(parts: readonly Part[], lexicon: Lexicon): Fragment {
  return new PartReader(parts, lexicon).read();
}

class PartReader {
  readonly #parts: readonly Part[];
  readonly #lexicon: Lexicon;
  readonly #out = emptyFragment();
  readonly #choices: Map<Part, Choice>;

  constructor(parts: readonly Part[], lexicon: Lexicon) {
    // Fillers are what carries nothing; the order of the others tells what belongs to what.
    this.#parts = parts.filter((part) => part.kind !== 'filler');
    this.#lexicon = lexicon;
    this.#choices = chooseAll(this.#parts, lexicon);
  }

  read(): Fragment {
    for (const part of this.#parts) this.#out.mended.push(...part.mended);
    let at = 0;
    while (at < this.#parts.length) at = this.#step(at);
    return this.#out;
  }

  #is(at: number, ...wanted: readonly Operator[]): boolean {
    return isOperator(this.#parts[at], wanted);
  }

  /** Uses the part at `at` and those that belong to it; the index of the next one. */
  #step(at: number): number {
    const part = this.#parts[at];
    if (!part) return at + 1;
    switch (part.kind) {
      case 'name':
        return this.#name(at, false);
      case 'operator':
        return this.#operator(at);
      case 'number':
        return this.#number(at);
      case 'time':
        this.#out.times.push({ ...part.time, against: this.#is(at - 1, 'versus'), text: part.text });
        if (this.#is(at - 1, 'except', 'not')) this.#left('combination', part.text);
        return at + 1;
      case 'unknown':
        this.#left(
          'leftover',
          part.text,
          part.near.map(({ word }) => word),
        );
        return at + 1;
      default:
        return at + 1;
    }
  }

  #left(reason: Fragment['leftovers'][number]['reason'], text: string, options: readonly string[] = []): void {
    this.#out.leftovers.push({ reason, text, options });
  }

  #operator(at: number): number {
    const out = this.#out;
    const part = this.#parts[at];
    if (part?.kind !== 'operator') return at + 1;
    const grain = part.operators.find((one) => GRAINS.includes(one));
    if (grain) return this.#grain(at, grain as Grain, ADJECTIVE.test(part.text));
    if (this.#is(at, 'semester')) {
      this.#left('combination', part.text);
      return at + 1;
    }
    if (this.#is(at, 'by', 'each')) return this.#groups(at);
    const comparing = part.operators.find((one) => one in COMPARING) as keyof typeof COMPARING | undefined;
    if (comparing && this.#numberAt(at + 1) !== null) return this.#threshold(at + 1, COMPARING[comparing], part.text);
    if (this.#is(at, 'between') && this.#numberAt(at + 1) !== null) return this.#range(at);
    if (part.operators.some((one) => RANKS.includes(one))) return this.#rank(at);
    if (this.#is(at, 'except', 'not')) return this.#negation(at);
    if (this.#is(at, 'without')) return this.#without(at);
    if (comparing) {
      this.#left('threshold', part.text);
      return at + 1;
    }
    if (this.#is(at, 'and', 'or')) {
      for (const operator of part.operators) if (operator === 'followUp' && at === 0) out.said.add('followUp');
      if (this.#is(at, 'or')) out.said.add('or');
      return at + 1;
    }
    // « à ceux de 2024 »: the same figure, of another time.
    if (
      this.#is(at, 'their') &&
      /^(celui|celle|ceux|celles|those)/i.test(part.text) &&
      this.#parts[at + 1]?.kind === 'time'
    )
      return at + 1;
    if (this.#is(at, 'count') && /^combien/i.test(part.text)) out.said.add('howMuch');
    // « combien de CA », « combien d'hectares » ask how much; « combien de factures » how many.
    if (this.#is(at, 'count') && /^combien d/i.test(part.text) && this.#measures(at + 1)) {
      return at + 1;
    }
    if (this.#is(at, 'amount') && /^(la )?somme/i.test(part.text)) out.said.add('sum');
    for (const operator of part.operators) if (operator !== 'followUp' || at === 0) out.said.add(operator);
    if (
      this.#is(at, 'which') &&
      /^(quels|quelles|which|what are)/i.test(part.text) &&
      this.#parts[at + 1]?.kind === 'name'
    )
      out.said.add('list');
    if (this.#is(at, 'share') && (this.#is(at - 1, 'which') || /^(quel|what|which)/i.test(part.text)))
      out.said.add('shareOf');
    if (this.#is(at, 'share') && this.#choices.get(this.#parts[at + 1] as Part)?.as === 'value')
      out.said.add('shareOf');
    // `combien`, `which` and the like are told apart when the query is made.
    return at + 1;
  }

  /** The name at `at` is of a figure that one has much of, in the singular. */
  #measures(at: number): boolean {
    const part = this.#parts[at];
    const choice = part && this.#choices.get(part);
    if (choice?.as !== 'metric') return false;
    const unit = this.#lexicon.metrics.get(choice.name)?.unit;
    return unit === 'hectares' || (unit === 'currency' && !/[sx]$/i.test(part?.text.split(' ')[0] ?? ''));
  }

  #grain(at: number, grain: Grain, adjective: boolean): number {
    const asked = this.#is(at - 1, 'which', 'top', 'bottom', 'best', 'worst', 'list', 'compare');
    const named = this.#is(at + 1, 'with', ...RANKS) || (at === 0 && this.#is(at + 1, 'which', 'where'));
    const group = adjective || asked || named || this.#is(at - 1, 'by', 'each');
    if (group) this.#group({ grain });
    else this.#left('leftover', this.#parts[at]?.text ?? '');
    return at + 1;
  }

  #group(group: Group): void {
    const same = (one: Group) =>
      'grain' in one && 'grain' in group
        ? one.grain === group.grain
        : 'concept' in one && 'concept' in group && one.concept === group.concept;
    if (!this.#out.groups.some(same)) this.#out.groups.push(group);
  }

  /** After `par`, `chaque`: dimensions and grains, joined by `et`; a metric there says by what to order. */
  #groups(at: number): number {
    let next = at + 1;
    let found = 0;
    for (;;) {
      const part = this.#parts[next];
      const grain = part?.kind === 'operator' ? part.operators.find((one) => GRAINS.includes(one)) : undefined;
      const choice = part ? this.#choices.get(part) : undefined;
      if (grain) this.#group({ grain: grain as Grain });
      else if (choice?.as === 'noun') this.#group({ concept: choice.concept });
      else if (choice?.as === 'metric' && found === 0) {
        this.#out.metrics.push({
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
      if (this.#is(next, 'and') || this.#is(next, 'by', 'each')) {
        const ahead = this.#is(next, 'and') && this.#is(next + 1, 'by', 'each') ? next + 2 : next + 1;
        const after = this.#parts[ahead];
        const grouped =
          after &&
          (this.#choices.get(after)?.as === 'noun' ||
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
      const value = this.#choices.get(this.#parts[next] as Part);
      if (value?.as === 'value' && !this.#is(at, 'each')) return next;
      // `classées par ordre décroissant` and `toutes les …` need no more; else nobody knows by what.
      if (this.#is(at, 'each')) return next;
      this.#left('dimension', this.#parts[at + 1]?.text ?? this.#parts[at]?.text ?? '');
      const after = this.#parts[at + 1];
      return after?.kind === 'unknown' ? next + 1 : next;
    }
    return next;
  }

  #name(at: number, negated: boolean): number {
    const part = this.#parts[at];
    const choice = part && this.#choices.get(part);
    if (part?.kind !== 'name' || !choice) return at + 1;
    if (choice.as === 'metric') {
      const joined = this.#is(at - 1, 'and', 'versus') || this.#is(at + 1, 'and', 'versus');
      this.#out.metrics.push({ name: choice.name, text: part.text, without: false, orders: false, joined });
      return at + 1;
    }
    if (choice.as === 'unclear') {
      this.#left(choice.reason, part.text, choice.options);
      return at + 1;
    }
    if (choice.as === 'value') return this.#values(at, negated);
    const following = this.#parts[at + 1];
    const after = following && this.#choices.get(following);
    const qualified =
      after?.as === 'value' ||
      (this.#is(at + 1, 'not', 'except') && this.#choices.get(this.#parts[at + 2] as Part)?.as === 'value');
    if (qualified && after?.as === 'value' && after.concept === choice.concept) return at + 1;
    const asked =
      this.#is(at - 1, 'which', 'list', 'count', ...RANKS) ||
      (this.#parts[at - 1]?.kind === 'number' && this.#is(at - 2, 'list', 'which', ...RANKS));
    this.#out.nouns.push({
      concept: choice.concept,
      metric: choice.metric,
      role: asked ? 'asked' : 'plain',
      plural: /[sx]$/i.test(part.text.split(' ')[0] ?? ''),
      text: part.text,
      qualified,
      leads: this.#out.metrics.length === 0,
    });
    return at + 1;
  }

  /** A value and those joined to it: `Yopougon, Koumassi et Vridi`. */
  #values(at: number, negated: boolean): number {
    const first = this.#choices.get(this.#parts[at] as Part);
    if (first?.as !== 'value') return at + 1;
    const values = [first.value];
    let next = at + 1;
    let beside = false;
    for (;;) {
      const joint = this.#is(next, 'and', 'or', 'versus') ? next + 1 : next;
      const skip =
        joint < this.#parts.length && this.#choices.get(this.#parts[joint] as Part)?.as === 'noun' && joint > next
          ? joint + 1
          : joint;
      const after = this.#parts[skip];
      const choice = after && this.#choices.get(after);
      if (choice?.as !== 'value' || choice.concept !== first.concept) break;
      if (this.#is(next, 'or')) this.#out.said.add('or');
      if (this.#is(next, 'versus')) this.#out.said.add('versus');
      beside = true;
      values.push(choice.value);
      next = skip + 1;
    }
    this.#out.filters.push({ concept: first.concept, values, negated, beside });
    return next;
  }

  /** `sauf Yopougon`, `qui ne sont pas viabilisées`, `hors secteur bois`. */
  #negation(at: number): number {
    let next = at + 1;
    while (this.#is(next, 'except', 'not')) next += 1;
    const part = this.#parts[next];
    const choice = part && this.#choices.get(part);
    if (choice?.as === 'value') return this.#name(next, true);
    const after = this.#parts[next + 1];
    const value = after && this.#choices.get(after);
    if (choice?.as === 'noun' && value?.as === 'value') return this.#name(next + 1, true);
    this.#left('leftover', [this.#parts[at]?.text, part?.text].filter(Boolean).join(' '));
    return choice || part?.kind === 'unknown' ? next + 1 : next;
  }

  /** `sans impayé`: none of it. `sans Yopougon`: not that one. */
  #without(at: number): number {
    const part = this.#parts[at + 1];
    const choice = part && this.#choices.get(part);
    if (choice?.as === 'value') return this.#name(at + 1, true);
    if (choice?.as === 'noun') {
      const after = this.#choices.get(this.#parts[at + 2] as Part);
      if (after?.as === 'value') return this.#name(at + 2, true);
    }
    if (choice?.as === 'metric') {
      this.#out.metrics.push({
        name: choice.name,
        text: part?.text ?? '',
        without: true,
        orders: false,
        joined: false,
      });
      return at + 2;
    }
    this.#left('leftover', [this.#parts[at]?.text, part?.text].filter(Boolean).join(' '));
    return part && part.kind !== 'operator' ? at + 2 : at + 1;
  }

  #numberAt(at: number): { value: number; unit: 'percent' | 'money' | null; scale: number } | null {
    const part = this.#parts[at];
    if (part?.kind === 'number') return part.number;
    return part?.kind === 'time' && part.number && part.end - part.start === part.number.end - part.start
      ? part.number
      : null;
  }

  #threshold(at: number, operator: Threshold['operator'], text: string, value?: readonly [number, number]): number {
    const number = this.#numberAt(at);
    if (!number) return at;
    let next = at + 1;
    let unit: Threshold['unit'] = number.unit;
    if (this.#is(next, 'day')) {
      unit = 'days';
      next += 1;
    }
    const thing = this.#parts[next];
    const meant = thing && this.#choices.get(thing);
    // `plus de 50 clients`: as many of them.
    if (thing && meant?.as === 'noun' && meant.metric !== null && unit === null)
      this.#choices.set(thing, { as: 'metric', name: meant.metric });
    const right = this.#choices.get(this.#parts[next] as Part);
    const left = this.#choices.get(this.#parts[at - 2] as Part);
    const metric = right?.as === 'metric' ? right.name : left?.as === 'metric' ? left.name : null;
    this.#out.thresholds.push({
      operator,
      value: value ?? number.value,
      unit,
      metric,
      text: `${text} ${this.#parts[at]?.text ?? ''}`,
    });
    return next;
  }

  /** `entre 50 et 80 %`. */
  #range(at: number): number {
    let first = this.#numberAt(at + 1);
    const second = this.#is(at + 2, 'and') ? this.#numberAt(at + 3) : null;
    // `entre 1 et 5 milliards`: both are milliards.
    if (first && second && first.scale === 1 && second.scale > 1 && first.value < second.value / second.scale)
      first = { ...first, value: first.value * second.scale };
    if (!first || !second || first.value > second.value) {
      this.#left('threshold', this.#parts[at]?.text ?? '');
      return at + 1;
    }
    return this.#threshold(at + 3, 'between', this.#parts[at]?.text ?? '', [first.value, second.value]);
  }

  /** `top 5`, `les 5 premiers`, `le plus gros`, `les 3 pires`. */
  #rank(at: number): number {
    const part = this.#parts[at];
    if (part?.kind !== 'operator') return at + 1;
    const rank = part.operators.find((one) => RANKS.includes(one)) as keyof typeof DIRECTIONS;
    const after = this.#plainNumber(at + 1);
    const before = this.#plainNumber(at - 1);
    const limit = after ?? before ?? this.#out.top?.limit ?? null;
    const known = this.#out.top;
    // `top 3 et bottom 3`: two rankings.
    if (known && known.limit !== null && after !== null) this.#left('combination', part.text);
    // `top 5 des zones avec le plus gros CA`: said twice, meant once.
    const direction = known && rank === 'top' ? known.direction : DIRECTIONS[rank];
    const plural = /(^|\s)(les|des|the)\s|s$|x$/i.test(part.text) && !/^(le|la) /i.test(part.text);
    this.#out.top = { direction, limit, singular: known ? known.singular : !plural };
    // `la zone qui a le plus de clients`: ranked by how many they are.
    const thing = this.#parts[at + 1];
    const meant = thing && this.#choices.get(thing);
    if (
      thing &&
      meant?.as === 'noun' &&
      meant.metric !== null &&
      OF_THINGS.test(part.text) &&
      this.#out.nouns.length > 0
    )
      this.#choices.set(thing, { as: 'metric', name: meant.metric });
    return after === null ? at + 1 : at + 2;
  }

  #plainNumber(at: number): number | null {
    const part = this.#parts[at];
    const number = part?.kind === 'number' ? part.number : null;
    return number?.plain && Number.isInteger(number.value) && number.value >= 1 && number.value <= 1000
      ? number.value
      : null;
  }

  /** A number of its own: before a rank it says how many; before what is ranked later too (`les 5 zones qui ont le plus …`). */
  #number(at: number): number {
    const value = this.#plainNumber(at);
    if (value !== null && this.#is(at + 1, ...RANKS)) return at + 1;
    const next = this.#choices.get(this.#parts[at + 1] as Part);
    const ranked = this.#parts.some((_, i) => i > at && this.#is(i, ...RANKS));
    if (value !== null && next?.as === 'noun' && (ranked || this.#out.top)) {
      this.#out.top ??= { direction: 'high', limit: value, singular: false };
      this.#out.top = { ...this.#out.top, limit: value };
      return at + 1;
    }
    // `de 31 à 60 jours`.
    const second = this.#plainNumber(at + 1);
    if (value !== null && second !== null && value < second && this.#is(at + 2, 'day'))
      return this.#threshold(at + 1, 'between', this.#parts[at]?.text ?? '', [value, second]);
    this.#left('threshold', this.#parts[at]?.text ?? '');
    return at + 1;
  }
}
