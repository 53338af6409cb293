/** Told with the tenant's id when events of it were committed. */
export const EVENTS_CHANNEL = 'griot_events';
