-- An append-only log of events per tenant: sixteen shards by key, in each a gapless position.
--
-- Commit order: a position is given out under the lock of its shard's row, which is held until the transaction ends. Who
-- sees position n therefore sees every smaller one of the shard, and a reader that goes on from n misses nothing.
-- Lock order of every writer: ids (sorted), then shards (sorted).

CREATE TABLE event_shards (
  tenant_id        uuid NOT NULL,
  shard            smallint NOT NULL CHECK (shard BETWEEN 0 AND 15),
  next_position    bigint NOT NULL DEFAULT 1,
  last_recorded_at timestamptz NOT NULL DEFAULT '-infinity', -- recorded_at never goes back, whatever the machine's clock does
  PRIMARY KEY (tenant_id, shard)
) WITH (fillfactor = 50);

CREATE TABLE event_log (
  tenant_id   uuid NOT NULL,
  shard       smallint NOT NULL,
  position    bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  id          text COLLATE "C" NOT NULL,
  type        text COLLATE "C" NOT NULL,
  version     smallint NOT NULL,
  key         text COLLATE "C" NOT NULL,
  source      text NOT NULL,
  occurred_at timestamptz NOT NULL,
  payload     jsonb NOT NULL,
  PRIMARY KEY (tenant_id, shard, position, recorded_at)
) PARTITION BY RANGE (recorded_at); -- one table a day (UTC), dropped whole when its time is over
CREATE INDEX event_log_newest ON event_log (tenant_id, recorded_at, shard, position);
CREATE INDEX event_log_by_key ON event_log (tenant_id, key);

-- Ids outlive the log's days. They lie in buckets of a week: ids of closed buckets are looked up, those of the open bucket
-- are decided by its primary key. Appends hold lock 7470511002 shared, opening the next bucket takes it alone: no two
-- appends that are under way at once ever disagree on which bucket is open.
CREATE TABLE event_ids (
  tenant_id uuid NOT NULL,
  bucket    integer NOT NULL,
  id        text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, id, bucket)
) PARTITION BY LIST (bucket);
CREATE TABLE event_ids_1 PARTITION OF event_ids FOR VALUES IN (1);

CREATE TABLE event_id_window (
  only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  bucket    integer NOT NULL,
  opened_at timestamptz NOT NULL
);
INSERT INTO event_id_window (bucket, opened_at) VALUES (1, now());

CREATE TABLE event_groups (
  tenant_id  uuid NOT NULL,
  name       text NOT NULL,
  paused_at  timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, name)
);

-- Where a group stands in a shard, and who works there until when. A lease is shown by its token: one that was lost commits nothing.
CREATE TABLE event_offsets (
  tenant_id   uuid NOT NULL,
  group_name  text NOT NULL,
  shard       smallint NOT NULL,
  position    bigint NOT NULL DEFAULT 0,          -- the last one handled
  recorded_at timestamptz NOT NULL DEFAULT '-infinity', -- of that one: days before it are not looked at
  handled     bigint NOT NULL DEFAULT 0,
  lease_owner text,
  lease_token bigint NOT NULL DEFAULT 0,
  lease_until timestamptz,
  attempts    smallint NOT NULL DEFAULT 0,        -- of the event after `position`
  retry_at    timestamptz,
  last_error  text,
  updated_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, group_name, shard),
  FOREIGN KEY (tenant_id, group_name) REFERENCES event_groups (tenant_id, name)
) WITH (fillfactor = 50);

CREATE TABLE event_dead_letters (
  tenant_id   uuid NOT NULL,
  id          uuid NOT NULL,
  group_name  text,                               -- NULL: it never came into the log
  event_id    text NOT NULL,
  type        text NOT NULL,
  key         text NOT NULL,
  event       jsonb NOT NULL,                     -- as it is sent again
  original    jsonb,                              -- as it came, once it was mended
  reason_code text NOT NULL,
  reason      text NOT NULL,
  issues      jsonb,
  attempts    integer NOT NULL,
  state       text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'queued', 'resent', 'discarded')),
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  resolved_by text,
  note        text,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX event_dead_letters_waiting ON event_dead_letters (tenant_id, state, id);
CREATE INDEX event_dead_letters_queued ON event_dead_letters (group_name) WHERE state = 'queued';

SELECT griot.append_only('event_log');
SELECT griot.protect_tenant_table('event_shards');
SELECT griot.protect_tenant_table('event_log');
SELECT griot.protect_tenant_table('event_ids');
SELECT griot.protect_tenant_table('event_groups');
SELECT griot.protect_tenant_table('event_offsets');
SELECT griot.protect_tenant_table('event_dead_letters');
SELECT griot.share_table('event_id_window', 'app_read');

-- Appends a batch in the caller's transaction, in order, one round trip. Answers the accepted ones; what it does not name was there before.
CREATE FUNCTION event_append(batch jsonb) RETURNS TABLE (n integer, in_shard smallint, at_position bigint, at timestamptz)
  LANGUAGE plpgsql AS $$
DECLARE
  tenant uuid := griot.current_tenant();
  open_bucket integer;
  fresh text[];
  stamp timestamptz;
BEGIN
  IF tenant IS NULL THEN RAISE EXCEPTION 'event_append needs a tenant'; END IF;
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'event_append: an older snapshot does not see which ids are taken; use read committed';
  END IF;
  PERFORM pg_advisory_xact_lock_shared(7470511002);
  SELECT bucket INTO open_bucket FROM event_id_window;
  WITH made AS (
    INSERT INTO event_ids (tenant_id, bucket, id)
    SELECT DISTINCT tenant, open_bucket, b.id FROM jsonb_to_recordset(batch) AS b(id text)
     WHERE NOT EXISTS (SELECT FROM event_ids e WHERE e.tenant_id = tenant AND e.id = b.id AND e.bucket < open_bucket)
     ORDER BY b.id
    ON CONFLICT DO NOTHING RETURNING id)
  SELECT array_agg(made.id) INTO fresh FROM made;
  IF fresh IS NULL THEN RETURN; END IF;
  IF NOT EXISTS (SELECT FROM event_shards s WHERE s.tenant_id = tenant AND s.shard = 15) THEN
    INSERT INTO event_shards (tenant_id, shard) SELECT tenant, g FROM generate_series(0, 15) g ON CONFLICT DO NOTHING;
  END IF;
  PERFORM FROM event_shards s
    WHERE s.tenant_id = tenant AND s.shard IN (SELECT b.shard FROM jsonb_to_recordset(batch) AS b(shard smallint))
    ORDER BY s.shard FOR UPDATE;
  SELECT greatest(clock_timestamp(), max(s.last_recorded_at)) INTO stamp FROM event_shards s WHERE s.tenant_id = tenant;
  RETURN QUERY
  WITH accepted AS (
    SELECT DISTINCT ON (b.id) b.*
      FROM jsonb_to_recordset(batch) AS b(n integer, id text, type text, version smallint, key text, shard smallint,
                                          source text, occurred_at timestamptz, payload jsonb)
     WHERE b.id = ANY (fresh) ORDER BY b.id, b.n),
  placed AS (
    SELECT a.*, s.next_position + row_number() OVER (PARTITION BY a.shard ORDER BY a.n) - 1 AS place
      FROM accepted a JOIN event_shards s ON s.tenant_id = tenant AND s.shard = a.shard),
  moved AS (
    UPDATE event_shards s SET next_position = s.next_position + c.count, last_recorded_at = stamp
      FROM (SELECT a.shard, count(*) FROM accepted a GROUP BY a.shard) c
     WHERE s.tenant_id = tenant AND s.shard = c.shard),
  written AS (
    INSERT INTO event_log (tenant_id, shard, position, recorded_at, id, type, version, key, source, occurred_at, payload)
    SELECT tenant, p.shard, p.place, stamp, p.id, p.type, p.version, p.key, p.source, p.occurred_at, p.payload FROM placed p)
  SELECT p.n, p.shard, p.place, stamp FROM placed p;
  PERFORM pg_notify('griot_events', tenant::text);
END $$;

-- The days' tables from the database's yesterday to `ahead` days on. Beside the log, then attached: no writer waits.
CREATE FUNCTION event_days_ensure(ahead integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  today date := (clock_timestamp() AT TIME ZONE 'UTC')::date;
  day date;
  name text;
  made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(7470511003);
  FOR day IN SELECT generate_series(today - 1, today + ahead, interval '1 day')::date LOOP
    name := 'event_log_' || to_char(day, 'YYYYMMDD');
    CONTINUE WHEN to_regclass('public.' || name) IS NOT NULL;
    EXECUTE format('CREATE TABLE %I (LIKE event_log INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC', name);
    EXECUTE format('ALTER TABLE event_log ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name,
                   day::text || ' 00:00+00', (day + 1)::text || ' 00:00+00');
    made := made + 1;
  END LOOP;
  RETURN made;
END $$;

-- Drops the days that ended before `before`. A long reader makes it give up until the next time.
CREATE FUNCTION event_days_drop(before timestamptz) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '3s' AS $$
DECLARE
  name text;
  dropped integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(7470511003);
  FOR name IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
               WHERE i.inhparent = 'public.event_log'::regclass
                 AND (to_date(right(c.relname, 8), 'YYYYMMDD') + 1)::timestamp AT TIME ZONE 'UTC' <= before ORDER BY 1 LOOP
    EXECUTE format('DROP TABLE %I', name);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;

-- Opens the next bucket when the open one began before `older`, and forgets all but the newest `keep`.
CREATE FUNCTION event_ids_rotate(older timestamptz, keep integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
  open_bucket integer;
  name text;
BEGIN
  PERFORM pg_advisory_xact_lock(7470511003);
  SELECT bucket INTO open_bucket FROM event_id_window WHERE opened_at <= older;
  IF open_bucket IS NULL THEN RETURN NULL; END IF;
  EXECUTE format('CREATE TABLE %I PARTITION OF event_ids FOR VALUES IN (%s)', 'event_ids_' || open_bucket + 1, open_bucket + 1);
  PERFORM pg_advisory_xact_lock(7470511002);
  UPDATE event_id_window SET bucket = open_bucket + 1, opened_at = clock_timestamp();
  FOR name IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
               WHERE i.inhparent = 'public.event_ids'::regclass
                 AND substr(c.relname, 11)::integer <= open_bucket + 1 - keep LOOP
    EXECUTE format('DROP TABLE %I', name);
  END LOOP;
  RETURN open_bucket + 1;
END $$;

REVOKE EXECUTE ON FUNCTION event_days_ensure(integer), event_days_drop(timestamptz), event_ids_rotate(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION event_days_ensure(integer), event_days_drop(timestamptz), event_ids_rotate(timestamptz, integer) TO griot_system;
SELECT event_days_ensure(3);
