import { DomainError } from '@griot/kernel';
import type { z } from 'zod';
import { aggregationOf } from './build-aggregation.ts';
import { buildMetric, metricOfMeasure } from './build-metric.ts';
import {
  type Dimension,
  type EntityType,
  grainRank,
  isStandardGrain,
  type ManifestProblem,
  type Measure,
  type Metric,
  type Relation,
  type SavedQuery,
  type SemanticManifest,
  type SemanticModel,
  type StandardGrain,
  type TimeSpine,
} from './model.ts';
import { griotMeta, hierarchiesOf, namesOf, presentationOf } from './presentation.ts';
import { type RawModel, rawMetric, rawModel, rawSavedQuery } from './raw.ts';
import { dimensionSpeechOf, modelSpeechOf, NO_DIMENSION_SPEECH } from './speech.ts';
import { validateManifest } from './validate.ts';

/** One node of a document with the file that holds it. */
export interface Loose {
  readonly file: string;
  readonly node: unknown;
}

export interface LooseManifest {
  readonly models: readonly Loose[];
  readonly metrics: readonly Loose[];
  readonly savedQueries: readonly Loose[];
  readonly timeSpines: readonly TimeSpine[];
}

const REF = /^\s*(?:\{\{)?\s*ref\(\s*(?:['"][^'"]+['"]\s*,\s*)?['"]([^'"]+)['"]\s*\)\s*(?:\}\})?\s*$/;

function relationOf(raw: RawModel, complain: (message: string) => void): Relation {
  if (raw.node_relation) {
    const { alias, schema_name, database } = raw.node_relation;
    return { database, schema: schema_name, name: alias };
  }
  const name = raw.model === null ? undefined : REF.exec(raw.model)?.[1];
  if (!name) complain("`model` must be ref('name_of_a_model')");
  return { database: null, schema: null, name: name ?? raw.name };
}

const ENTITY_TYPES: readonly EntityType[] = ['primary', 'unique', 'foreign', 'natural'];

function grainOf(text: string | null | undefined, complain: (message: string) => void): StandardGrain {
  const grain = text?.toLowerCase() ?? 'day';
  if (isStandardGrain(grain)) return grain;
  complain(`time_granularity "${grain}" is unknown`);
  return 'day';
}

function buildModel(raw: RawModel, file: string, complain: (message: string) => void): SemanticModel {
  const dimensions: Dimension[] = (raw.dimensions ?? []).map((one) => {
    const time = one.type.toLowerCase() === 'time';
    if (!time && one.type.toLowerCase() !== 'categorical')
      complain(`dimension ${one.name}: type "${one.type}" is unknown`);
    const validity = one.type_params?.validity_params;
    return {
      name: one.name,
      kind: time ? 'time' : 'categorical',
      expr: one.expr === null || one.expr === undefined ? one.name : String(one.expr),
      grain: time ? grainOf(one.type_params?.time_granularity, (m) => complain(`dimension ${one.name}: ${m}`)) : null,
      partition: one.is_partition === true,
      validity: validity?.is_start ? 'from' : validity?.is_end ? 'to' : null,
      holdsCurrency: griotMeta(one).currency === true,
      description: one.description ?? '',
      presentation: presentationOf(one, (m) => complain(`dimension ${one.name}: ${m}`)),
      speech: dimensionSpeechOf(one, (m) => complain(`dimension ${one.name}: ${m}`)),
    };
  });
  const validity = (name: string, end: 'from' | 'to'): Dimension => ({
    name,
    kind: 'time',
    expr: name,
    grain: 'day',
    partition: false,
    validity: end,
    holdsCurrency: false,
    description: '',
    presentation: presentationOf({}, complain),
    speech: NO_DIMENSION_SPEECH,
  });
  if (raw.validity_params)
    dimensions.push(
      validity(raw.validity_params.is_valid_from, 'from'),
      validity(raw.validity_params.is_valid_to, 'to'),
    );
  const defaultTime = raw.defaults?.agg_time_dimension ?? null;
  const measures: Measure[] = (raw.measures ?? []).map((one) => {
    const say = (message: string): void => complain(`measure ${one.name}: ${message}`);
    return {
      ...aggregationOf(one, { model: raw.name, name: one.name, defaultTime }, say),
      name: one.name,
      description: one.description ?? '',
      createMetric: one.create_metric === true,
      presentation: presentationOf(one, say),
    };
  });
  return {
    name: raw.name,
    file,
    description: raw.description ?? '',
    relation: relationOf(raw, complain),
    primaryEntity:
      raw.primary_entity ?? raw.entities?.find((one) => one.type.toLowerCase() === 'primary')?.name ?? null,
    entities: (raw.entities ?? []).map((one) => {
      const type = ENTITY_TYPES.find((known) => known === one.type.toLowerCase());
      if (!type) complain(`entity ${one.name}: type "${one.type}" is not one of ${ENTITY_TYPES.join(', ')}`);
      return {
        name: one.name,
        type: type ?? 'foreign',
        expr: one.expr === null || one.expr === undefined ? one.name : String(one.expr),
        label: presentationOf(one, complain).label,
        names: namesOf(one),
      };
    }),
    dimensions,
    measures,
    defaultTime,
    hierarchies: hierarchiesOf(raw),
    presentation: presentationOf(raw, complain),
    speech: modelSpeechOf(raw, complain),
  };
}

function issues(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.') || 'document'}: ${wordsOf(issue)}`);
}

/** Of several accepted forms, the one that was understood best tells what is wrong. */
function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message;
  const told = issue.errors.flat().find((inner) => inner.code === 'custom');
  return told?.message ?? issue.message;
}

const nameOf = (node: unknown): string | null =>
  typeof node === 'object' && node !== null && 'name' in node && typeof node.name === 'string' ? node.name : null;

/**
 * Builds the manifest and checks it. Throws `metrics.manifest_invalid` with `details.errors: ManifestProblem[]`,
 * all of them at once.
 */
export function buildManifest(loose: LooseManifest): SemanticManifest {
  const problems: ManifestProblem[] = [];
  const parse = <T extends z.ZodType>(type: T, one: Loose): z.infer<T> | null => {
    const result = type.safeParse(one.node);
    if (result.success) return result.data;
    for (const message of issues(result.error)) problems.push({ file: one.file, metric: nameOf(one.node), message });
    return null;
  };
  const unique = <T>(into: Map<string, T>, name: string, value: T, file: string, what: string): void => {
    if (into.has(name)) problems.push({ file, metric: name, message: `${what} "${name}" is declared twice` });
    else into.set(name, value);
  };

  const models = new Map<string, SemanticModel>();
  for (const one of loose.models) {
    const raw = parse(rawModel, one);
    if (!raw) continue;
    const complain = (message: string): void => void problems.push({ file: one.file, metric: raw.name, message });
    unique(models, raw.name, buildModel(raw, one.file, complain), one.file, 'semantic model');
  }
  const measures = new Map<string, Measure>();
  for (const model of models.values())
    for (const measure of model.measures) unique(measures, measure.name, measure, model.file, 'measure');

  const raws = loose.metrics.flatMap((one) => {
    const raw = parse(rawMetric, one);
    return raw ? [{ raw, file: one.file }] : [];
  });
  const declared = new Map(raws.map(({ raw }) => [raw.name, raw]));
  const metrics = new Map<string, Metric>();
  for (const { raw, file } of raws) {
    const complain = (message: string): void => void problems.push({ file, metric: raw.name, message });
    const metric = buildMetric(raw, { file, models, measures, declared, extras: griotMeta(raw), complain });
    if (metric) unique(metrics, raw.name, metric, file, 'metric');
  }
  for (const measure of measures.values())
    if (measure.createMetric && !metrics.has(measure.name))
      metrics.set(measure.name, metricOfMeasure(measure, models.get(measure.model)?.file ?? ''));

  const savedQueries = new Map<string, SavedQuery>();
  for (const one of loose.savedQueries) {
    const raw = parse(rawSavedQuery, one);
    if (!raw) continue;
    const params = raw.query_params;
    const saved: SavedQuery = {
      name: raw.name,
      file: one.file,
      description: raw.description ?? '',
      label: presentationOf(raw, () => {}).label,
      metrics: params.metrics ?? [],
      groupBy: params.group_by ?? [],
      where: params.where,
      orderBy: params.order_by ?? [],
      limit: params.limit,
    };
    unique(savedQueries, raw.name, saved, one.file, 'saved query');
  }
  const timeSpines = [...loose.timeSpines].sort((a, b) => grainRank(a.grain) - grainRank(b.grain));
  const manifest: SemanticManifest = { models, metrics, savedQueries, timeSpines };
  problems.push(...validateManifest(manifest));
  if (problems.length > 0) throw manifestInvalid(problems);
  return manifest;
}

export function manifestInvalid(problems: readonly ManifestProblem[]): DomainError {
  return new DomainError({
    code: 'metrics.manifest_invalid',
    kind: 'invalid',
    details: { errors: problems },
    message: problems.map((one) => `${one.file}: ${one.metric ?? ''} ${one.message}`).join('\n'),
  });
}
