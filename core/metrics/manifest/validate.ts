import { METRIC_TIME } from '../resolve/items.ts';
import type { ManifestProblem, SemanticManifest, SemanticModel } from './model.ts';
import { checkTemplate, MetricCheck } from './validate-metric.ts';

const NAME = /^[a-z][a-z0-9_]*[a-z0-9]$|^[a-z]$/i;

/** Everything wrong that can be told without a database; an empty list is a sound manifest. */
export function validateManifest(manifest: SemanticManifest): ManifestProblem[] {
  const problems: ManifestProblem[] = [];
  for (const model of manifest.models.values())
    checkModel(model, (message) => problems.push({ file: model.file, metric: model.name, message }));
  checkPrimaryNames(manifest, problems);
  for (const metric of manifest.metrics.values())
    new MetricCheck(manifest, metric, (message) =>
      problems.push({ file: metric.file, metric: metric.name, message }),
    ).run();
  for (const saved of manifest.savedQueries.values()) {
    const complain = (message: string): void => void problems.push({ file: saved.file, metric: saved.name, message });
    for (const name of saved.metrics) if (!manifest.metrics.has(name)) complain(`metric "${name}" does not exist`);
    for (const template of saved.where) checkTemplate(manifest, template, complain);
  }
  return problems;
}

function checkModel(model: SemanticModel, complain: (message: string) => void): void {
  const elements = [...model.entities.map((one) => one.name), ...model.dimensions.map((one) => one.name)];
  const seen = new Set<string>();
  for (const name of elements) {
    if (!NAME.test(name) || name.includes('__'))
      complain(`"${name}" is not a name: letters, digits and single underscores, starting with a letter`);
    if (name === METRIC_TIME) complain(`"${METRIC_TIME}" is reserved`);
    if (seen.has(name)) complain(`"${name}" is declared twice`);
    seen.add(name);
  }
  if (model.entities.filter((one) => one.type === 'primary').length > 1) complain('has more than one primary entity');
  const time = (name: string): boolean => model.dimensions.some((one) => one.name === name && one.kind === 'time');
  if (model.defaultTime !== null && !time(model.defaultTime))
    complain(`defaults.agg_time_dimension "${model.defaultTime}" is not a time dimension of it`);
  for (const measure of model.measures) {
    if (measure.time === null) complain(`measure ${measure.name}: no agg_time_dimension, and the model has no default`);
    else if (measure.time !== model.defaultTime && !time(measure.time))
      complain(`measure ${measure.name}: agg_time_dimension "${measure.time}" is not a time dimension`);
    const only = measure.nonAdditive;
    if (only && !time(only.dimension))
      complain(`measure ${measure.name}: non_additive_dimension "${only.dimension}" is not a time dimension`);
    for (const name of only?.groupings ?? [])
      if (!model.entities.some((one) => one.name === name))
        complain(`measure ${measure.name}: window grouping "${name}" is not an entity`);
  }
  const ends = model.dimensions.filter((one) => one.validity !== null);
  if (ends.length > 0 && !ends.some((one) => one.validity === 'from'))
    complain('has the end of a validity window but not its start');
  if (model.entities.some((one) => one.type === 'natural') && ends.length === 0)
    complain('a natural entity needs a validity window (validity_params)');
}

/** Two models with the same key and a dimension of the same name: `entity__name` would mean either. */
function checkPrimaryNames(manifest: SemanticManifest, problems: ManifestProblem[]): void {
  const owners = new Map<string, string>();
  for (const model of manifest.models.values())
    for (const entity of model.entities.filter((one) => one.type !== 'foreign'))
      for (const dimension of model.dimensions.filter((one) => !one.partition && one.validity === null)) {
        const name = `${entity.name}__${dimension.name}`;
        const owner = owners.get(name);
        if (owner !== undefined && owner !== model.name)
          problems.push({
            file: model.file,
            metric: model.name,
            message: `"${name}" is also a dimension of "${owner}"`,
          });
        owners.set(name, model.name);
      }
}
