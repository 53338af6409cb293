-- What operators steer, and what is due. The simulator and any payment engine read these before they act.
CREATE TABLE payops_payouts (
  tenant_id    uuid NOT NULL,
  payout_id    text COLLATE "C" NOT NULL,
  tenant_type  text COLLATE "C" NOT NULL,
  entity_id    text COLLATE "C" NOT NULL,
  country      text NOT NULL,
  region       text NOT NULL,
  currency     text NOT NULL,
  amount       bigint NOT NULL,
  route        text,
  state        text NOT NULL CHECK (state IN ('requested', 'paid', 'failed')),
  requested_at timestamptz,
  due_at       timestamptz,
  settled_at   timestamptz,
  attempts     integer NOT NULL DEFAULT 0,
  reason       text,
  -- Time of the event that said the state: what comes late does not undo what came after it.
  state_at     timestamptz NOT NULL,
  requested_amount bigint,
  paid_amount  bigint,
  PRIMARY KEY (tenant_id, payout_id)
);
CREATE INDEX payops_payouts_due ON payops_payouts (tenant_id, due_at) WHERE state <> 'paid';
CREATE INDEX payops_payouts_of_entity ON payops_payouts (tenant_id, tenant_type, entity_id);

-- Merchants, agents, banks as people call them.
CREATE TABLE payops_entities (
  tenant_id   uuid NOT NULL,
  tenant_type text COLLATE "C" NOT NULL,
  entity_id   text COLLATE "C" NOT NULL,
  name        text NOT NULL,
  country     text NOT NULL,
  region      text NOT NULL,
  city        text NOT NULL,
  currency    text NOT NULL,
  sector      text,
  PRIMARY KEY (tenant_id, tenant_type, entity_id)
);
CREATE INDEX payops_entities_of_region ON payops_entities (tenant_id, region);

-- One row per thing that is not as usual: payouts paused, a merchant or wallet frozen, an amount held, another route.
-- `target` is the merchant, user, bank or agent; '*' is everybody. Written by executed actions alone.
CREATE TABLE payops_controls (
  tenant_id  uuid NOT NULL,
  control    text NOT NULL CHECK (control IN ('payout_paused', 'merchant_frozen', 'wallet_frozen', 'hold', 'route', 'threshold')),
  target     text COLLATE "C" NOT NULL,
  value      jsonb NOT NULL DEFAULT '{}',
  action_id  uuid,
  since      timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, control, target)
);

-- Float given to or taken from agents by hand, in order; the simulator's devices take them up.
CREATE TABLE payops_float_adjustments (
  tenant_id  uuid NOT NULL,
  n          bigint GENERATED ALWAYS AS IDENTITY,
  agent_id   text COLLATE "C" NOT NULL,
  amount     bigint NOT NULL,
  currency   text NOT NULL,
  action_id  uuid NOT NULL,
  purpose    text NOT NULL CHECK (purpose IN ('execute', 'rollback')),
  made_at    timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, n),
  UNIQUE (tenant_id, action_id, purpose)
);

CREATE TABLE payops_simulators (
  tenant_id     uuid PRIMARY KEY,
  seed          text NOT NULL,
  running       boolean NOT NULL,
  -- Times the gentle rate.
  rate          double precision NOT NULL CHECK (rate > 0 AND rate <= 1000),
  -- Traffic up to here is in the log.
  simulated_to  timestamptz NOT NULL,
  state         jsonb NOT NULL,
  changed_at    timestamptz NOT NULL
);

SELECT griot.protect_tenant_table('payops_payouts');
SELECT griot.protect_tenant_table('payops_entities');
SELECT griot.protect_tenant_table('payops_controls');
SELECT griot.append_only('payops_float_adjustments');
SELECT griot.protect_tenant_table('payops_float_adjustments');
SELECT griot.protect_tenant_table('payops_simulators');
