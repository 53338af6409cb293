-- Pauses, flows after flows, event triggers, schedules that people make, backfills, workers with labels.
-- Lock order, as before: run, then its tasks. A schedule's or a backfill's row is locked before the runs it starts.

ALTER TABLE flow_runs
  ADD COLUMN scheduled_for timestamptz,      -- the tick that this run serves
  ADD COLUMN backfill_id uuid,
  ADD COLUMN paused_at timestamptz,
  ADD COLUMN paused_by text,
  ADD COLUMN follow_due boolean NOT NULL DEFAULT false, -- ended, and the flows that come after it are not started yet
  DROP CONSTRAINT flow_runs_triggered_by_kind_check,
  ADD CONSTRAINT flow_runs_triggered_by_kind_check
    CHECK (triggered_by_kind IN ('user', 'schedule', 'api', 'flow', 'cli', 'event', 'backfill'));
CREATE INDEX flow_runs_to_follow ON flow_runs (finished_at) WHERE follow_due;
CREATE INDEX flow_runs_of_backfill ON flow_runs (backfill_id) WHERE backfill_id IS NOT NULL;
CREATE INDEX flow_runs_again ON flow_runs (rerun_of) WHERE rerun_of IS NOT NULL;

-- Which run made which start, or was answered by it: a chain is seen from both of its ends.
CREATE TABLE flow_links (
  tenant_id uuid NOT NULL,
  before_run uuid NOT NULL REFERENCES flow_runs (id) ON DELETE CASCADE,
  after_run uuid NOT NULL REFERENCES flow_runs (id) ON DELETE CASCADE,
  made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (before_run, after_run)
);
CREATE INDEX flow_links_after ON flow_links (after_run);

-- Tasks of a paused flow wait; triggers are still taken.
CREATE TABLE flow_pauses (
  tenant_id uuid NOT NULL,
  flow text NOT NULL,
  paused_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  paused_by text NOT NULL,
  PRIMARY KEY (tenant_id, flow)
);

ALTER TABLE flow_tasks
  ADD COLUMN backoff_kind text NOT NULL DEFAULT 'exponential' CHECK (backoff_kind IN ('fixed', 'linear', 'exponential')),
  ADD COLUMN backoff_max_ms integer NOT NULL DEFAULT 300000,
  ADD COLUMN backoff_jitter text NOT NULL DEFAULT 'equal' CHECK (backoff_jitter IN ('none', 'equal', 'full')),
  ADD COLUMN needs text[] NOT NULL DEFAULT '{}';  -- labels that a worker must have

ALTER TABLE flow_workers
  ADD COLUMN labels text[] NOT NULL DEFAULT '{}',
  ADD COLUMN kind text NOT NULL DEFAULT 'server';

-- A flow may have one declared schedule, and as many as people make.
ALTER TABLE flow_schedules
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN title text,
  ADD COLUMN declared boolean NOT NULL DEFAULT true,
  ADD COLUMN catch_up text NOT NULL DEFAULT 'one' CHECK (catch_up IN ('none', 'one', 'all')),
  ADD COLUMN retry_at timestamptz,            -- a tick that must not be lost waits for the run before it
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  DROP CONSTRAINT flow_schedules_pkey,
  ADD PRIMARY KEY (id);
CREATE UNIQUE INDEX flow_schedules_declared ON flow_schedules (tenant_id, flow) WHERE declared;
CREATE INDEX flow_schedules_of_flow ON flow_schedules (tenant_id, flow);
ALTER TABLE flow_schedules DROP CONSTRAINT flow_schedules_last_result_check;
ALTER TABLE flow_schedules ADD CONSTRAINT flow_schedules_last_result_check
  CHECK (last_result IN ('started', 'skipped', 'failed', 'missed'));

CREATE TABLE flow_backfills (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  flow text NOT NULL,
  first_day date NOT NULL,
  last_day date NOT NULL,
  newest_first boolean NOT NULL,
  parallel integer NOT NULL CHECK (parallel BETWEEN 1 AND 20),
  parameters jsonb NOT NULL,                  -- of every day, without the day
  state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'succeeded', 'failed', 'cancelled')),
  created_by_kind text NOT NULL,
  created_by_id text,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz,
  cancelled_by text,
  CHECK (first_day <= last_day),
  CHECK ((state = 'running') = (finished_at IS NULL))
);
CREATE INDEX flow_backfills_latest ON flow_backfills (tenant_id, id DESC);
CREATE INDEX flow_backfills_open ON flow_backfills (id) WHERE state = 'running';

CREATE TABLE flow_backfill_days (
  backfill_id uuid NOT NULL REFERENCES flow_backfills (id) ON DELETE CASCADE,
  tenant_id uuid NOT NULL,
  day date NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'succeeded', 'failed', 'cancelled')),
  run_id uuid,
  error text,
  PRIMARY KEY (backfill_id, day)
);

SELECT griot.protect_tenant_table('flow_links');
SELECT griot.protect_tenant_table('flow_pauses');
SELECT griot.protect_tenant_table('flow_backfills');
SELECT griot.protect_tenant_table('flow_backfill_days');
