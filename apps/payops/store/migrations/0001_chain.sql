-- From the log of events to hourly figures, snapshots and the rows behind them.
CREATE EXTENSION IF NOT EXISTS cube;
CREATE EXTENSION IF NOT EXISTS earthdistance;

CREATE TABLE payops_settings (
  tenant_id          uuid PRIMARY KEY,
  -- Whose clock hours and business days follow. Changing it means a rebuild.
  time_zone          text NOT NULL,
  reporting_currency text NOT NULL CHECK (reporting_currency ~ '^[A-Z]{3}$'),
  -- What happened before is history that was loaded, not figures restated.
  live_since         timestamptz NOT NULL,
  rebuilding_since   timestamptz
);

-- What 1 minor unit of the currency is worth in minor units of the tenant's reporting currency, from this day on.
CREATE TABLE payops_rates (
  tenant_id uuid NOT NULL,
  currency  text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  from_day  date NOT NULL,
  rate      numeric(24, 12) NOT NULL CHECK (rate > 0),
  PRIMARY KEY (tenant_id, currency, from_day)
);

-- A combination of whose, where, in which currency and through which product. Never changed, never removed.
CREATE TABLE payops_cells (
  tenant_id   uuid NOT NULL,
  cell        integer GENERATED ALWAYS AS IDENTITY,
  tenant_type text COLLATE "C" NOT NULL CHECK (tenant_type IN ('platform', 'merchant', 'agent', 'bank', 'region')),
  entity_id   text COLLATE "C" NOT NULL,
  country     text COLLATE "C" NOT NULL,
  region      text COLLATE "C" NOT NULL,
  city        text COLLATE "C" NOT NULL,
  currency    text COLLATE "C" NOT NULL,
  source      text COLLATE "C" NOT NULL CHECK (source IN ('wallet', 'connect')),
  PRIMARY KEY (tenant_id, cell),
  UNIQUE (tenant_id, tenant_type, entity_id, country, region, city, currency, source)
);
CREATE INDEX payops_cells_of_region ON payops_cells (tenant_id, region);

-- Sums of an hour and a cell: whole minor units. Events of one entity come through one shard of the log, so no two writers
-- ever want the same row at once.
CREATE TABLE payops_hourly (
  tenant_id     uuid NOT NULL,
  hour          timestamptz NOT NULL,
  cell          integer NOT NULL,
  events        bigint NOT NULL,
  gmv           bigint NOT NULL,
  revenue       bigint NOT NULL,
  fees          bigint NOT NULL,
  refunds       bigint NOT NULL,
  refund_count  bigint NOT NULL,
  disputes      bigint NOT NULL,
  dispute_count bigint NOT NULL,
  payouts       bigint NOT NULL,
  payout_count  bigint NOT NULL,
  payout_failed bigint NOT NULL,
  float         bigint NOT NULL,
  transactions  bigint NOT NULL,
  attempts      bigint NOT NULL,
  successes     bigint NOT NULL,
  failures      bigint NOT NULL,
  fraud_count   bigint NOT NULL,
  fraud_amount  bigint NOT NULL,
  active_users  bigint NOT NULL,
  -- How many successes took so long: value (to two significant digits) * 2^32 + count, ascending.
  latencies     bigint[] NOT NULL,
  PRIMARY KEY (tenant_id, hour, cell)
) WITH (fillfactor = 80);
CREATE INDEX payops_hourly_of_cell ON payops_hourly (tenant_id, cell, hour);

-- Who was active: 64 bits of a hash of the user's name, so that names of people do not lie here.
CREATE TABLE payops_users_hourly (
  tenant_id uuid NOT NULL,
  hour      timestamptz NOT NULL,
  cell      integer NOT NULL,
  user_key  bigint NOT NULL,
  PRIMARY KEY (tenant_id, hour, cell, user_key)
);

-- The events themselves, for the rows behind a figure. One a row, as the log accepted them.
CREATE TABLE payops_transactions (
  tenant_id   uuid NOT NULL,
  cell        integer NOT NULL,
  time        timestamptz NOT NULL,
  id          text COLLATE "C" NOT NULL,
  kind        text COLLATE "C" NOT NULL,
  amount      bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  reference   text COLLATE "C",
  user_name   text,
  route       text,
  method      text,
  reason      text,
  latency_ms  integer,
  PRIMARY KEY (tenant_id, cell, time, id)
);
CREATE INDEX payops_transactions_newest ON payops_transactions (tenant_id, time DESC, id);

-- Which hours changed, by writer, for what is computed from them.
CREATE TABLE payops_touched_hours (
  tenant_id  uuid NOT NULL,
  shard      smallint NOT NULL,
  hour       timestamptz NOT NULL,
  touched_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, shard, hour)
);

-- What late events added to hours that people had read already.
CREATE TABLE payops_restatements (
  tenant_id    uuid NOT NULL,
  cell         integer NOT NULL,
  hour         timestamptz NOT NULL,
  arrived_hour timestamptz NOT NULL,
  events       bigint NOT NULL,
  gmv          bigint NOT NULL,
  transactions bigint NOT NULL,
  last_at      timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, arrived_hour, hour, cell)
);

CREATE TABLE agent_locations (
  tenant_id  uuid NOT NULL,
  agent_id   text COLLATE "C" NOT NULL,
  name       text NOT NULL,
  country    text NOT NULL,
  region     text NOT NULL,
  city       text NOT NULL,
  currency   text NOT NULL,
  latitude   double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude  double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
  -- The point on the sphere; PostGIS does not ship with the embedded server.
  point      earth GENERATED ALWAYS AS (ll_to_earth(latitude, longitude)) STORED,
  float      bigint NOT NULL,
  sales_today bigint NOT NULL,
  last_seen  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, agent_id)
);
CREATE INDEX agent_locations_near ON agent_locations USING gist (point);

-- A ready answer per entity and window.
CREATE TABLE dash_snapshots (
  tenant_id   uuid NOT NULL,
  tenant_type text COLLATE "C" NOT NULL,
  entity_id   text COLLATE "C" NOT NULL,
  time_window text COLLATE "C" NOT NULL CHECK (time_window IN ('today', '24h', '7d', '30d', 'month')),
  computed_at timestamptz NOT NULL,
  body        jsonb NOT NULL,
  PRIMARY KEY (tenant_id, tenant_type, entity_id, time_window)
);

SELECT griot.protect_tenant_table('payops_settings');
SELECT griot.protect_tenant_table('payops_rates');
SELECT griot.protect_tenant_table('payops_cells');
SELECT griot.protect_tenant_table('payops_hourly');
SELECT griot.protect_tenant_table('payops_users_hourly');
SELECT griot.protect_tenant_table('payops_transactions');
SELECT griot.protect_tenant_table('payops_touched_hours');
SELECT griot.protect_tenant_table('payops_restatements');
SELECT griot.protect_tenant_table('agent_locations');
SELECT griot.protect_tenant_table('dash_snapshots');

-- Two lists of value * 2^32 + count, added up value by value.
CREATE FUNCTION payops_add_counts(a bigint[], b bigint[]) RETURNS bigint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN cardinality(a) = 0 THEN b WHEN cardinality(b) = 0 THEN a ELSE (
    SELECT array_agg((v << 32) + n ORDER BY v)
      FROM (SELECT e >> 32 AS v, sum(e & 4294967295)::bigint AS n FROM unnest(a || b) AS e GROUP BY 1) s) END
$$;

-- The smallest value that `share` of the counted lie at or below: rank ceil(share * n).
CREATE FUNCTION payops_percentile(counts bigint[], share numeric) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (e >> 32)::integer FROM (
    SELECT e, sum(e & 4294967295) OVER (ORDER BY e) AS upto, sum(e & 4294967295) OVER () AS total FROM unnest(counts) AS e) s
   WHERE upto >= ceil(share * total) ORDER BY e LIMIT 1
$$;

CREATE FUNCTION payops_two_digits(ms integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN ms < 100 THEN ms WHEN ms < 1000 THEN ms / 10 * 10 WHEN ms < 10000 THEN ms / 100 * 100
              WHEN ms < 100000 THEN ms / 1000 * 1000 WHEN ms < 1000000 THEN ms / 10000 * 10000
              WHEN ms < 10000000 THEN ms / 100000 * 100000 ELSE ms / 1000000 * 1000000 END
$$;

CREATE VIEW dash_aggregates_hourly WITH (security_invoker = true) AS
SELECT h.tenant_id, h.hour, c.tenant_type, c.entity_id, c.country, c.region, c.city, c.currency, c.source,
       h.gmv, h.revenue, h.fees, h.refunds, h.disputes, h.payouts, h.float, h.transactions, h.attempts, h.successes,
       CASE WHEN h.attempts > 0 THEN round(h.successes::numeric / h.attempts, 6) END AS conversion,
       h.fraud_count, h.fraud_amount, h.active_users,
       payops_percentile(h.latencies, 0.5) AS latency_p50, payops_percentile(h.latencies, 0.95) AS latency_p95,
       h.refund_count, h.dispute_count, h.payout_count, h.payout_failed, h.failures, h.events, h.cell
  FROM payops_hourly h JOIN payops_cells c ON c.tenant_id = h.tenant_id AND c.cell = h.cell;
GRANT SELECT ON dash_aggregates_hourly TO griot_app, griot_system;

-- One batch of accepted events, each of them new: rows, users, sums, restatements and marks of change in one statement.
CREATE FUNCTION payops_aggregate(batch jsonb, in_shard smallint) RETURNS bigint
  LANGUAGE plpgsql AS $$
DECLARE
  tenant uuid := griot.current_tenant();
  zone text;
  since timestamptz;
  stamp timestamptz := clock_timestamp();
  counted bigint;
BEGIN
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
  added AS (
    INSERT INTO payops_hourly AS h (tenant_id, hour, cell, events, gmv, revenue, fees, refunds, refund_count, disputes, dispute_count,
      payouts, payout_count, payout_failed, float, transactions, attempts, successes, failures, fraud_count, fraud_amount, active_users, latencies)
    SELECT tenant, s.hour, s.c, s.events, s.gmv, s.revenue, s.fees, s.refunds, s.refund_count, s.disputes, s.dispute_count,
           s.payouts, s.payout_count, s.payout_failed, s.float, s.transactions, s.attempts, s.successes, s.failures,
           s.fraud_count, s.fraud_amount, coalesce(u.n, 0), coalesce(t.counts, '{}')
      FROM sums s
      LEFT JOIN users u ON u.hour = s.hour AND u.cell = s.c
      LEFT JOIN times t ON t.hour = s.hour AND t.c = s.c
     ORDER BY s.hour, s.c
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
    INSERT INTO payops_touched_hours (tenant_id, shard, hour, touched_at)
    SELECT DISTINCT tenant, in_shard, hour, stamp FROM e ORDER BY hour
    ON CONFLICT (tenant_id, shard, hour) DO UPDATE SET touched_at = excluded.touched_at)
  SELECT count(*) INTO counted FROM e;
  RETURN counted;
END $$;
