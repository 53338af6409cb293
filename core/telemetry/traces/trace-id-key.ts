import { createContextKey } from '@opentelemetry/api';

/** In the context of a new root span: the id that its trace is to have. */
export const TRACE_ID = createContextKey('griot trace id');
