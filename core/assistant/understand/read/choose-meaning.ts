import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Part } from '../cover.ts';

type NamePart = Extract<Part, { kind: 'name' }>;

export type Choice =
  | { readonly as: 'metric'; readonly name: string }
  | { readonly as: 'noun'; readonly concept: string; readonly metric: string | null }
  | { readonly as: 'value'; readonly concept: string; readonly value: string; readonly more?: readonly string[] }
  | { readonly as: 'unclear'; readonly reason: 'metric' | 'value'; readonly options: readonly string[] };

interface Around {
  /** `par`, `chaque` stand before it. */
  readonly grouped: boolean;
  /** It says of what kind are the things named right before it (`factures impayées`), beside a metric that is measured. */
  readonly narrows: (concept: string) => boolean;
  /** `nombre de` stands before it. */
  readonly counting: boolean;
  /** `montant de` stands before it. */
  readonly amount: boolean;
  /** Concepts named right before it. */
  readonly before: readonly string[];
  /** Concepts named anywhere in the question. */
  readonly named: readonly string[];
}

/** What one name of a question stands for, by what stands around it. */
export function chooseMeaning(part: NamePart, around: Around, lexicon: Lexicon): Choice {
  const named = metricsOf(part);
  const counts = named.filter((name) => lexicon.metrics.get(name)?.unit === 'count');
  const amounts = named.filter((name) => lexicon.metrics.get(name)?.unit === 'currency');
  const metrics = around.counting && counts.length > 0 ? counts : around.amount && amounts.length > 0 ? amounts : named;
  const concepts = unique(part.meanings.flatMap((one) => (one.kind === 'concept' ? [one.concept] : [])));
  const values = [
    ...new Map(
      part.meanings.flatMap((one) =>
        one.kind === 'value' ? [[[one.concept, one.value, ...(one.more ?? [])].join('\n'), one] as const] : [],
      ),
    ).values(),
  ];
  const [metric] = metrics;
  const [concept] = concepts;
  if (around.grouped && concept !== undefined && !values.some((one) => one.concept === concept))
    return { as: 'noun', concept, metric: null };
  if (values.length > 0 && (metric === undefined || values.some((one) => around.narrows(one.concept))))
    return chooseValue(part, values, around, lexicon);
  if (metrics.length > 1) return { as: 'unclear', reason: 'metric', options: metrics };
  // « qui sont inactifs »: a word that is a value too asks for no list of states.
  const state = concept !== undefined && values.some((one) => one.concept === concept);
  if (metric !== undefined && (concept === undefined || state)) return { as: 'metric', name: metric };
  if (concept !== undefined) return { as: 'noun', concept, metric: metric ?? null };
  return { as: 'unclear', reason: 'value', options: [] };
}

/** Metrics of a name; where the accent tells a noun from a participle (`facture`, `facturé`), those it tells. */
export function metricsOf(part: NamePart): string[] {
  const found = part.meanings.flatMap((one) => (one.kind === 'metric' ? [one] : []));
  const accented = /é(e|s|es)?$/i.test(part.text);
  const told = found.filter((one) => one.accented === accented);
  const distinct = unique(found.map(({ name }) => name));
  return distinct.length > 1 && told.length > 0 ? unique(told.map(({ name }) => name)) : distinct;
}

function chooseValue(
  part: NamePart,
  values: readonly { concept: string; value: string; more?: readonly string[] }[],
  around: Around,
  lexicon: Lexicon,
): Choice {
  const said = ({ concept, value, more }: (typeof values)[number]): Choice => ({
    ...{ as: 'value', concept, value },
    ...(more ? { more } : {}),
  });
  const [first] = values;
  if (first && values.length === 1) return said(first);
  for (const near of [around.before, around.named]) {
    const beside = values.filter(({ concept }) => near.includes(concept));
    if (beside[0] && beside.length === 1) return said(beside[0]);
  }
  // The same word for a place and the region around it: the place.
  const levels = lexicon.hierarchies.find((one) => values.every(({ concept }) => one.includes(concept)));
  if (levels && !part.partial && new Set(values.map(({ concept }) => concept)).size === values.length) {
    const finest = [...values].sort((a, b) => levels.indexOf(a.concept) - levels.indexOf(b.concept))[0];
    if (finest) return said(finest);
  }
  return { as: 'unclear', reason: 'value', options: unique(values.map(({ value }) => value)) };
}

const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];
