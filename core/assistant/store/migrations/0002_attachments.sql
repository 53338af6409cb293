-- Files attached to a conversation: what they hold, never their rows. They go with the conversation, or when their time is over.
CREATE TABLE assistant_attachments (
  tenant_id       uuid NOT NULL,
  id              uuid NOT NULL,
  conversation_id uuid NOT NULL,
  user_id         uuid NOT NULL,
  name            text NOT NULL CHECK (name <> '' AND length(name) <= 200),
  size            bigint NOT NULL,
  profile         jsonb NOT NULL,
  created_at      timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, conversation_id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES assistant_conversations (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX assistant_attachments_of_user ON assistant_attachments (tenant_id, user_id, created_at);
SELECT griot.protect_tenant_table('assistant_attachments');
