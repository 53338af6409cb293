-- Runs, tasks, attempts, logs, schedules and workers of the flows.
-- Lock order of every writer: the run's row first, then its tasks. Only claims and heartbeats touch tasks alone.

CREATE TABLE flow_runs (
  id uuid PRIMARY KEY,                      -- version 7: sorts by time of trigger
  tenant_id uuid NOT NULL,
  flow text NOT NULL,
  flow_version text NOT NULL,
  parameters jsonb NOT NULL,
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  triggered_by_kind text NOT NULL CHECK (triggered_by_kind IN ('user', 'schedule', 'api', 'flow', 'cli')),
  triggered_by_id text,
  concurrency_key text,
  key_place text CHECK (key_place IN ('active', 'next')), -- given back (NULL) when the run ends
  idempotency_key text,
  rerun_of uuid,
  cancel_requested_at timestamptz,
  cancel_requested_by text,
  seq bigint NOT NULL DEFAULT 0,            -- moves with every change and every log line of the run
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  started_at timestamptz,
  finished_at timestamptz,
  CHECK ((state IN ('queued', 'running')) = (key_place IS NOT NULL)),
  CHECK ((state IN ('succeeded', 'failed', 'cancelled')) = (finished_at IS NOT NULL))
);
CREATE UNIQUE INDEX flow_runs_one_per_key ON flow_runs (tenant_id, flow, concurrency_key, key_place)
  WHERE concurrency_key IS NOT NULL AND key_place IS NOT NULL;
CREATE UNIQUE INDEX flow_runs_idempotent ON flow_runs (tenant_id, flow, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX flow_runs_latest ON flow_runs (tenant_id, id DESC);
CREATE INDEX flow_runs_of_flow ON flow_runs (tenant_id, flow, id DESC);
CREATE INDEX flow_runs_open ON flow_runs (id) WHERE key_place IS NOT NULL;
CREATE INDEX flow_runs_ended ON flow_runs (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE flow_tasks (
  run_id uuid NOT NULL REFERENCES flow_runs (id) ON DELETE CASCADE,
  tenant_id uuid NOT NULL,
  flow text NOT NULL,
  task text NOT NULL,
  position integer NOT NULL,
  label jsonb NOT NULL,
  depends_on text[] NOT NULL,
  retries integer NOT NULL,
  backoff_ms integer NOT NULL,
  timeout_ms integer NOT NULL,
  state text NOT NULL DEFAULT 'pending'
    CHECK (state IN ('pending', 'ready', 'running', 'succeeded', 'failed', 'cancelled', 'skipped')),
  attempt integer NOT NULL DEFAULT 0,
  failures integer NOT NULL DEFAULT 0,      -- since the run was started or re-run
  losses integer NOT NULL DEFAULT 0,        -- attempts whose worker died
  run_after timestamptz,
  token uuid,                               -- of the current attempt; every write of an attempt must show it
  worker_id uuid,
  lease_until timestamptz,
  output jsonb,
  error jsonb,
  PRIMARY KEY (run_id, task)
) WITH (fillfactor = 70);
CREATE INDEX flow_tasks_ready ON flow_tasks (run_after) WHERE state = 'ready';
CREATE INDEX flow_tasks_leased ON flow_tasks (worker_id) WHERE state = 'running';

CREATE TABLE flow_attempts (
  run_id uuid NOT NULL,
  tenant_id uuid NOT NULL,
  task text NOT NULL,
  attempt integer NOT NULL,
  worker_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'running'
    CHECK (state IN ('running', 'succeeded', 'failed', 'timed_out', 'cancelled', 'lost')),
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz,
  error jsonb,
  progress integer NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
  progress_text text,
  rows_in bigint,
  rows_out bigint,
  PRIMARY KEY (run_id, task, attempt),
  FOREIGN KEY (run_id, task) REFERENCES flow_tasks (run_id, task) ON DELETE CASCADE
) WITH (fillfactor = 70);

CREATE TABLE flow_logs (
  run_id uuid NOT NULL REFERENCES flow_runs (id) ON DELETE CASCADE,
  seq bigint NOT NULL,                      -- given under the run's row lock, so a reader who has seen n misses nothing below n
  tenant_id uuid NOT NULL,
  task text,
  attempt integer,
  at timestamptz NOT NULL,
  level text NOT NULL CHECK (level IN ('debug', 'info', 'warn', 'error')),
  source text NOT NULL CHECK (source IN ('task', 'stdout', 'stderr', 'engine')),
  text text NOT NULL,
  fields jsonb,
  PRIMARY KEY (run_id, seq)
);

CREATE TABLE flow_schedules (
  tenant_id uuid NOT NULL,
  flow text NOT NULL,
  cron text NOT NULL,
  time_zone text NOT NULL,
  parameters jsonb NOT NULL,
  custom boolean NOT NULL DEFAULT false,    -- set by a person: a new version of the flow does not change it
  paused_at timestamptz,
  paused_by text,
  next_at timestamptz NOT NULL,
  last_at timestamptz,                      -- the tick that was served last
  last_run_id uuid,
  last_result text CHECK (last_result IN ('started', 'skipped', 'failed')),
  PRIMARY KEY (tenant_id, flow)
);
CREATE INDEX flow_schedules_due ON flow_schedules (next_at) WHERE paused_at IS NULL;

CREATE TABLE flow_workers (
  id uuid PRIMARY KEY,
  machine text NOT NULL,                    -- host name and process namespace: where `pid` means something
  pid integer NOT NULL,
  slots integer NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  beat_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  stopped_at timestamptz
);

SELECT griot.protect_tenant_table('flow_runs');
SELECT griot.protect_tenant_table('flow_tasks');
SELECT griot.protect_tenant_table('flow_attempts');
SELECT griot.protect_tenant_table('flow_logs');
SELECT griot.protect_tenant_table('flow_schedules');
SELECT griot.share_table('flow_workers');
