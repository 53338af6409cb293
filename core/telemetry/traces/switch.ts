/** Off unless an exporter was set: then spans are never made, not even empty ones. */
export const tracing = { on: false };
