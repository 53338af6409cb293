/** The part of autocannon that is used here; it comes without types. */
declare module 'autocannon' {
  interface Result {
    requests: { average: number; total: number };
    latency: { p50: number; p97_5: number; p99: number; max: number };
    statusCodeStats: Record<string, { count: number }>;
    errors: number;
    timeouts: number;
    non2xx: number;
    throughput: { average: number };
    duration: number;
  }
  interface Request {
    method: 'GET';
    path: string;
  }
  interface Client {
    setRequests(requests: Request[]): void;
    on(event: 'response', listener: (status: number, bytes: number, ms: number) => void): void;
  }
  interface Options {
    url: string;
    connections: number;
    duration: number;
    /** Seconds until an answer counts as an error. */
    timeout: number;
    headers: Record<string, string>;
    requests: Request[];
    setupClient(client: Client): void;
  }
  export default function autocannon(options: Options): Promise<Result>;
}
