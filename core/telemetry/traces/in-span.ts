import { errorMessage, isDomainError } from '@griot/kernel';
import {
  type Attributes,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { tracing } from './switch.ts';
import { TRACE_ID } from './trace-id-key.ts';

export type { Attributes, Span };

export interface SpanFacts {
  name: string;
  attributes?: Attributes;
  kind?: 'server' | 'client' | 'internal';
}

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL };
const tracer = trace.getTracer('griot');

/** A step of a request or of a task. Without a trace around it, or with tracing off, the work runs as it is. */
export function inChildSpan<T>(facts: SpanFacts, work: (span: Span | undefined) => Promise<T>): Promise<T> {
  if (!tracing.on || !trace.getActiveSpan()) return work(undefined);
  return during(tracer.startSpan(facts.name, options(facts)), work);
}

/**
 * The beginning of our part of a trace. `parent`: a `traceparent` that came from outside. `traceId` (a UUID): all spans of one
 * run of a flow are one trace, and its id is the run's.
 */
export function inRootSpan<T>(
  facts: SpanFacts & { parent?: string | undefined; traceId?: string },
  work: (span: Span | undefined) => Promise<T>,
): Promise<T> {
  if (!tracing.on) return work(undefined);
  const { name, parent: traceparent, traceId } = facts;
  const parent = traceparent
    ? propagation.extract(ROOT_CONTEXT, { traceparent })
    : ROOT_CONTEXT.setValue(TRACE_ID, traceId?.replaceAll('-', '').toLowerCase());
  // The generator of ids looks at the context that is active.
  const span = context.with(parent, () => tracer.startSpan(name, options(facts), parent));
  return context.with(ROOT_CONTEXT, () => during(span, work));
}

const options = ({ attributes, kind = 'internal' }: SpanFacts) => ({
  kind: KINDS[kind],
  ...(attributes ? { attributes } : {}),
});

async function during<T>(span: Span, work: (span: Span) => Promise<T>): Promise<T> {
  try {
    return await context.with(trace.setSpan(context.active(), span), work, undefined, span);
  } catch (error) {
    failSpan(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Marks a span as failed: with the error's code, never with its details, which may hold people's data. */
export function failSpan(span: Span | undefined, error: unknown): void {
  const code = isDomainError(error) ? error.code : error instanceof Error ? error.name : 'error';
  span?.setAttribute('error.type', code);
  span?.setStatus({ code: SpanStatusCode.ERROR, message: isDomainError(error) ? error.code : errorMessage(error) });
}
