import { z } from 'zod';

const bytes = z.number();
const instant = z.string();

export const administration = z.object({
  versions: z.object({
    griot: z.string(),
    node: z.string(),
    postgres: z.string(),
    warehouse: z.enum(['duckdb', 'clickhouse']),
  }),
  processes: z.array(
    z.object({
      kind: z.enum(['server', 'warehouse', 'slot', 'postgres']),
      pid: z.number(),
      memoryBytes: bytes,
      cpuSeconds: z.number(),
      startedAt: instant,
      processes: z.number(),
    }),
  ),
  workers: z.array(
    z.object({
      id: z.string(),
      machine: z.string(),
      pid: z.number(),
      kind: z.string(),
      labels: z.array(z.string()),
      slots: z.number(),
      busy: z.number(),
      startedAt: instant,
      beatAt: instant,
      state: z.enum(['living', 'silent', 'stopped']),
    }),
  ),
  queues: z.object({
    flows: z.object({
      ready: z.number(),
      retrying: z.number(),
      running: z.number(),
      openRuns: z.number(),
      waitingRuns: z.number(),
      oldestReadyMs: z.number().nullable(),
    }),
    groups: z.array(z.object({ group: z.string(), lag: z.number(), retrying: z.number() })),
    deadLetters: z.number(),
    mails: z.object({
      waiting: z.number(),
      sent: z.number(),
      failed: z.number(),
      not_configured: z.number(),
      configured: z.boolean(),
    }),
  }),
  sizes: z.object({
    store: z.object({
      bytes,
      connections: z.number(),
      maxConnections: z.number(),
      tables: z.array(z.object({ name: z.string(), bytes, rows: z.number() })),
    }),
    warehouse: z.object({ bytes, generation: z.number().nullable(), publishedAt: instant.nullable() }),
    files: z.object({ bytes, files: z.number(), quotaBytes: bytes.nullable() }),
    disk: z.object({ bytes, freeBytes: bytes }),
  }),
  settings: z.array(z.object({ name: z.string(), value: z.string().nullable(), set: z.boolean() })),
});

export const errorsAnswer = z.object({
  items: z.array(
    z.object({
      at: instant,
      process: z.string(),
      message: z.string(),
      code: z.string().nullable(),
      route: z.string().nullable(),
      status: z.number().nullable(),
      requestId: z.string().nullable(),
      runId: z.string().nullable(),
      traceId: z.string().nullable(),
    }),
  ),
});
