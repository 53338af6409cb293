import { isDomainError } from '@griot/kernel';
import { parseTemplate } from '../query/parse-template.ts';
import { customGrain, grainKnown, METRIC_TIME } from '../resolve/items.ts';
import {
  type AggregateInput,
  isStandardGrain,
  type Metric,
  type MetricInput,
  type SemanticManifest,
  type Window,
} from './model.ts';

const METRIC_NAME = /^[a-z]([a-z0-9_]*[a-z0-9])?$/i;

export class MetricCheck {
  readonly #manifest: SemanticManifest;
  readonly #metric: Metric;
  readonly #complain: (message: string) => void;

  constructor(manifest: SemanticManifest, metric: Metric, complain: (message: string) => void) {
    this.#manifest = manifest;
    this.#metric = metric;
    this.#complain = complain;
  }

  run(): void {
    const metric = this.#metric;
    if (!METRIC_NAME.test(metric.name) || metric.name.includes('__'))
      this.#complain('its name must be letters, digits and single underscores');
    const { target } = metric.extras;
    if (typeof target === 'string' && !this.#manifest.metrics.has(target))
      this.#complain(`target: metric "${target}" does not exist`);
    for (const template of metric.filters) checkTemplate(this.#manifest, template, this.#complain);
    switch (metric.type) {
      case 'simple':
        this.#aggregate(metric.input);
        break;
      case 'cumulative':
        this.#window(metric.window);
        if (metric.grainToDate !== null) this.#grain(metric.grainToDate);
        if (metric.input.aggregation.nonAdditive)
          this.#complain('a running value of a non-additive measure has no meaning');
        this.#aggregate(metric.input);
        break;
      case 'conversion':
        this.#window(metric.window);
        for (const side of [metric.base, metric.conversion]) {
          this.#aggregate(side);
          const model = this.#manifest.models.get(side.aggregation.model);
          if (model && !model.entities.some((one) => one.name === metric.entity))
            this.#complain(`entity "${metric.entity}" is not part of "${model.name}"`);
        }
        if (!['count', 'count_distinct', 'sum'].includes(metric.conversion.aggregation.agg))
          this.#complain('the conversion measure must be a count, a distinct count or a sum');
        break;
      case 'ratio':
        this.#inputs([metric.numerator, metric.denominator]);
        break;
      case 'derived': {
        this.#inputs(metric.inputs);
        const names = metric.inputs.map((input) => input.alias ?? input.name);
        const twice = names.find((name, at) => names.indexOf(name) !== at);
        if (twice !== undefined) this.#complain(`input "${twice}" occurs twice: give one an alias`);
        for (const name of names)
          if (!new RegExp(`\\b${name}\\b`).test(metric.expr)) this.#complain(`input "${name}" is not used in expr`);
      }
    }
  }

  #aggregate({ aggregation, filters }: AggregateInput): void {
    const model = this.#manifest.models.get(aggregation.model);
    if (aggregation.time === null) this.#complain('its measure has no aggregation time dimension');
    else if (!model?.dimensions.some((one) => one.name === aggregation.time && one.kind === 'time'))
      this.#complain(
        `aggregation time dimension "${aggregation.time}" is not a time dimension of "${aggregation.model}"`,
      );
    const { percentile } = aggregation;
    if (percentile && !(percentile.value !== null && percentile.value >= 0 && percentile.value <= 1))
      this.#complain('a percentile needs agg_params.percentile between 0 and 1');
    for (const template of filters) checkTemplate(this.#manifest, template, this.#complain);
  }

  #inputs(inputs: readonly MetricInput[]): void {
    for (const input of inputs) {
      if (!this.#manifest.metrics.has(input.name)) this.#complain(`metric "${input.name}" does not exist`);
      if (input.offsetWindow && input.offsetToGrain) this.#complain(`input "${input.name}" has two offsets`);
      this.#window(input.offsetWindow);
      if (input.offsetToGrain !== null) this.#grain(input.offsetToGrain);
      for (const template of input.filters) checkTemplate(this.#manifest, template, this.#complain);
      const cycle = this.#cycle(input.name, [this.#metric.name]);
      if (cycle) this.#complain(`is defined through itself: ${cycle.join(' > ')}`);
    }
  }

  #cycle(name: string, path: readonly string[]): readonly string[] | null {
    if (name === this.#metric.name) return [...path, name];
    const metric = path.includes(name) ? undefined : this.#manifest.metrics.get(name);
    if (metric?.type !== 'derived' && metric?.type !== 'ratio') return null;
    const inputs = metric.type === 'derived' ? metric.inputs : [metric.numerator, metric.denominator];
    for (const input of inputs) {
      const found = this.#cycle(input.name, [...path, name]);
      if (found) return found;
    }
    return null;
  }

  #window(window: Window | null): void {
    if (window) this.#grain(window.grain);
  }

  #grain(grain: string): void {
    if (!isStandardGrain(grain) && customGrain(this.#manifest, grain) === null)
      this.#complain(`granularity "${grain}" is neither standard nor declared on a time spine`);
  }
}

/** The template can be read, and the metrics and entities it names exist somewhere. */
export function checkTemplate(manifest: SemanticManifest, template: string, complain: (message: string) => void): void {
  try {
    for (const part of parseTemplate(template, grainKnown(manifest))) {
      if (typeof part === 'string') continue;
      if (part.kind === 'metric' && !manifest.metrics.has(part.element))
        complain(`filter: metric "${part.element}" does not exist`);
      else if (part.kind !== 'metric' && part.element !== METRIC_TIME && !declared(manifest, part.element, part.grain))
        complain(`filter: "${[...part.links, part.element].join('__')}" does not exist`);
    }
  } catch (error) {
    if (!isDomainError(error)) throw error;
    complain(`filter: ${error.message}`);
  }
}

const declared = (manifest: SemanticManifest, element: string, grain: string | null): boolean =>
  [...manifest.models.values()].some((model) =>
    [...model.dimensions, ...model.entities].some((one) => one.name === element || one.name === grain),
  );
