-- Sums of sums, so that a page reads tens of rows where the hours behind them are millions. They move in the transaction that
-- moves the hours: at any instant each of them equals the sum of its hours.

-- What figures are read by when nobody asks for one entity: the whole platform per currency ('*' everywhere else), and places.
CREATE TABLE payops_scopes (
  tenant_id   uuid NOT NULL,
  scope       integer GENERATED ALWAYS AS IDENTITY,
  tenant_type text COLLATE "C" NOT NULL,
  country     text COLLATE "C" NOT NULL,
  region      text COLLATE "C" NOT NULL,
  currency    text COLLATE "C" NOT NULL,
  source      text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, scope),
  UNIQUE (tenant_id, tenant_type, country, region, currency, source)
);

INSERT INTO payops_scopes (tenant_id, tenant_type, country, region, currency, source)
SELECT DISTINCT tenant_id, '*', '*', '*', currency, '*' FROM payops_cells
UNION ALL SELECT DISTINCT tenant_id, tenant_type, country, region, currency, source FROM payops_cells;

-- Each cell belongs to two of them for ever.
ALTER TABLE payops_cells ADD COLUMN whole integer, ADD COLUMN place integer;
UPDATE payops_cells c SET
  whole = (SELECT s.scope FROM payops_scopes s WHERE s.tenant_id = c.tenant_id AND s.tenant_type = '*' AND s.currency = c.currency),
  place = (SELECT s.scope FROM payops_scopes s WHERE s.tenant_id = c.tenant_id AND s.tenant_type = c.tenant_type
              AND s.country = c.country AND s.region = c.region AND s.currency = c.currency AND s.source = c.source);
ALTER TABLE payops_cells ALTER COLUMN whole SET NOT NULL, ALTER COLUMN place SET NOT NULL;

-- Level 1: days of a cell; 2: hours of a scope; 3: days of a scope. `at` is the first instant of the hour or business day.
-- Money is numeric: the sums of a whole platform may pass 64 bits where a hostile producer wants them to.
CREATE TABLE payops_rollups (
  tenant_id     uuid NOT NULL,
  level         smallint NOT NULL CHECK (level BETWEEN 1 AND 3),
  unit          integer NOT NULL,
  at            timestamptz NOT NULL,
  events        bigint NOT NULL,
  gmv           numeric NOT NULL,
  revenue       numeric NOT NULL,
  fees          numeric NOT NULL,
  refunds       numeric NOT NULL,
  refund_count  bigint NOT NULL,
  disputes      numeric NOT NULL,
  dispute_count bigint NOT NULL,
  payouts       numeric NOT NULL,
  payout_count  bigint NOT NULL,
  payout_failed bigint NOT NULL,
  float         numeric NOT NULL,
  transactions  bigint NOT NULL,
  attempts      bigint NOT NULL,
  successes     bigint NOT NULL,
  failures      bigint NOT NULL,
  fraud_count   bigint NOT NULL,
  fraud_amount  numeric NOT NULL,
  latencies     bigint[] NOT NULL,
  PRIMARY KEY (tenant_id, level, unit, at)
) WITH (fillfactor = 80);

SELECT griot.protect_tenant_table('payops_scopes');
SELECT griot.protect_tenant_table('payops_rollups');

-- Adds rows of hours, as they were added to payops_hourly, to all that is summed from them. Scopes are rows that all shards of
-- the log want: taken in one order, last in the transaction, so that nobody holds them for longer than a commit.
CREATE FUNCTION payops_roll_up(added payops_hourly[], zone text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  WITH d AS MATERIALIZED (
    SELECT r.*, v.level, v.unit, v.at
      FROM unnest(added) AS r
      JOIN payops_cells c ON c.tenant_id = r.tenant_id AND c.cell = r.cell
     CROSS JOIN LATERAL (VALUES (1::smallint, r.cell, date_trunc('day', r.hour, zone)),
                                (2::smallint, c.whole, r.hour), (2::smallint, c.place, r.hour),
                                (3::smallint, c.whole, date_trunc('day', r.hour, zone)),
                                (3::smallint, c.place, date_trunc('day', r.hour, zone))) AS v(level, unit, at)),
  times AS (
    SELECT tenant_id, level, unit, at, array_agg((v << 32) + n ORDER BY v) AS counts
      FROM (SELECT tenant_id, level, unit, at, e >> 32 AS v, sum(e & 4294967295)::bigint AS n
              FROM d, unnest(latencies) AS e GROUP BY 1, 2, 3, 4, 5) s GROUP BY 1, 2, 3, 4)
  INSERT INTO payops_rollups AS x (tenant_id, level, unit, at, events, gmv, revenue, fees, refunds, refund_count, disputes, dispute_count,
    payouts, payout_count, payout_failed, float, transactions, attempts, successes, failures, fraud_count, fraud_amount, latencies)
  SELECT s.*, coalesce(t.counts, '{}') FROM (
    SELECT tenant_id, level, unit, at, sum(events)::bigint, sum(gmv), sum(revenue), sum(fees), sum(refunds), sum(refund_count)::bigint,
           sum(disputes), sum(dispute_count)::bigint, sum(payouts), sum(payout_count)::bigint, sum(payout_failed)::bigint, sum(float),
           sum(transactions)::bigint, sum(attempts)::bigint, sum(successes)::bigint, sum(failures)::bigint, sum(fraud_count)::bigint,
           sum(fraud_amount)
      FROM d GROUP BY 1, 2, 3, 4) s
    LEFT JOIN times t ON t.tenant_id = s.tenant_id AND t.level = s.level AND t.unit = s.unit AND t.at = s.at
   ORDER BY s.tenant_id, s.level, s.unit, s.at
  ON CONFLICT (tenant_id, level, unit, at) DO UPDATE SET
    events = x.events + excluded.events, gmv = x.gmv + excluded.gmv, revenue = x.revenue + excluded.revenue,
    fees = x.fees + excluded.fees, refunds = x.refunds + excluded.refunds, refund_count = x.refund_count + excluded.refund_count,
    disputes = x.disputes + excluded.disputes, dispute_count = x.dispute_count + excluded.dispute_count,
    payouts = x.payouts + excluded.payouts, payout_count = x.payout_count + excluded.payout_count,
    payout_failed = x.payout_failed + excluded.payout_failed, float = x.float + excluded.float,
    transactions = x.transactions + excluded.transactions, attempts = x.attempts + excluded.attempts,
    successes = x.successes + excluded.successes, failures = x.failures + excluded.failures,
    fraud_count = x.fraud_count + excluded.fraud_count, fraud_amount = x.fraud_amount + excluded.fraud_amount,
    latencies = payops_add_counts(x.latencies, excluded.latencies);
END $$;

-- What is there already.
SELECT payops_roll_up(array_agg(h), coalesce((SELECT s.time_zone FROM payops_settings s WHERE s.tenant_id = h.tenant_id), 'Africa/Abidjan'))
  FROM payops_hourly h GROUP BY h.tenant_id, h.hour ORDER BY h.tenant_id, h.hour;

-- Distinct people of long windows. Who was active is kept per hour and cell; sets of people do not add up, so days of scopes are
-- kept as bits: one per person, by a dense number. Sets only grow, hence adding people twice is harmless: a flow adds the hours
-- that changed, and until it has, readers look at those hours themselves.
CREATE TABLE payops_user_numbers (
  tenant_id uuid NOT NULL,
  user_key  bigint NOT NULL,
  n         integer NOT NULL,
  PRIMARY KEY (tenant_id, user_key),
  UNIQUE (tenant_id, n)
);
CREATE TABLE payops_user_days (
  tenant_id uuid NOT NULL,
  scope     integer NOT NULL,
  at        timestamptz NOT NULL,
  -- People block * 4096 and the 4095 after.
  block     integer NOT NULL,
  users     bit(4096) NOT NULL,
  PRIMARY KEY (tenant_id, scope, at, block)
);
-- `epoch` is written beside every touched hour; whoever rolls up opens a new one when nobody writes, so that all of the epochs
-- before are committed. `rolled` is the last epoch whose hours are in the days.
CREATE TABLE payops_roll_marks (
  tenant_id uuid PRIMARY KEY,
  epoch     bigint NOT NULL,
  rolled    bigint NOT NULL
);
ALTER TABLE payops_touched_hours ADD COLUMN epoch bigint NOT NULL DEFAULT 1;
CREATE INDEX payops_touched_hours_newest ON payops_touched_hours (tenant_id, epoch);
INSERT INTO payops_roll_marks (tenant_id, epoch, rolled) SELECT DISTINCT tenant_id, 1, 0 FROM payops_touched_hours;

SELECT griot.protect_tenant_table('payops_user_numbers');
SELECT griot.protect_tenant_table('payops_user_days');
SELECT griot.protect_tenant_table('payops_roll_marks');

-- Adds the people of an hour to the days of their scopes. One at a time per tenant (the caller holds the mark's row).
CREATE FUNCTION payops_roll_users(of_hour timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  tenant uuid := griot.current_tenant();
  zone text;
BEGIN
  SELECT coalesce(max(time_zone), 'Africa/Abidjan') INTO zone FROM payops_settings s WHERE s.tenant_id = tenant;
  INSERT INTO payops_user_numbers (tenant_id, user_key, n)
  SELECT tenant, f.user_key, m.top + row_number() OVER (ORDER BY f.user_key)
    FROM (SELECT DISTINCT u.user_key FROM payops_users_hourly u WHERE u.tenant_id = tenant AND u.hour = of_hour
             AND NOT EXISTS (SELECT FROM payops_user_numbers k WHERE k.tenant_id = tenant AND k.user_key = u.user_key)) f
   CROSS JOIN (SELECT coalesce(max(n), -1) AS top FROM payops_user_numbers WHERE tenant_id = tenant) m;
  INSERT INTO payops_user_days AS x (tenant_id, scope, at, block, users)
  SELECT tenant, s.scope, date_trunc('day', of_hour, zone), s.n / 4096, bit_or(set_bit(repeat('0', 4096)::bit(4096), s.n % 4096, 1))
    FROM (SELECT DISTINCT v.scope, k.n
            FROM payops_users_hourly u
            JOIN payops_cells c ON c.tenant_id = tenant AND c.cell = u.cell
            JOIN payops_user_numbers k ON k.tenant_id = tenant AND k.user_key = u.user_key
           CROSS JOIN LATERAL (VALUES (c.whole), (c.place)) AS v(scope)
           WHERE u.tenant_id = tenant AND u.hour = of_hour) s
   GROUP BY 2, 4
  ON CONFLICT (tenant_id, scope, at, block) DO UPDATE SET users = x.users | excluded.users;
END $$;

-- One batch of accepted events, each of them new: rows, users, sums, restatements and marks of change in one statement, then the
-- sums of sums. It is the last thing a transaction does before it commits.
CREATE OR REPLACE FUNCTION payops_aggregate(batch jsonb, in_shard smallint) RETURNS bigint
  LANGUAGE plpgsql AS $$
DECLARE
  tenant uuid := griot.current_tenant();
  zone text;
  since timestamptz;
  stamp timestamptz := clock_timestamp();
  counted bigint;
  in_epoch bigint;
  delta payops_hourly[];
BEGIN
  -- Shared among writers; who opens the next epoch waits for them. What is read after it is the epoch of this transaction.
  PERFORM pg_advisory_xact_lock_shared(7470511, hashtext(tenant::text));
  SELECT m.epoch INTO in_epoch FROM payops_roll_marks m WHERE m.tenant_id = tenant;
  IF in_epoch IS NULL THEN
    INSERT INTO payops_roll_marks (tenant_id, epoch, rolled) VALUES (tenant, 1, 0) ON CONFLICT DO NOTHING;
    in_epoch := 1;
  END IF;
  SELECT coalesce(max(time_zone), 'Africa/Abidjan'), coalesce(max(live_since), '-infinity') INTO zone, since
    FROM payops_settings s WHERE s.tenant_id = tenant;
  -- plpgsql keeps the plan: planning this anew would cost more than a small batch itself.
  WITH e AS MATERIALIZED (
    SELECT b.*, date_trunc('hour', b.t, zone) AS hour, date_trunc('hour', b.r, zone) AS arrived
      FROM jsonb_to_recordset(batch) AS b(i text, c integer, k text, t timestamptz, r timestamptz, a bigint, f text, u text,
                                          l integer, ref text, route text, method text, reason text)),
  kept AS (
    INSERT INTO payops_transactions (tenant_id, cell, time, id, kind, amount, recorded_at, reference, user_name, route, method,
                                     reason, latency_ms)
    SELECT tenant, c, t, i, k, a, r, ref, u, route, method, reason, l FROM e WHERE k <> 'agent.heartbeat'
    ON CONFLICT DO NOTHING),
  seen AS (
    INSERT INTO payops_users_hourly (tenant_id, hour, cell, user_key)
    SELECT DISTINCT tenant, hour, c, hashtextextended(u, 0) FROM e WHERE u IS NOT NULL AND k LIKE 'payment.%'
    ORDER BY 2, 3, 4
    ON CONFLICT DO NOTHING RETURNING hour, cell),
  users AS (SELECT hour, cell, count(*) AS n FROM seen GROUP BY 1, 2),
  times AS (
    SELECT hour, c, array_agg((v << 32) + n ORDER BY v) AS counts
      FROM (SELECT hour, c, payops_two_digits(l)::bigint AS v, count(*) AS n FROM e
             WHERE l IS NOT NULL AND k = 'payment.succeeded' GROUP BY 1, 2, 3) s GROUP BY 1, 2),
  sums AS (
    SELECT hour, c, count(*) AS events,
           coalesce(sum(a) FILTER (WHERE k = 'payment.succeeded'), 0) AS gmv,
           coalesce(sum(CASE WHEN f = 'charged' THEN a ELSE -a END) FILTER (WHERE k = 'fee'), 0) AS revenue,
           coalesce(sum(a) FILTER (WHERE k = 'fee' AND f = 'charged'), 0) AS fees,
           coalesce(sum(a) FILTER (WHERE k = 'refund'), 0) AS refunds,
           count(*) FILTER (WHERE k = 'refund') AS refund_count,
           coalesce(sum(a) FILTER (WHERE k = 'dispute.opened'), 0) AS disputes,
           count(*) FILTER (WHERE k = 'dispute.opened') AS dispute_count,
           coalesce(sum(a) FILTER (WHERE k = 'payout.paid'), 0) AS payouts,
           count(*) FILTER (WHERE k = 'payout.paid') AS payout_count,
           count(*) FILTER (WHERE k = 'payout.failed') AS payout_failed,
           coalesce(sum(CASE WHEN k = 'float.topup' THEN a ELSE -a END) FILTER (WHERE k IN ('float.topup', 'float.withdrawal')), 0) AS float,
           count(*) FILTER (WHERE k IN ('payment.succeeded', 'refund', 'payout.paid')) AS transactions,
           count(*) FILTER (WHERE k = 'payment.initiated') AS attempts,
           count(*) FILTER (WHERE k = 'payment.succeeded') AS successes,
           count(*) FILTER (WHERE k = 'payment.failed') AS failures,
           count(*) FILTER (WHERE k = 'fraud.flagged') AS fraud_count,
           coalesce(sum(a) FILTER (WHERE k = 'fraud.flagged'), 0) AS fraud_amount
      FROM e GROUP BY 1, 2),
  fresh AS (
    SELECT tenant AS tenant_id, s.hour, s.c AS cell, s.events, s.gmv, s.revenue, s.fees, s.refunds, s.refund_count, s.disputes,
           s.dispute_count, s.payouts, s.payout_count, s.payout_failed, s.float, s.transactions, s.attempts, s.successes, s.failures,
           s.fraud_count, s.fraud_amount, coalesce(u.n, 0) AS active_users, coalesce(t.counts, '{}') AS latencies
      FROM sums s
      LEFT JOIN users u ON u.hour = s.hour AND u.cell = s.c
      LEFT JOIN times t ON t.hour = s.hour AND t.c = s.c
     ORDER BY s.hour, s.c),
  added AS (
    INSERT INTO payops_hourly AS h SELECT * FROM fresh
    ON CONFLICT (tenant_id, hour, cell) DO UPDATE SET
      events = h.events + excluded.events, gmv = h.gmv + excluded.gmv, revenue = h.revenue + excluded.revenue,
      fees = h.fees + excluded.fees, refunds = h.refunds + excluded.refunds, refund_count = h.refund_count + excluded.refund_count,
      disputes = h.disputes + excluded.disputes, dispute_count = h.dispute_count + excluded.dispute_count,
      payouts = h.payouts + excluded.payouts, payout_count = h.payout_count + excluded.payout_count,
      payout_failed = h.payout_failed + excluded.payout_failed, float = h.float + excluded.float,
      transactions = h.transactions + excluded.transactions, attempts = h.attempts + excluded.attempts,
      successes = h.successes + excluded.successes, failures = h.failures + excluded.failures,
      fraud_count = h.fraud_count + excluded.fraud_count, fraud_amount = h.fraud_amount + excluded.fraud_amount,
      active_users = h.active_users + excluded.active_users,
      latencies = payops_add_counts(h.latencies, excluded.latencies)),
  late AS (
    INSERT INTO payops_restatements AS x (tenant_id, cell, hour, arrived_hour, events, gmv, transactions, last_at)
    SELECT tenant, c, hour, arrived, count(*),
           coalesce(sum(a) FILTER (WHERE k = 'payment.succeeded'), 0),
           count(*) FILTER (WHERE k IN ('payment.succeeded', 'refund', 'payout.paid')), max(r)
      FROM e WHERE t >= since AND r > hour + interval '75 minutes' AND k <> 'agent.heartbeat' GROUP BY 2, 3, 4 ORDER BY 4, 3, 2
    ON CONFLICT (tenant_id, arrived_hour, hour, cell) DO UPDATE SET events = x.events + excluded.events, gmv = x.gmv + excluded.gmv,
      transactions = x.transactions + excluded.transactions, last_at = greatest(x.last_at, excluded.last_at)),
  marked AS (
    INSERT INTO payops_touched_hours (tenant_id, shard, hour, touched_at, epoch)
    SELECT DISTINCT tenant, in_shard, hour, stamp, in_epoch FROM e ORDER BY hour
    ON CONFLICT (tenant_id, shard, hour) DO UPDATE SET touched_at = excluded.touched_at, epoch = excluded.epoch)
  SELECT (SELECT count(*) FROM e), (SELECT array_agg(ROW(fresh.*)::payops_hourly) FROM fresh) INTO counted, delta;
  PERFORM payops_roll_up(delta, zone);
  RETURN counted;
END $$;
