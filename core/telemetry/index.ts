export { createFigures, type Figure, type FigureReader, type Figures, type Labels } from './figures/figures.ts';
export { logFields, withLogFields } from './log-fields.ts';
export { carriedTrace, currentTraceId, withinTrace } from './traces/carry-trace.ts';
export { type Attributes, failSpan, inChildSpan, inRootSpan, type Span, type SpanFacts } from './traces/in-span.ts';
export { startTracing, type Tracing } from './traces/start-tracing.ts';
