-- What operators ask for, who signed, what was done. Actions move by their machine; signatures and the timeline only grow.
CREATE TABLE payops_actions (
  tenant_id        uuid NOT NULL,
  id               uuid NOT NULL,
  type             text NOT NULL,
  parameters       jsonb NOT NULL,
  -- Of type, parameters, and what it rolls back: an approval covers exactly this.
  parameters_hash  text NOT NULL,
  rollback_of      uuid,
  risk             text NOT NULL CHECK (risk IN ('low', 'medium', 'high', 'critical')),
  requirement      jsonb NOT NULL,
  state            text NOT NULL CHECK (state IN ('requested', 'pending_approval', 'approved', 'executing', 'executed', 'failed',
                                                  'rejected', 'cancelled', 'expired', 'rolled_back')),
  requested_by     uuid NOT NULL,
  requester_name   text NOT NULL,
  requester_person text NOT NULL,
  subject_type     text COLLATE "C" NOT NULL,
  subject_id       text COLLATE "C" NOT NULL,
  subject_name     text NOT NULL,
  subject_region   text COLLATE "C",
  -- What was there when it was asked for, beside what it will be: shown to those who sign.
  before           jsonb NOT NULL,
  expires_at       timestamptz NOT NULL,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  executed_at      timestamptz,
  executed_by      text,
  -- What the effect found, for whoever takes it back.
  result           jsonb,
  failure          text,
  rolled_back_by   uuid,
  idempotency_key  text,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, idempotency_key)
);
CREATE INDEX payops_actions_newest ON payops_actions (tenant_id, created_at DESC);
CREATE INDEX payops_actions_open ON payops_actions (tenant_id, state) WHERE state IN ('requested', 'pending_approval', 'approved', 'executing');
-- One roll-back of an action at a time.
CREATE UNIQUE INDEX payops_actions_one_rollback ON payops_actions (tenant_id, rollback_of)
  WHERE rollback_of IS NOT NULL AND state NOT IN ('rejected', 'cancelled', 'expired', 'failed');

CREATE TABLE payops_action_signatures (
  tenant_id       uuid NOT NULL,
  action_id       uuid NOT NULL,
  user_id         uuid NOT NULL,
  person          text NOT NULL,
  name            text NOT NULL,
  groups          text[] NOT NULL,
  parameters_hash text NOT NULL,
  second_factor   boolean NOT NULL,
  comment         text,
  at              timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, action_id, user_id),
  UNIQUE (tenant_id, action_id, person),
  FOREIGN KEY (tenant_id, action_id) REFERENCES payops_actions (tenant_id, id)
);

CREATE TABLE payops_action_timeline (
  tenant_id uuid NOT NULL,
  action_id uuid NOT NULL,
  n         integer NOT NULL,
  at        timestamptz NOT NULL,
  who       text NOT NULL,
  what      text NOT NULL,
  state     text NOT NULL,
  details   jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, action_id, n),
  FOREIGN KEY (tenant_id, action_id) REFERENCES payops_actions (tenant_id, id)
);

-- Accounts that belong to one person, beside those with one e-mail address.
CREATE TABLE payops_same_person (
  tenant_id uuid NOT NULL,
  user_id   uuid NOT NULL,
  person    text NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);

-- Comparisons of what was asked with what was paid, of a day.
CREATE TABLE payops_reconciliations (
  tenant_id    uuid NOT NULL,
  action_id    uuid NOT NULL,
  day          date NOT NULL,
  merchant_id  text,
  made_at      timestamptz NOT NULL,
  withdrawn_at timestamptz,
  payouts      bigint NOT NULL,
  -- Each: payout, what differs, why.
  differences  jsonb NOT NULL,
  PRIMARY KEY (tenant_id, action_id)
);

-- The last word lies here, whatever program writes: nobody signs for himself, and nothing but what is asked for.
CREATE FUNCTION payops_check_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM payops_actions a
                  WHERE a.tenant_id = NEW.tenant_id AND a.id = NEW.action_id AND a.state = 'pending_approval'
                    AND a.requested_by <> NEW.user_id AND a.requester_person <> NEW.person
                    AND a.parameters_hash = NEW.parameters_hash) THEN
    RAISE EXCEPTION 'payops: this signature is not one' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payops_signature_is_anothers BEFORE INSERT ON payops_action_signatures
  FOR EACH ROW EXECUTE FUNCTION payops_check_signature();

-- What was signed for stays as it was.
CREATE FUNCTION payops_keep_parameters() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.type, NEW.parameters, NEW.parameters_hash, NEW.rollback_of, NEW.risk, NEW.requirement, NEW.requested_by, NEW.requester_person)
     IS DISTINCT FROM
     (OLD.type, OLD.parameters, OLD.parameters_hash, OLD.rollback_of, OLD.risk, OLD.requirement, OLD.requested_by, OLD.requester_person) THEN
    RAISE EXCEPTION 'payops: what an action asks for never changes' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payops_parameters_stay BEFORE UPDATE ON payops_actions FOR EACH ROW EXECUTE FUNCTION payops_keep_parameters();

SELECT griot.append_only('payops_action_signatures');
SELECT griot.append_only('payops_action_timeline');
SELECT griot.protect_tenant_table('payops_actions');
SELECT griot.protect_tenant_table('payops_action_signatures');
SELECT griot.protect_tenant_table('payops_action_timeline');
SELECT griot.protect_tenant_table('payops_same_person');
SELECT griot.protect_tenant_table('payops_reconciliations');
