/** By the names of OpenTelemetry's own variables; the exporter reads the rest (headers, timeout, certificates) by itself. */
export interface TracingSettings {
  /** An endpoint is set, and nothing switches traces off. */
  on: boolean;
  protocol: 'http/protobuf' | 'http/json';
  sampler: string;
  /** The share that a ratio sampler keeps, 0 to 1. */
  ratio: number;
  serviceName: string;
}

const SAMPLERS = ['always_on', 'always_off', 'traceidratio'];
const KNOWN = [...SAMPLERS, ...SAMPLERS.map((name) => `parentbased_${name}`)];

/**
 * `OTEL_EXPORTER_OTLP_ENDPOINT` or `…_TRACES_ENDPOINT` switches traces on; `OTEL_SDK_DISABLED=true` and
 * `OTEL_TRACES_EXPORTER=none` off again. Faults are added to the list.
 */
export function readTracingSettings(
  text: (name: string) => string | undefined,
  url: (name: string, protocols: string[]) => string | undefined,
  faults: string[],
): TracingSettings {
  const ends = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'];
  const endpoint = ends.map((name) => url(name, ['http', 'https'])).find((value) => value !== undefined);
  const disabled = text('OTEL_SDK_DISABLED')?.toLowerCase() === 'true' || text('OTEL_TRACES_EXPORTER') === 'none';
  const protocol = text('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL') ?? text('OTEL_EXPORTER_OTLP_PROTOCOL') ?? 'http/protobuf';
  if (protocol !== 'http/protobuf' && protocol !== 'http/json') {
    faults.push('OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf or http/json');
  }
  const sampler = text('OTEL_TRACES_SAMPLER') ?? 'parentbased_always_on';
  if (!KNOWN.includes(sampler)) faults.push(`OTEL_TRACES_SAMPLER must be one of ${KNOWN.join(', ')}`);
  const ratio = Number(text('OTEL_TRACES_SAMPLER_ARG') ?? 1);
  if (!(ratio >= 0 && ratio <= 1)) faults.push('OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1');
  return {
    on: endpoint !== undefined && !disabled,
    protocol: protocol === 'http/json' ? protocol : 'http/protobuf',
    sampler,
    ratio,
    serviceName: text('OTEL_SERVICE_NAME') ?? 'griot',
  };
}
