-- Two merchants may give their payouts one number: a payout is its entity's, whose events come in one order.
ALTER TABLE payops_payouts DROP CONSTRAINT payops_payouts_pkey, ADD PRIMARY KEY (tenant_id, tenant_type, entity_id, payout_id);
DROP INDEX payops_payouts_of_entity;

-- What needs somebody's eye, and what the pages of a tenant show.
CREATE TABLE payops_alerts (
  tenant_id       uuid NOT NULL,
  id              uuid NOT NULL,
  source          text NOT NULL CHECK (source IN ('threshold', 'sira', 'manual')),
  category        text NOT NULL CHECK (category IN ('float', 'fraud', 'reconciliation', 'payout', 'conversion')),
  severity        text NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
  -- The same trouble of the same thing is one alert as long as it lasts.
  subject_type    text COLLATE "C" NOT NULL,
  subject_id      text COLLATE "C" NOT NULL,
  subject_name    text NOT NULL,
  subject_region  text COLLATE "C",
  facts           jsonb NOT NULL,
  state           text NOT NULL CHECK (state IN ('open', 'acknowledged', 'resolved')),
  opened_at       timestamptz NOT NULL,
  seen_at         timestamptz NOT NULL,
  acknowledged_at timestamptz,
  acknowledged_by text,
  note            text,
  resolved_at     timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX payops_alerts_one_open ON payops_alerts (tenant_id, source, category, subject_type, subject_id) WHERE state <> 'resolved';
CREATE INDEX payops_alerts_newest ON payops_alerts (tenant_id, opened_at DESC);

CREATE TABLE dash_widgets (
  tenant_id uuid NOT NULL,
  id        uuid NOT NULL,
  kind      text NOT NULL CHECK (kind IN ('chart_line', 'chart_bar', 'gauge', 'table', 'list', 'map', 'alert_list')),
  title     jsonb NOT NULL,
  config    jsonb NOT NULL,
  x         smallint NOT NULL CHECK (x BETWEEN 0 AND 11),
  y         smallint NOT NULL CHECK (y >= 0),
  w         smallint NOT NULL CHECK (w BETWEEN 1 AND 12),
  h         smallint NOT NULL CHECK (h BETWEEN 1 AND 12),
  PRIMARY KEY (tenant_id, id),
  CHECK (x + w <= 12)
);

SELECT griot.protect_tenant_table('payops_alerts');
SELECT griot.protect_tenant_table('dash_widgets');
