import type pg from 'pg';

export const DAYS = 60;
const REGIONS = 12;

/** Ends of the filled span: `DAYS` whole days of UTC, today with all its hours. */
const FROM = `date_trunc('day', now(), 'UTC') - interval '${DAYS - 1} days'`;

/** A number that looks like chance and is the same in every run. */
const mix = (words: string) => `abs(hashint8extended(${words}, 7))`;

const MEASURES = [
  ...[
    'events',
    'gmv',
    'revenue',
    'fees',
    'refunds',
    'refund_count',
    'disputes',
    'dispute_count',
    'payouts',
    'payout_count',
  ],
  ...['payout_failed', 'float', 'transactions', 'attempts', 'successes', 'failures', 'fraud_count', 'fraud_amount'],
];

/**
 * As many rows of `payops_hourly` as are wanted, with the people, transactions and roll-ups that the chain would have made of
 * them, by statements over the whole instead of event by event. Without write-ahead log: the cluster is thrown away.
 */
export async function fill(
  client: pg.ClientBase,
  tenantId: string,
  rows: number,
  say: (text: string) => void,
): Promise<void> {
  const merchants = Math.max(REGIONS, Math.round(rows / (DAYS * 24) / 2));
  const step = async (label: string, ...statements: string[]) => {
    const began = performance.now();
    for (const statement of statements) await client.query(statement);
    say(`${label}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  };
  await client.query(`SET griot.tenant = '${tenantId}'; SET griot.maintenance = 'on'; SET work_mem = '512MB';
    SET maintenance_work_mem = '512MB'; SET statement_timeout = 0; SET synchronous_commit = off; SET max_parallel_workers_per_gather = 2`);
  const tables = [
    'payops_hourly',
    'payops_users_hourly',
    'payops_rollups',
    'payops_user_days',
    'payops_user_hours',
    'payops_user_place_hours',
    'payops_transactions',
  ];
  for (const table of tables) await client.query(`ALTER TABLE ${table} SET UNLOGGED`);
  const place = `CASE WHEN m % 3 = 0 THEN 'CM' ELSE 'CI' END AS country, 'R' || m % ${REGIONS} AS region, 'V' || m % 40 AS city,
    CASE WHEN m % 3 = 0 THEN 'XAF' ELSE 'XOF' END AS currency`;
  await step(
    `${merchants} merchants, ${merchants * 2} cells`,
    `INSERT INTO payops_scopes (tenant_id, tenant_type, country, region, currency, source)
     SELECT DISTINCT '${tenantId}'::uuid, '*', '*', '*', currency, '*' FROM (SELECT ${place} FROM generate_series(1, ${merchants}) m) p
     UNION ALL SELECT DISTINCT '${tenantId}'::uuid, 'merchant', country, region, currency, source
       FROM (SELECT ${place} FROM generate_series(1, ${merchants}) m) p, unnest(ARRAY['wallet', 'connect']) AS source`,
    `INSERT INTO payops_cells (tenant_id, tenant_type, entity_id, country, region, city, currency, source, whole, place)
     SELECT a.tenant_id, 'merchant', 'M-' || m, p.country, p.region, city, p.currency, s.source, a.scope, s.scope
       FROM (SELECT m, ${place} FROM generate_series(1, ${merchants}) m) p
       JOIN payops_scopes a ON a.tenant_type = '*' AND a.currency = p.currency
       JOIN payops_scopes s ON s.tenant_type = 'merchant' AND s.country = p.country AND s.region = p.region AND s.currency = p.currency`,
  );
  const numbers = `(SELECT *, ${mix('cell::bigint * 100003 + h')} AS x FROM generate_series(0, ${DAYS * 24 - 1}) AS h CROSS JOIN payops_cells) c`;
  const latency = (n: number) => `(${n} + cell % 7 * 10)::bigint << 32`;
  await step(
    'hours',
    'ALTER TABLE payops_hourly DROP CONSTRAINT payops_hourly_pkey',
    'DROP INDEX payops_hourly_of_cell',
    `INSERT INTO payops_hourly (tenant_id, hour, cell, ${MEASURES.join(', ')}, active_users, latencies)
     SELECT tenant_id, ${FROM} + h * interval '1 hour', cell, 12 + x % 7, 100000 + x % 900000, x % 9000, x % 9000, x % 700, (x % 11 = 0)::int, 0, 0,
            x % 50000, (x % 5 = 0)::int, 0, x % 1000 - 500, 5 + x % 4, 6 + x % 4, 5 + x % 3, 1, (x % 40 = 0)::int, x % 40 * 100, 1,
            ARRAY[${latency(100)} | 2, ${latency(300)} | 2, ${latency(900)} | 1]
       FROM ${numbers}`,
    'ALTER TABLE payops_hourly ADD PRIMARY KEY (tenant_id, hour, cell)',
    'CREATE INDEX payops_hourly_of_cell ON payops_hourly (tenant_id, cell, hour)',
  );
  await step(
    'people by hour',
    'ALTER TABLE payops_users_hourly DROP CONSTRAINT payops_users_hourly_pkey',
    `INSERT INTO payops_users_hourly SELECT tenant_id, hour, cell, ${mix('cell::bigint * 31 + extract(epoch FROM hour)::bigint')} % 200000 FROM payops_hourly`,
    'ALTER TABLE payops_users_hourly ADD PRIMARY KEY (tenant_id, hour, cell, user_key)',
    `INSERT INTO payops_user_numbers SELECT '${tenantId}'::uuid, n, n FROM generate_series(0, 199999) n`,
    `INSERT INTO payops_touched_hours SELECT '${tenantId}'::uuid, 0, ${FROM} + h * interval '1 hour', now(), 1 FROM generate_series(0, ${DAYS * 24 - 1}) h`,
    `INSERT INTO payops_roll_marks VALUES ('${tenantId}', 2, 1)`,
  );
  const sums = MEASURES.map((name) => `sum(${name})`).join(', ');
  // Cells have one of seven kinds of latencies: groups of one kind are few, and their counts are multiplied instead of added.
  const rolled = (level: number, unit: string, at: string, from: string) => `
    WITH r AS MATERIALIZED (
      SELECT ${unit} AS unit, ${at} AS at, latencies, count(*) AS rows, ${MEASURES.map((name) => `sum(${name}) AS ${name}`).join(', ')}
        FROM ${from} GROUP BY 1, 2, 3),
    times AS (SELECT unit, at, array_agg((v << 32) + n ORDER BY v) AS counts FROM (
      SELECT unit, at, e >> 32 AS v, sum((e & 4294967295) * rows)::bigint AS n FROM r, unnest(latencies) e GROUP BY 1, 2, 3) s GROUP BY 1, 2)
    INSERT INTO payops_rollups (tenant_id, level, unit, at, ${MEASURES.join(', ')}, latencies)
    SELECT '${tenantId}'::uuid, ${level}, s.*, t.counts FROM (SELECT unit, at, ${sums} FROM r GROUP BY 1, 2) s JOIN times t USING (unit, at)`;
  const day = (at: string) => `date_trunc('day', ${at}, 'UTC')`;
  const whole = `(SELECT DISTINCT place, whole FROM payops_cells) c`;
  await step(
    'roll-ups',
    rolled(1, 'r.cell', day('r.hour'), 'payops_hourly r'),
    rolled(2, 'c.place', 'r.hour', 'payops_hourly r JOIN payops_cells c ON c.cell = r.cell'),
    rolled(2, 'c.whole', 'r.at', `payops_rollups r JOIN ${whole} ON c.place = r.unit WHERE r.level = 2`),
    rolled(3, 'r.unit', day('r.at'), 'payops_rollups r WHERE r.level = 2'),
  );
  const bits = (at: string, scope: string) => `
    SELECT '${tenantId}'::uuid, s.scope, s.at, s.n / 4096, bit_or(set_bit(repeat('0', 4096)::bit(4096), (s.n % 4096)::int, 1))
      FROM (SELECT ${scope} AS scope, ${at} AS at, u.user_key AS n FROM payops_users_hourly u JOIN payops_cells c ON c.cell = u.cell) s GROUP BY 2, 3, 4`;
  await step(
    'people as bits',
    `INSERT INTO payops_user_hours ${bits('u.hour', 'c.whole')}`,
    `INSERT INTO payops_user_place_hours
     SELECT '${tenantId}'::uuid, c.place, u.hour, array_agg(DISTINCT u.user_key::integer) FROM payops_users_hourly u JOIN payops_cells c ON c.cell = u.cell GROUP BY 2, 3`,
    `INSERT INTO payops_user_days ${bits(day('u.hour'), 'c.place')}`,
    `INSERT INTO payops_user_days SELECT tenant_id, scope, ${day('at')}, block, bit_or(users) FROM payops_user_hours GROUP BY 1, 2, 3, 4`,
  );
  await step(
    'transactions of the last day',
    `INSERT INTO payops_transactions (tenant_id, cell, time, id, kind, amount, recorded_at, reference, user_name, latency_ms)
     SELECT tenant_id, cell, hour + n * interval '17 minutes', cell || '-' || extract(epoch FROM hour)::bigint || '-' || n, 'payment.succeeded',
            100 + n, hour + interval '1 hour', 'P' || n, 'u' || cell % 200000, 300
       FROM payops_hourly, generate_series(1, 3) n WHERE hour >= now() - interval '26 hours' AND hour < now()`,
  );
  await step(
    'statistics',
    ...[...tables, 'payops_cells', 'payops_scopes', 'payops_touched_hours'].map((table) => `VACUUM (ANALYZE) ${table}`),
  );
}
