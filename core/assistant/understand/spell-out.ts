import type { Operator } from '../language/operators.ts';
import type { Lexicon } from '../lexicon/build-lexicon.ts';
import type { Meaning } from '../lexicon/meaning.ts';
import type { Asked } from './asked.ts';
import type { Part } from './cover.ts';
import { dimensionOf } from './find-dimensions.ts';
import { COMPARING, GRAINS, RANKS } from './read/operator-groups.ts';

type NamePart = Extract<Part, { kind: 'name' }>;
type Condition = Extract<Meaning, { kind: 'condition' }>;

const INVERSE = { gt: 'lte', gte: 'lt', lt: 'gte', lte: 'gt', eq: null } as const;
const WORDS = { gt: 'more', gte: 'atLeast', lt: 'less', lte: 'atMost', eq: 'equal' } as const;
/** Words that make a sentence of a name and an adjective: « est-il », « a », « is ». */
const VERBS = /^(est|sont|etait|etaient|a|ont|avait|fut|is|are|was|were|has|have|did|does)$/;

/** What one word declares to stand for, as the words that say it in full: « mois déficitaires » are « mois avec résultat inférieur à 0 ». */
export function spellOut(parts: readonly Part[], lexicon: Lexicon, before: Asked | null): Part[] {
  const verbal = parts.some(
    (part) => (part.kind === 'filler' && VERBS.test(bare(part.text))) || has(part, 'exists') || has(part, 'not'),
  );
  const out: Part[] = [];
  for (const [at, part] of parts.entries()) {
    if (part.kind === 'number' && all(part, parts[at + 1], parts, lexicon)) {
      out.push({ ...part, kind: 'operator', operators: ['each'] });
      continue;
    }
    if (part.kind !== 'name') {
      // « le taux est-il supérieur à 30 % » holds one figure against a limit.
      const asked = COMPARED.some((one) => has(part, one)) && is(parts, at);
      out.push(asked ? { ...part, text: `est ${part.text}` } : part);
      if (GRAINS.some((one) => has(part, one)) && conditioned(parts, at)) out.push(word(part, 'with', 'avec'));
      continue;
    }
    const condition = part.meanings.find((one) => one.kind === 'condition');
    const view = part.meanings.find((one) => one.kind === 'view');
    if (condition) judge(out, part, sameFigure(parts, condition, before), verbal);
    else if (view) show(out, part, view);
    else out.push(part);
  }
  return measured(settled(out, lexicon), lexicon, before);
}

const COMPARED = Object.keys(COMPARING) as Operator[];
const is = (parts: readonly Part[], at: number): boolean =>
  parts.slice(Math.max(0, at - 3), at).some((part) => part.kind === 'filler' && /^(est|is|are|sont)$/i.test(part.text));

/** « combien doit CL0003 »: who does it settles which of several figures the word means; « combien doit-on à … » is of another. */
function settled(parts: readonly Part[], lexicon: Lexicon): Part[] {
  const does = (part: Part | undefined): string | null => {
    if (part?.kind !== 'name') return null;
    const found = part.meanings.map((one) =>
      one.kind === 'value' || one.kind === 'concept' ? (lexicon.concepts.get(one.concept)?.settles ?? null) : null,
    );
    return found.every((one) => one !== null) ? (found[0] ?? null) : null;
  };
  const plain = (part: Part | undefined) => part?.kind === 'filler' && !/^(a|à|au|aux|to)$/i.test(part.text);
  return parts.map((part, at) => {
    const several = metricsIn(part);
    if (new Set(several).size < 2) return part;
    let next = at + 1;
    while (plain(parts[next])) next += 1;
    let last = at - 1;
    while (plain(parts[last]) || has(parts[last], 'with') || has(parts[last], 'who')) last -= 1;
    const metric = does(parts[next]) ?? does(parts[last]);
    return metric !== null && several.includes(metric) ? named(part, metric) : part;
  });
}

const bare = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const has = (part: Part | undefined, operator: Operator): boolean =>
  part?.kind === 'operator' && part.operators.includes(operator);
const word = (part: Part, operator: Operator, text: string): Part => ({
  ...{ start: part.start, end: part.end, comma: false, mended: [], text },
  ...{ kind: 'operator', operators: [operator] },
});
const metricsIn = (part: Part | undefined): string[] =>
  part?.kind === 'name' ? part.meanings.flatMap((one) => (one.kind === 'metric' ? [one.name] : [])) : [];
const named = (part: Part, name: string): Part => ({
  ...{ start: part.start, end: part.end, comma: false, mended: [], text: part.text, partial: false },
  ...{ kind: 'name', meanings: [{ kind: 'metric', name, accented: false }] },
});
const lastSaid = (out: readonly Part[]): Part | undefined => out.findLast((part) => part.kind !== 'filler');

/** « les deux dossiers » where there are two: each of them. A ranking of two is none. */
function all(part: Part, next: Part | undefined, parts: readonly Part[], lexicon: Lexicon): boolean {
  if (part.kind !== 'number' || !part.number.plain || next?.kind !== 'name') return false;
  const concepts = next.meanings.flatMap((one) => (one.kind === 'concept' ? [one.concept] : []));
  const [concept] = concepts;
  const known = concept === undefined ? undefined : lexicon.concepts.get(concept);
  return (
    known !== undefined &&
    part.number.value > 1 &&
    known.values.length === part.number.value &&
    !parts.some((one) => RANKS.some((rank) => has(one, rank)) || /^(cumul|total|ensemble|somme)/i.test(one.text))
  );
}

/** A grain whose figure is judged: « mois déficitaires », « mois à trésorerie négative ». */
function conditioned(parts: readonly Part[], at: number): boolean {
  const ahead = parts
    .slice(at + 1)
    .filter(({ kind }) => kind !== 'filler' && kind !== 'time')
    .filter((part) => part.kind !== 'name' || part.meanings.some((one) => one.kind !== 'value'));
  const judged = (part: Part | undefined) =>
    part?.kind === 'name' && part.meanings.some((one) => one.kind === 'condition');
  const [first, second] = ahead;
  return judged(first) || (metricsIn(first).length > 0 && judged(second));
}

/** « lequel est déficitaire ? » after results: of those. */
function sameFigure(parts: readonly Part[], condition: Condition, before: Asked | null): Condition {
  const [metric, more] = before?.metrics ?? [];
  const fresh = parts.some(
    (part) =>
      part.kind === 'time' ||
      GRAINS.some((one) => has(part, one)) ||
      (part.kind === 'name' && part.meanings.some((one) => one.kind !== 'condition')),
  );
  return metric === condition.metric && more === undefined && !fresh ? { ...condition, metric: null } : condition;
}

function judge(out: Part[], part: NamePart, condition: Condition, verbal: boolean): void {
  let { operator } = condition;
  let last = lastSaid(out);
  if (has(last, 'not')) {
    const other = INVERSE[operator];
    if (other !== null) {
      operator = other;
      out.splice(out.indexOf(last as Part), 1);
      last = lastSaid(out);
    }
  }
  const own = condition.metric;
  // « le client le plus déficitaire »: the lowest result.
  const rank = RANKS.find((one) => has(last, one));
  if (own !== null && last && (rank === 'top' || rank === 'bottom')) {
    const high = (rank === 'top') === (operator === 'gt' || operator === 'gte');
    out.splice(out.indexOf(last), 1, word(last, high ? 'top' : 'bottom', last.text));
    if (!out.some((one) => metricsIn(one).includes(own))) out.push(named(part, own));
    return;
  }
  const limit: Part[] = [
    word(part, WORDS[operator], verbal || own !== null ? `est ${part.text}` : part.text),
    {
      ...{ start: part.start, end: part.end, comma: false, mended: [], text: '' },
      ...{ kind: 'number', number: { end: 0, value: condition.value, unit: null, plain: true, scale: 1 } },
    },
  ];
  // The figure stands behind its limit, so that nothing else is taken for what the limit is of.
  const beside = metricsIn(last).length > 0;
  if (own === null && last && beside) out.push(...limit, ...out.splice(out.indexOf(last), 1));
  else if (own === null) out.push(...limit);
  else {
    const said = out.findIndex((one) => metricsIn(one).includes(own) && metricsIn(one).length === 1);
    if (said >= 0) out.splice(said, 1);
    out.push(...limit, named(part, own));
  }
}

function show(out: Part[], part: NamePart, view: Extract<Meaning, { kind: 'view' }>): void {
  const figures = part.meanings.flatMap((one) => (one.kind === 'view' || one.kind === 'metric' ? [one] : []));
  const names = [...new Set(figures.map((one) => (one.kind === 'view' ? one.metric : one.name)))];
  const [name, more] = names;
  // « balance âgée » of customers, or of suppliers?
  if (name === undefined || more !== undefined) {
    out.push({ ...part, meanings: names.map((one) => ({ kind: 'metric', name: one, accented: false })) });
    return;
  }
  if (view.by === null) out.push(word(part, 'trend', part.text), named(part, name));
  else
    out.push(named(part, name), word(part, 'by', 'par'), {
      ...{ start: part.start, end: part.end, comma: false, mended: [], text: part.text, partial: false },
      ...{ kind: 'name', meanings: [{ kind: 'concept', concept: view.by }] },
    });
}

/** « doublons » names no figure: what is counted of them is declared. « Écritures en double » are counted so too. */
function measured(parts: readonly Part[], lexicon: Lexicon, before: Asked | null): Part[] {
  const at = parts.findIndex((part) => countedBy(part, lexicon) !== null);
  const part = parts[at];
  const counted = countedBy(part, lexicon);
  if (!part || !counted) return [...parts];
  const { metric, insteadOf, concept } = counted;
  const figures = parts.flatMap(metricsIn);
  if (figures.includes(metric) || figures.some((one) => !insteadOf.includes(one))) return [...parts];
  const [known] = before?.metrics ?? [];
  if (figures.length === 0 && known !== undefined && dimensionOf(lexicon, concept, [known]) !== null) return [...parts];
  if (figures.length === 0) return [...parts.slice(0, at), named(part, metric), ...parts.slice(at)];
  return parts.map((one) => (metricsIn(one).length > 0 ? named(one, metric) : one));
}

function countedBy(
  part: Part | undefined,
  lexicon: Lexicon,
): { metric: string; insteadOf: readonly string[]; concept: string } | null {
  if (part?.kind !== 'name') return null;
  const [first] = part.meanings;
  if (first?.kind !== 'value' || part.meanings.some((one) => one.kind !== 'value' || one.concept !== first.concept))
    return null;
  const measuredBy = lexicon.concepts.get(first.concept)?.measuredBy ?? null;
  return measuredBy === null ? null : { ...measuredBy, concept: first.concept };
}
