-- A mail is written in the transaction of what causes it, and sent afterwards, at least once, under one Message-ID.

CREATE TABLE mail_outbox (
  tenant_id    uuid NOT NULL,
  id           uuid NOT NULL,
  -- The same cause never writes twice.
  dedup_key    text NOT NULL CHECK (dedup_key <> ''),
  message_id   text NOT NULL,
  recipients   jsonb NOT NULL CHECK (jsonb_array_length(recipients) BETWEEN 1 AND 50),
  subject      text NOT NULL,
  -- Emptied once sent when `confidential`: a reset link is worth a password.
  text_body    text NOT NULL,
  html_body    text NOT NULL,
  confidential boolean NOT NULL DEFAULT false,
  attachments  jsonb NOT NULL DEFAULT '[]',
  state        text NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'not_configured')),
  attempts     integer NOT NULL DEFAULT 0,
  next_at      timestamptz NOT NULL,
  last_error   text,
  created_at   timestamptz NOT NULL,
  sent_at      timestamptz,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, dedup_key)
);
CREATE INDEX mail_outbox_due ON mail_outbox (next_at) WHERE state = 'waiting';
CREATE INDEX mail_outbox_newest ON mail_outbox (tenant_id, created_at DESC);

CREATE TABLE mail_attempts (
  tenant_id uuid NOT NULL,
  mail_id   uuid NOT NULL,
  attempt   integer NOT NULL,
  at        timestamptz NOT NULL,
  ok        boolean NOT NULL,
  -- What the mail server said; never an address' password.
  answer    text NOT NULL,
  PRIMARY KEY (tenant_id, mail_id, attempt),
  FOREIGN KEY (tenant_id, mail_id) REFERENCES mail_outbox (tenant_id, id) ON DELETE CASCADE
);

SELECT griot.protect_tenant_table('mail_outbox');
SELECT griot.protect_tenant_table('mail_attempts');
