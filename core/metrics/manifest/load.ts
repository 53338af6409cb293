import { isDomainError } from '@griot/kernel';
import { compileMetricQuery } from '../compile.ts';
import { buildManifest, type Loose, manifestInvalid } from './build.ts';
import { isStandardGrain, type ManifestProblem, type SemanticManifest, type TimeSpine } from './model.ts';
import { rawJsonSpine, rawSpineModel } from './raw.ts';

/** A YAML document of a warehouse project, as the project loader hands it over. */
export interface SourceDocument {
  readonly file: string;
  readonly doc: unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function section(documents: readonly SourceDocument[], key: string): Loose[] {
  return documents.flatMap(({ file, doc }) => {
    const nodes = isRecord(doc) ? doc[key] : undefined;
    return Array.isArray(nodes) ? nodes.map((node) => ({ file, node })) : [];
  });
}

/** dbt models that carry `time_spine:`. The standard column's granularity stands in `columns`. */
function yamlSpines(documents: readonly SourceDocument[], problems: ManifestProblem[]): TimeSpine[] {
  return section(documents, 'models').flatMap(({ file, node }) => {
    if (!isRecord(node) || !isRecord(node.time_spine)) return [];
    const parsed = rawSpineModel.safeParse(node);
    const name = typeof node.name === 'string' ? node.name : null;
    if (!parsed.success) {
      problems.push({
        file,
        metric: name,
        message: `time_spine: ${parsed.error.issues[0]?.message ?? 'is not valid'}`,
      });
      return [];
    }
    const column = parsed.data.time_spine.standard_granularity_column;
    const grain = parsed.data.columns?.find((one) => one.name === column)?.granularity?.toLowerCase() ?? '';
    if (!isStandardGrain(grain)) {
      problems.push({ file, metric: name, message: `time_spine: column "${column}" needs a granularity, e.g. day` });
      return [];
    }
    const relation = { database: null, schema: null, name: parsed.data.name };
    return [{ relation, column, grain, customGrains: parsed.data.time_spine.custom_granularities }];
  });
}

/**
 * Reads the semantic layer of a dbt project: `semantic_models:`, `metrics:`, `saved_queries:` and the time spines
 * among `models:`. Throws `metrics.manifest_invalid` with every problem found.
 */
function loadSemanticDocuments(documents: readonly SourceDocument[]): SemanticManifest {
  const problems: ManifestProblem[] = [];
  const timeSpines = yamlSpines(documents, problems);
  if (problems.length > 0) throw manifestInvalid(problems);
  return buildManifest({
    models: section(documents, 'semantic_models'),
    metrics: section(documents, 'metrics'),
    savedQueries: section(documents, 'saved_queries'),
    timeSpines,
  });
}

/** Reads dbt's `semantic_manifest.json`. `file` only names it in errors. */
function loadSemanticJson(json: unknown, file = 'semantic_manifest.json'): SemanticManifest {
  if (!isRecord(json)) throw manifestInvalid([{ file, metric: null, message: 'is not a JSON object' }]);
  const configuration = isRecord(json.project_configuration) ? json.project_configuration : {};
  const list = (nodes: unknown): Loose[] => (Array.isArray(nodes) ? nodes.map((node) => ({ file, node })) : []);
  const problems: ManifestProblem[] = [];
  const timeSpines = list(configuration.time_spines).flatMap(({ node }): TimeSpine[] => {
    const parsed = rawJsonSpine.safeParse(node);
    const grain = parsed.success ? parsed.data.primary_column.time_granularity.toLowerCase() : '';
    if (!parsed.success || !isStandardGrain(grain)) {
      problems.push({ file, metric: null, message: 'project_configuration.time_spines: not a valid time spine' });
      return [];
    }
    const { alias, schema_name, database } = parsed.data.node_relation;
    const relation = { database, schema: schema_name, name: alias };
    return [
      { relation, column: parsed.data.primary_column.name, grain, customGrains: parsed.data.custom_granularities },
    ];
  });
  if (problems.length > 0) throw manifestInvalid(problems);
  return buildManifest({
    models: list(json.semantic_models),
    metrics: list(json.metrics),
    savedQueries: list(json.saved_queries),
    timeSpines,
  });
}

/** Either form: an array of YAML documents, or a JSON manifest. */
export function loadSemanticModels(source: readonly SourceDocument[] | object): SemanticManifest {
  const manifest = Array.isArray(source) ? loadSemanticDocuments(source) : loadSemanticJson(source);
  const problems = uncompilable(manifest);
  if (problems.length > 0) throw manifestInvalid(problems);
  return manifest;
}

/** Every metric must compile: its filters must be reachable from where it is measured. */
function uncompilable(manifest: SemanticManifest): ManifestProblem[] {
  const timeRange = { from: '2000-01-01', to: '2000-01-31' };
  return [...manifest.metrics.values()].flatMap((metric) => {
    try {
      compileMetricQuery(manifest, { metrics: [metric.name], timeRange });
      return [];
    } catch (error) {
      if (!isDomainError(error)) throw error;
      return [{ file: metric.file, metric: metric.name, message: error.message }];
    }
  });
}
