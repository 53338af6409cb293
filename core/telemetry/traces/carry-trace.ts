import { context, propagation, trace } from '@opentelemetry/api';
import { tracing } from './switch.ts';

/** The trace of now as a `traceparent` (W3C), for another process that goes on with it; undefined outside of one. */
export function carriedTrace(): string | undefined {
  if (!tracing.on) return undefined;
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** Goes on with a trace that another process began; a text that is none is nobody's trace. */
export function withinTrace<T>(traceparent: string | undefined, work: () => T): T {
  if (!tracing.on || traceparent === undefined) return work();
  return context.with(propagation.extract(context.active(), { traceparent }), work);
}

/** For log lines. */
export function currentTraceId(): string | undefined {
  return tracing.on ? trace.getActiveSpan()?.spanContext().traceId : undefined;
}
