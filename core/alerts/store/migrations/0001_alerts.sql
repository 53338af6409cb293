CREATE TABLE alert_thresholds (
  tenant_id       uuid NOT NULL,
  id              uuid NOT NULL,
  name            text NOT NULL CHECK (name <> ''),
  application     text NOT NULL,
  metric          text NOT NULL,
  -- Null: the whole figure; else one state per value of it.
  dimension       text,
  kind            text NOT NULL CHECK (kind IN ('value', 'change_pct', 'unusual', 'no_data', 'freshness')),
  operator        text NOT NULL CHECK (operator IN ('<', '<=', '>', '>=', '=', '!=')),
  limit_value     double precision NOT NULL,
  window_days     integer NOT NULL CHECK (window_days BETWEEN 1 AND 1830),
  hysteresis      double precision NOT NULL CHECK (hysteresis >= 0),
  pending_minutes integer NOT NULL CHECK (pending_minutes BETWEEN 0 AND 10080),
  every_minutes   integer NOT NULL CHECK (every_minutes IN (5, 10)),
  severity        text NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
  recipients      jsonb NOT NULL DEFAULT '[]',
  active          boolean NOT NULL,
  version         integer NOT NULL DEFAULT 1,
  next_at         timestamptz NOT NULL,
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  updated_by      text NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX alert_thresholds_due ON alert_thresholds (next_at) WHERE active;

-- The state machine's memory, one row per source (a threshold's id, or flow:<name>) and dimension value ('' = the whole).
CREATE TABLE alert_states (
  tenant_id uuid NOT NULL,
  source    text NOT NULL,
  value     text NOT NULL,
  memory    jsonb NOT NULL,
  PRIMARY KEY (tenant_id, source, value)
);

CREATE TABLE alerts (
  tenant_id       uuid NOT NULL,
  id              uuid NOT NULL,
  source          text NOT NULL,
  type            text NOT NULL,
  severity        text NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
  status          text NOT NULL CHECK (status IN ('active', 'acknowledged', 'resolved')),
  title           text NOT NULL,
  message         text NOT NULL,
  dimension       text,
  dimension_value text NOT NULL DEFAULT '',
  context         jsonb NOT NULL DEFAULT '{}',
  threshold_value double precision,
  actual_value    double precision,
  -- "Données suspectes": the data behind it is stale or its tests failed.
  held            boolean NOT NULL DEFAULT false,
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  acknowledged_at timestamptz,
  acknowledged_by text,
  resolved_at     timestamptz,
  resolved_by     text,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX alerts_one_open ON alerts (tenant_id, source, dimension_value) WHERE status <> 'resolved';
CREATE INDEX alerts_newest ON alerts (tenant_id, created_at DESC);

-- What happened to an alert, never edited: opened, acknowledged, resolved, commented.
CREATE TABLE alert_history (
  tenant_id uuid NOT NULL,
  id        uuid NOT NULL,
  alert_id  uuid NOT NULL,
  at        timestamptz NOT NULL,
  what      text NOT NULL,
  by_name   text NOT NULL,
  comment   text NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, alert_id) REFERENCES alerts (tenant_id, id)
);

SELECT griot.protect_tenant_table('alert_thresholds');
SELECT griot.protect_tenant_table('alert_states');
SELECT griot.protect_tenant_table('alerts');
SELECT griot.protect_tenant_table('alert_history');
SELECT griot.append_only('alert_history');
