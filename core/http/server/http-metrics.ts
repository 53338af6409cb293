/** Seconds; chosen so that "under 100 ms" and "over 5 s" can be read off. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Series {
  count: number;
  seconds: number;
  buckets: number[];
}

export interface HttpMetrics {
  started(): void;
  finished(request: { method: string; route: string; status: number; seconds: number }): void;
  /** Prometheus text format 0.0.4. */
  text(): string;
}

/** Counts by route pattern, never by address: the number of series is bounded by the number of endpoints. */
export function createHttpMetrics(): HttpMetrics {
  const requests = new Map<string, number>();
  const durations = new Map<string, Series>();
  let inFlight = 0;
  return {
    started() {
      inFlight++;
    },
    finished({ method, route, status, seconds }) {
      inFlight--;
      const labels = `method="${method}",route="${escapeLabel(route)}"`;
      const counted = `${labels},status="${status}"`;
      requests.set(counted, (requests.get(counted) ?? 0) + 1);
      const series = durations.get(labels) ?? { count: 0, seconds: 0, buckets: BUCKETS.map(() => 0) };
      durations.set(labels, series);
      series.count++;
      series.seconds += seconds;
      series.buckets = series.buckets.map((n, i) => (seconds <= (BUCKETS[i] ?? 0) ? n + 1 : n));
    },
    text() {
      const memory = process.memoryUsage();
      const lines = [
        '# HELP griot_http_requests_total Requests answered.',
        '# TYPE griot_http_requests_total counter',
        ...[...requests].map(([labels, count]) => `griot_http_requests_total{${labels}} ${count}`),
        '# HELP griot_http_request_duration_seconds Time from arrival to the last byte.',
        '# TYPE griot_http_request_duration_seconds histogram',
        ...[...durations].flatMap(([labels, series]) => histogram(labels, series)),
        '# HELP griot_http_requests_in_flight Requests being answered.',
        '# TYPE griot_http_requests_in_flight gauge',
        `griot_http_requests_in_flight ${inFlight}`,
        '# HELP process_resident_memory_bytes Resident memory size in bytes.',
        '# TYPE process_resident_memory_bytes gauge',
        `process_resident_memory_bytes ${memory.rss}`,
        '# HELP nodejs_heap_size_used_bytes Heap in use.',
        '# TYPE nodejs_heap_size_used_bytes gauge',
        `nodejs_heap_size_used_bytes ${memory.heapUsed}`,
        '# HELP process_uptime_seconds Age of the process.',
        '# TYPE process_uptime_seconds gauge',
        `process_uptime_seconds ${process.uptime().toFixed(1)}`,
      ];
      return `${lines.join('\n')}\n`;
    },
  };
}

function histogram(labels: string, series: Series): string[] {
  const name = 'griot_http_request_duration_seconds';
  return [
    ...BUCKETS.map((limit, i) => `${name}_bucket{${labels},le="${limit}"} ${series.buckets[i]}`),
    `${name}_bucket{${labels},le="+Inf"} ${series.count}`,
    `${name}_sum{${labels}} ${series.seconds.toFixed(6)}`,
    `${name}_count{${labels}} ${series.count}`,
  ];
}

const escapeLabel = (text: string): string => text.replace(/[\\"\n]/g, (char) => (char === '\n' ? '\\n' : `\\${char}`));
