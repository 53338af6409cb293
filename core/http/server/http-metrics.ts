import type { Figures } from '@griot/telemetry';

export interface HttpMetrics {
  started(): void;
  finished(request: { method: string; route: string; status: number; seconds: number }): void;
}

/** Counts by route pattern, never by address: the number of series is bounded by the number of endpoints. */
export function createHttpMetrics(figures: Figures): HttpMetrics {
  const requests = figures.counter('griot_http_requests_total', 'Requests answered.', ['method', 'route', 'status']);
  const seconds = figures.durations(
    'griot_http_request_duration_seconds',
    'Time from arrival to the last byte; streams and downloads as long as they last.',
    ['method', 'route'],
  );
  const inFlight = figures.level('griot_http_requests_in_flight', 'Requests being answered, open streams among them.');
  return {
    started: inFlight.up,
    finished({ method, route, status, seconds: taken }) {
      inFlight.down();
      requests({ method, route, status: String(status) });
      seconds({ method, route }, taken);
    },
  };
}
