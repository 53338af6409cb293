-- What SIRA has learnt of a tenant's own history, what it advises, and what came of it.
CREATE TABLE payops_sira_models (
  tenant_id  uuid NOT NULL,
  model      text NOT NULL CHECK (model IN ('float', 'payout', 'fraud', 'threshold')),
  version    integer NOT NULL CHECK (version > 0),
  trained_at timestamptz NOT NULL,
  -- The span it was learnt and judged on.
  history_from timestamptz NOT NULL,
  history_to timestamptz NOT NULL,
  -- Figures on rows that came after all that was learnt.
  backtest   jsonb NOT NULL,
  -- Of the body: who doubts a piece of advice can tell which model gave it.
  hash       text NOT NULL,
  -- Trees in XGBoost's JSON with what calibrates them. Older versions keep their figures, not their trees.
  body       text,
  PRIMARY KEY (tenant_id, model, version)
);

CREATE TABLE payops_sira_state (
  tenant_id    uuid PRIMARY KEY,
  looked_at    timestamptz,
  trained_at   timestamptz,
  -- Why nothing is advised, by model.
  silent       jsonb NOT NULL DEFAULT '{}',
  -- What is low in risk may apply itself, up to so much a business day (minor units of the reporting currency).
  self_apply   boolean NOT NULL DEFAULT false,
  day_budget   bigint NOT NULL DEFAULT 0 CHECK (day_budget >= 0),
  changed_by   text,
  changed_at   timestamptz
);

CREATE TABLE payops_recommendations (
  tenant_id       uuid NOT NULL,
  id              uuid NOT NULL,
  type            text NOT NULL CHECK (type IN ('route_payout', 'set_hold', 'adjust_threshold', 'rebalance_float')),
  subject_type    text COLLATE "C" NOT NULL,
  subject_id      text COLLATE "C" NOT NULL,
  subject_name    text NOT NULL,
  subject_region  text COLLATE "C",
  action_type     text NOT NULL,
  parameters      jsonb NOT NULL,
  model           text NOT NULL,
  model_version   integer NOT NULL,
  features        jsonb NOT NULL,
  confidence      double precision NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  impact          jsonb NOT NULL,
  reason          jsonb NOT NULL,
  state           text NOT NULL CHECK (state IN ('open', 'applied', 'rejected', 'expired')),
  created_at      timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  decided_at      timestamptz,
  decided_by      text,
  decision_reason text,
  action_id       uuid,
  self_applied    boolean NOT NULL DEFAULT false,
  -- What came of it, beside what was estimated.
  outcome         jsonb,
  measured_at     timestamptz,
  PRIMARY KEY (tenant_id, id),
  CHECK ((state = 'applied') = (action_id IS NOT NULL))
);
CREATE UNIQUE INDEX payops_recommendations_one_open ON payops_recommendations (tenant_id, type, subject_type, subject_id) WHERE state = 'open';
CREATE INDEX payops_recommendations_newest ON payops_recommendations (tenant_id, created_at DESC);

-- Nobody's signature is asked for in one case alone: SIRA's own, of low risk. The last word lies here, whatever program writes.
ALTER TABLE payops_actions ADD CONSTRAINT payops_actions_signed CHECK (
  (requirement ->> 'people')::integer >= 1
  OR (risk = 'low' AND rollback_of IS NULL AND type IN ('ADJUST_FLOAT', 'ADJUST_THRESHOLD')
      AND requested_by = '00000000-0000-7000-8000-000000051a00'));

SELECT griot.protect_tenant_table('payops_sira_models');
SELECT griot.protect_tenant_table('payops_sira_state');
SELECT griot.protect_tenant_table('payops_recommendations');
