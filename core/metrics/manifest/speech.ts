import type { DimensionSpeech, MetricSpeech, ModelSpeech, SaidCondition, SaidView } from './model.ts';
import { type Described, griotMeta } from './presentation.ts';

type Complain = (message: string) => void;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);

const LIMITS = { above: 'gt', atLeast: 'gte', below: 'lt', atMost: 'lte', equal: 'eq' } as const;

export function metricSpeechOf(node: Described, complain: Complain): MetricSpeech {
  const meta = griotMeta(node);
  const conditions = listOf(meta.conditions).flatMap((one): SaidCondition[] => {
    const [limit, more] = Object.keys(LIMITS).filter((key) => typeof one[key] === 'number') as (keyof typeof LIMITS)[];
    if (limit !== undefined && more === undefined)
      return [{ operator: LIMITS[limit], value: Number(one[limit]), said: textsOf(one.said) }];
    complain(`a condition needs one of ${Object.keys(LIMITS).join(', ')} with a number`);
    return [];
  });
  const views = listOf(meta.views).flatMap((one): SaidView[] => {
    if (typeof one.by === 'string') return [{ by: one.by, said: textsOf(one.said) }];
    complain('a view needs `by`: a dimension, or time');
    return [];
  });
  if (meta.as_of !== undefined && meta.as_of !== 'year') complain('as_of can only be year');
  return {
    conditions,
    views,
    asOf: meta.as_of === 'year' ? 'year' : null,
    detail: typeof meta.detail === 'string' ? meta.detail : null,
  };
}

export function dimensionSpeechOf(node: Described, complain: Complain): DimensionSpeech {
  const meta = griotMeta(node);
  const entries = (value: unknown) => Object.entries(isRecord(value) ? value : {});
  const bands = entries(meta.bands).map(([value, range]) => {
    const [from = null, to = null] = Array.isArray(range) ? range : [];
    const limits = [from, to].every((one) => one === null || typeof one === 'number');
    if (!limits || (from === null && to === null)) complain(`band "${value}" needs [first day, last day]`);
    return [value, [from as number | null, to as number | null] as const] as const;
  });
  const counted = isRecord(meta.measured_by) ? meta.measured_by : { metric: meta.measured_by };
  return {
    values: Object.fromEntries(entries(meta.values).map(([value, said]) => [value, textsOf(said)])),
    bands: Object.fromEntries(bands),
    prefixes: meta.prefixes === true,
    alone: meta.alone !== false,
    kinds: textsOf(meta.kinds),
    settles: typeof meta.settles === 'string' ? meta.settles : null,
    who: meta.who === true,
    measuredBy:
      typeof counted.metric === 'string'
        ? { metric: counted.metric, insteadOf: textsOf((counted as Record<string, unknown>).instead_of) }
        : null,
  };
}

/** Turns of speech and families of words; `words` gives names, in capitals, to what stands in many turns. */
export function modelSpeechOf(node: Described, complain: Complain): ModelSpeech {
  const meta = griotMeta(node);
  const words = new Map(
    Object.entries(isRecord(meta.words) ? meta.words : {}).map(([name, said]) => [name, String(said)]),
  );
  for (const name of words.keys())
    if (!/^[A-Z]{2,}$/.test(name)) complain(`words "${name}": a name in capitals is needed`);
  const turns = textsOf(meta.turns).map((turn) => {
    const sides = turn.split('>');
    if (sides.length !== 2 || sides[0]?.trim() === '') complain(`turn "${turn}" needs what is said > what it means`);
    return turn.replace(/\b[A-Z]{2,}\b/g, (name) => words.get(name) ?? name);
  });
  const families = Array.isArray(meta.families) ? meta.families.map(textsOf) : [];
  if (families.some((family) => family.length < 2)) complain('a family needs two words that mean the same');
  return { turns, families };
}

/** What is said of something that declares nothing. */
export const NO_DIMENSION_SPEECH: DimensionSpeech = {
  values: {},
  bands: {},
  prefixes: false,
  alone: true,
  kinds: [],
  settles: null,
  who: false,
  measuredBy: null,
};
