import { context } from '@opentelemetry/api';
import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace';
import { TRACE_ID } from './trace-id-key.ts';

/** Random ids, save where a trace is to have the id of what it is about. */
export function idGenerator(): IdGenerator {
  const random = new RandomIdGenerator();
  return {
    generateSpanId: random.generateSpanId,
    generateTraceId: () => {
      const wanted = context.active().getValue(TRACE_ID);
      return typeof wanted === 'string' && /^[0-9a-f]{32}$/.test(wanted) ? wanted : random.generateTraceId();
    },
  };
}
