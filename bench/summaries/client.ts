/**
 * The clients, in a process of their own so that they do not share the server's thread. Takes a file with a Load as JSON,
 * prints a Measured as JSON. Latencies are kept one by one: the percentiles are exact, not of a histogram.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import autocannon from 'autocannon';

export interface Load {
  url: string;
  connections: number;
  seconds: number;
  headers: Record<string, string>;
  /** Every client asks these in turn, each beginning elsewhere. */
  paths: string[];
}

export interface Measured {
  requestsPerSecond: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
  /** Answers by status. */
  statuses: Record<string, number>;
  /** Broken connections and time-outs. */
  errors: number;
  bytesPerAnswer: number;
}

const load = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Load;
const latencies: number[] = [];
const requests = load.paths.map((path) => ({ method: 'GET' as const, path }));
const apart = Math.ceil(requests.length / load.connections);
let bytes = 0;
let clients = 0;
const result = await autocannon({
  url: load.url,
  connections: load.connections,
  duration: load.seconds,
  timeout: 60,
  headers: load.headers,
  requests,
  setupClient: (client) => {
    const first = (clients++ * apart) % requests.length;
    client.setRequests([...requests.slice(first), ...requests.slice(0, first)]);
    client.on('response', (_status, size, ms) => {
      latencies.push(ms);
      bytes += size;
    });
  },
});
latencies.sort((a, b) => a - b);
const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.ceil(latencies.length * share) - 1)] ?? 0;
console.log(
  JSON.stringify({
    requestsPerSecond: latencies.length / result.duration,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
    statuses: Object.fromEntries(Object.entries(result.statusCodeStats).map(([status, { count }]) => [status, count])),
    errors: result.errors + result.timeouts,
    bytesPerAnswer: Math.round(bytes / Math.max(1, latencies.length)),
  } satisfies Measured),
);
