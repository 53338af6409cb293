import { z } from 'zod';

/** What the pages of the warehouse read. Instants are ISO 8601 in UTC, times milliseconds. */
const instant = z.string().nullable();

const verdicts = z.object({ passed: z.number(), warned: z.number(), failed: z.number(), waiting: z.number() });

export const resource = z.object({
  /** dbt's: `model.zones.mart_x`, `metric.zones.ca_total`. */
  id: z.string(),
  kind: z.enum(['model', 'seed', 'snapshot', 'source', 'test', 'metric', 'exposure']),
  /** As SQL names it; of an exposure what it is. */
  name: z.string(),
  title: z.string(),
  project: z.string(),
  application: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  materialized: z.string().nullable(),
  file: z.string().nullable(),
  /** Ids of what it reads directly; of a test, what it is about. */
  reads: z.array(z.string()),
  /** Of the last build that looked at it; null: never. */
  status: z.enum(['built', 'reused', 'error', 'skipped', 'pass', 'warn', 'fail']).nullable(),
  /** Published rows; of a test the failing ones. */
  rows: z.number().nullable(),
  ms: z.number().nullable(),
  at: instant,
  tests: verdicts.nullable(),
  href: z.string().nullable(),
});
export type Resource = z.output<typeof resource>;

export const explorer = z.object({
  generation: z.object({ id: z.number(), publishedAt: z.string() }).nullable(),
  projects: z.array(
    z.object({
      name: z.string(),
      application: z.string(),
      lastBuild: z
        .object({
          buildId: z.string(),
          state: z.enum(['open', 'published', 'abandoned']),
          reason: z.string().nullable(),
          openedAt: z.string(),
          nodes: z.object({ built: z.number(), reused: z.number(), error: z.number(), skipped: z.number() }),
          tests: z.object({ passed: z.number(), warned: z.number(), failed: z.number() }),
        })
        .nullable(),
    }),
  ),
  items: z.array(resource),
});

export const sqlTable = z.object({
  name: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string().nullable() })),
});

const rule = z.object({ count: z.number(), period: z.enum(['minute', 'hour', 'day']) }).nullable();
const place = z.object({ id: z.string(), column: z.string() });
const failure = z.object({
  code: z.string(),
  message: z.string(),
  file: z.string().optional(),
  line: z.number().optional(),
});

export const resourceDetail = z.object({
  item: resource,
  /** Why its columns have no origins: its SQL does not compile or parse. */
  problem: z.string().nullable(),
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.string().nullable(),
      description: z.string(),
      /** Taken over as it is. */
      isCopy: z.boolean(),
      origins: z.array(place),
      readers: z.array(place),
    }),
  ),
  /** As it is run when built whole, with the names that readers use. */
  sql: z.string().nullable(),
  /** As it is written, with its templates. */
  source: z.string().nullable(),
  tests: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      column: z.string().nullable(),
      description: z.string(),
      severity: z.enum(['error', 'warn']),
      status: z.enum(['pass', 'warn', 'fail', 'error']).nullable(),
      failures: z.number(),
      at: instant,
      ms: z.number().nullable(),
      /** First failing rows as stored; null when there are none, or they may not be seen. */
      failing: z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.unknown())) }).nullable(),
      error: failure.nullable(),
    }),
  ),
  /** Failing rows are there, and this reader may not see rows. */
  rowsHidden: z.boolean(),
  runs: z.array(
    z.object({
      buildId: z.string(),
      state: z.enum(['open', 'published', 'abandoned']),
      generation: z.number().nullable(),
      at: z.string(),
      status: z.enum(['built', 'reused', 'error', 'skipped']),
      rows: z.number().nullable(),
      ms: z.number(),
      error: failure.nullable(),
    }),
  ),
  /** Of a source that has a rule: how old its newest row is, judged now. */
  freshness: z
    .object({
      status: z.enum(['pass', 'warn', 'error']),
      newest: instant,
      /** Seconds; null: never loaded. */
      age: z.number().nullable(),
      warnAfter: rule,
      errorAfter: rule,
    })
    .nullable(),
  reads: z.array(resource),
  readers: z.array(resource),
  /** Dashboards, thresholds, reports and declared exposures at the end of the way. */
  exposures: z.array(resource),
});
