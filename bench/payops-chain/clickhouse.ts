/**
 * The same events aggregated by ClickHouse in process: `clickhouse.ts <folder of chdb> <data folder> <file of batches> <batches an insert>`.
 * A table of events and, at each insert, a materialized view that adds them to the hours of their cells. Answers the sums, the time
 * and the CPU of this process, which is all of the engine's.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import { z } from 'zod';

const CELL = 'tenantType, tenantId, country, region, city, currency, source';
/** Blocks that come again are known by their hash, in the table and in the view: what a producer sends twice as it was counts once. */
const REMEMBERED = 'SETTINGS non_replicated_deduplication_window = 10000';
const sumIf = (name: string, type: string) => `sumIf(amount, type = '${type}') AS ${name}`;
const countIf = (name: string, type: string) => `countIf(type = '${type}') AS ${name}`;
const SUMS = [
  ...['count() AS n', sumIf('gmv', 'payment.succeeded'), sumIf('refunds', 'refund'), sumIf('fees', 'fee')],
  ...[sumIf('payouts', 'payout.paid'), sumIf('disputes', 'dispute.opened'), sumIf('fraud_amount', 'fraud.flagged')],
  ...[countIf('attempts', 'payment.initiated'), countIf('successes', 'payment.succeeded')],
  ...[countIf('failures', 'payment.failed'), countIf('fraud_count', 'fraud.flagged')],
  "countIf(type IN ('payment.succeeded', 'refund', 'payout.paid')) AS transactions",
];
const sums = SUMS.map((sum) => sum.split(' AS ').at(-1) as string);

const STATEMENTS = [
  `CREATE TABLE events (id String, type LowCardinality(String), time DateTime64(3, 'UTC'), amount Int64, currency LowCardinality(String),
     tenantType LowCardinality(String), tenantId String, source LowCardinality(String), country LowCardinality(String),
     region LowCardinality(String), city LowCardinality(String), paymentId String, user String, latencyMs Nullable(UInt32))
   ENGINE = MergeTree ORDER BY (tenantId, time) ${REMEMBERED}`,
  `CREATE TABLE hours (hour DateTime('UTC'), tenantType LowCardinality(String), tenantId String, country LowCardinality(String),
     region LowCardinality(String), city LowCardinality(String), currency LowCardinality(String), source LowCardinality(String),
     ${sums.map((name) => `${name} SimpleAggregateFunction(sum, Int64)`).join(', ')},
     users AggregateFunction(uniqExact, String), latencies AggregateFunction(quantilesTDigest(0.5, 0.95), Nullable(UInt32)))
   ENGINE = AggregatingMergeTree ORDER BY (hour, ${CELL}) ${REMEMBERED}`,
  `CREATE MATERIALIZED VIEW hours_of_events TO hours AS
   SELECT toStartOfHour(toDateTime(time, 'UTC')) AS hour, ${CELL}, ${SUMS.map((sum) => sum.replace(/^(.*) AS/, 'toInt64($1) AS')).join(', ')},
          uniqExactState(user) AS users, quantilesTDigestState(0.5, 0.95)(latencyMs) AS latencies
     FROM events GROUP BY hour, ${CELL}`,
  // Settings of the session: how the producers' texts are read, and that the view forgets repeated blocks too.
  "SET date_time_input_format = 'best_effort', input_format_skip_unknown_fields = 1, deduplicate_blocks_in_dependent_materialized_views = 1",
];

interface Engine {
  query(sql: string, format?: string): string;
}

const [packageFolder = '', dataFolder = '', file = '', batches = '1'] = process.argv.slice(2);
const { Session } = createRequire(`${packageFolder}/`)('chdb') as { Session: new (folder: string) => Engine };
const session = new Session(dataFolder);
for (const statement of STATEMENTS) session.query(statement);

/** What a producer's body holds between the name of its list and its end. */
const lists = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.slice('{"events":['.length, -']}'.length));
const size = Number(batches);
const inserts = Array.from({ length: Math.ceil(lists.length / size) }, (_, n) =>
  lists.slice(n * size, (n + 1) * size).join(','),
);
const before = process.cpuUsage();
const began = performance.now();
let sent = 0;
for (const [n, events] of inserts.entries()) {
  // One in twenty twice, as in the chain.
  for (let time = n % 20 === 7 ? 2 : 1; time > 0; time -= 1) {
    session.query(`INSERT INTO events FORMAT JSONEachRow [${events}]`);
    sent += Math.min(size, lists.length - n * size);
  }
}
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(before);
const answer = session.query(
  'SELECT currency, toString(sum(n)) AS n, toString(sum(gmv)) AS gmv FROM hours GROUP BY currency ORDER BY currency',
  'JSONEachRow',
);
const row = z.object({ currency: z.string(), n: z.coerce.number(), gmv: z.coerce.number() });
const found = answer
  .trim()
  .split('\n')
  .map((line) => row.parse(JSON.parse(line)));
process.send?.({
  ...{ batches: sent, seconds, cpu: (user + system) / 1e6 },
  found: Object.fromEntries(found.map(({ currency, n, gmv }) => [currency, { n, gmv }])),
});
process.disconnect?.();
// The engine keeps threads of its own.
process.exit();
