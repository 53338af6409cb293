-- Filters, comparison, and who is told how. The delivery of a threshold is copied to its alerts when they open: what was
-- promised then holds, whatever is edited later.
ALTER TABLE alert_thresholds
  ADD COLUMN filters           jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN compare           text NOT NULL DEFAULT 'previous_period' CHECK (compare IN ('previous_period', 'previous_year')),
  ADD COLUMN quiet             jsonb,
  ADD COLUMN escalation        jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN webhook_id        uuid,
  ADD COLUMN instructions      text NOT NULL DEFAULT '',
  ADD COLUMN last_evaluated_at timestamptz,
  ADD COLUMN last_error        text;

-- "Whatever happens" kinds of alerts that have no threshold: failed flows, alerts raised by hand. One row a tenant.
CREATE TABLE alert_defaults (
  tenant_id  uuid PRIMARY KEY,
  delivery   jsonb NOT NULL,
  version    integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  updated_by text NOT NULL
);

CREATE TABLE alert_webhooks (
  tenant_id     uuid NOT NULL,
  id            uuid NOT NULL,
  name          text NOT NULL CHECK (name <> ''),
  url           text NOT NULL,
  -- Sealed with a key of the installation: it can sign, it is never shown again.
  secret_sealed text NOT NULL,
  active        boolean NOT NULL DEFAULT true,
  version       integer NOT NULL DEFAULT 1,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  updated_by    text NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
ALTER TABLE alert_thresholds ADD FOREIGN KEY (tenant_id, webhook_id) REFERENCES alert_webhooks (tenant_id, id);

ALTER TABLE alerts
  -- The value of its dimension in words: a zone's name beside its code.
  ADD COLUMN value_label      text NOT NULL DEFAULT '',
  ADD COLUMN delivery         jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN held_because     jsonb,
  ADD COLUMN snoozed_until    timestamptz,
  ADD COLUMN wakes            integer NOT NULL DEFAULT 0,
  ADD COLUMN escalation_level integer NOT NULL DEFAULT 0,
  -- When the next step of the escalation falls due; null: none.
  ADD COLUMN escalate_at      timestamptz;
CREATE INDEX alerts_to_escalate ON alerts (escalate_at) WHERE escalate_at IS NOT NULL AND status = 'active';
CREATE INDEX alerts_to_wake ON alerts (snoozed_until) WHERE snoozed_until IS NOT NULL AND status <> 'resolved';
CREATE INDEX alert_history_newest ON alert_history (tenant_id, at DESC);

-- One mail or one call of a webhook. A mail is sent by core/mail's outbox under `alerts/m/<id>`, a call by `send-webhooks`.
CREATE TABLE alert_messages (
  tenant_id  uuid NOT NULL,
  id         uuid NOT NULL,
  channel    text NOT NULL CHECK (channel IN ('mail', 'webhook')),
  kind       text NOT NULL CHECK (kind IN ('alert', 'digest', 'test')),
  recipients jsonb NOT NULL DEFAULT '[]',
  webhook_id uuid,
  subject    text NOT NULL,
  body       text NOT NULL,
  state      text NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'handed_over')),
  attempts   integer NOT NULL DEFAULT 0,
  next_at    timestamptz NOT NULL,
  sent_at    timestamptz,
  last_error text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX alert_messages_due ON alert_messages (next_at) WHERE state = 'waiting';

CREATE TABLE alert_message_attempts (
  tenant_id  uuid NOT NULL,
  message_id uuid NOT NULL,
  attempt    integer NOT NULL,
  at         timestamptz NOT NULL,
  ok         boolean NOT NULL,
  answer     text NOT NULL,
  PRIMARY KEY (tenant_id, message_id, attempt),
  FOREIGN KEY (tenant_id, message_id) REFERENCES alert_messages (tenant_id, id)
);

-- What has to be told: one row per alert, change and channel, written in the transaction of the change, so that each change
-- is told exactly once. It waits here during quiet hours; `message_id` says in which message it went.
CREATE TABLE alert_notices (
  tenant_id  uuid NOT NULL,
  id         uuid NOT NULL,
  alert_id   uuid NOT NULL,
  what       text NOT NULL,
  channel    text NOT NULL CHECK (channel IN ('mail', 'webhook')),
  recipients jsonb NOT NULL DEFAULT '[]',
  webhook_id uuid,
  -- Held by quiet hours: it goes out in a digest.
  held       boolean NOT NULL,
  due_at     timestamptz NOT NULL,
  message_id uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, alert_id, what, channel),
  FOREIGN KEY (tenant_id, alert_id) REFERENCES alerts (tenant_id, id),
  FOREIGN KEY (tenant_id, message_id) REFERENCES alert_messages (tenant_id, id)
);
CREATE INDEX alert_notices_waiting ON alert_notices (due_at) WHERE message_id IS NULL;
CREATE INDEX alert_notices_of_message ON alert_notices (tenant_id, message_id);

-- Up to when a person has read the bell.
CREATE TABLE alert_reads (
  tenant_id uuid NOT NULL,
  user_id   uuid NOT NULL,
  read_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);

SELECT griot.protect_tenant_table('alert_defaults');
SELECT griot.protect_tenant_table('alert_webhooks');
SELECT griot.protect_tenant_table('alert_messages');
SELECT griot.protect_tenant_table('alert_message_attempts');
SELECT griot.protect_tenant_table('alert_notices');
SELECT griot.protect_tenant_table('alert_reads');
SELECT griot.append_only('alert_message_attempts');
