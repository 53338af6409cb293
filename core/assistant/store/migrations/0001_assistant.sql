-- Conversations of a person: what was asked and how it was understood. Rows are never kept; they are read again, within
-- the reader's scopes, when a conversation is opened.
CREATE TABLE assistant_conversations (
  tenant_id   uuid NOT NULL,
  id          uuid NOT NULL,
  user_id     uuid NOT NULL,
  title       text NOT NULL CHECK (title <> '' AND length(title) <= 200),
  favourite   boolean NOT NULL DEFAULT false,
  application text NOT NULL,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX assistant_conversations_of_user ON assistant_conversations (tenant_id, user_id, updated_at DESC);

CREATE TABLE assistant_messages (
  tenant_id       uuid NOT NULL,
  id              uuid NOT NULL,
  conversation_id uuid NOT NULL,
  at              timestamptz NOT NULL,
  question        text NOT NULL,
  status          text NOT NULL CHECK (status IN ('answered', 'clarify', 'unknown', 'refused')),
  sentence        text NOT NULL,
  -- The query that was understood, and the same in one line; null where there is none.
  asked           jsonb,
  query           text,
  generation      integer,
  proposed        boolean NOT NULL DEFAULT false,
  feedback        text CHECK (feedback IN ('right', 'wrong')),
  feedback_note   text NOT NULL DEFAULT '',
  reviewed_at     timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES assistant_conversations (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX assistant_messages_of_conversation ON assistant_messages (tenant_id, conversation_id, at);
CREATE INDEX assistant_messages_to_review ON assistant_messages (tenant_id, at DESC) WHERE feedback IS NOT NULL;

-- Questions whose understanding a tenant relies on, asked again after each published generation.
CREATE TABLE assistant_golden (
  tenant_id   uuid NOT NULL,
  id          uuid NOT NULL,
  application text NOT NULL,
  question    text NOT NULL CHECK (question <> ''),
  expected    text NOT NULL,
  created_by  text NOT NULL,
  created_at  timestamptz NOT NULL,
  generation  integer,
  found       text,
  changed     boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, application, question)
);

SELECT griot.protect_tenant_table('assistant_conversations');
SELECT griot.protect_tenant_table('assistant_messages');
SELECT griot.protect_tenant_table('assistant_golden');
