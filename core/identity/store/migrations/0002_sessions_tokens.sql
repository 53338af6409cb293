-- One sign-in of one person in one tenant, on one device. A session and its refresh tokens are one family.
CREATE TABLE identity_sessions (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES identity_tenants (id),
  user_id uuid NOT NULL REFERENCES identity_users (id),
  ip text,
  user_agent text,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  end_reason text,
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX identity_sessions_user ON identity_sessions (user_id, tenant_id) WHERE ended_at IS NULL;
SELECT griot.protect_tenant_table('identity_sessions');

-- Only SHA-256 of a token is kept. used_at marks the token as replaced by its child.
CREATE TABLE identity_refresh_tokens (
  token_hash text PRIMARY KEY,
  tenant_id uuid NOT NULL,
  session_id uuid NOT NULL REFERENCES identity_sessions (id) ON DELETE CASCADE,
  issued_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX identity_refresh_tokens_session ON identity_refresh_tokens (session_id);
SELECT griot.protect_tenant_table('identity_refresh_tokens');

-- Failed attempts by kind (account, address, reset…) and folded key. Survives restarts, shared by all processes.
CREATE TABLE identity_throttle (
  kind text NOT NULL,
  key text NOT NULL,
  failures integer NOT NULL,
  window_ends_at timestamptz NOT NULL,
  locked_until timestamptz,
  PRIMARY KEY (kind, key)
);
SELECT griot.share_table('identity_throttle');

-- The secret is encrypted (AES-256-GCM) with a key derived from the installation's secret.
CREATE TABLE identity_second_factors (
  user_id uuid PRIMARY KEY REFERENCES identity_users (id) ON DELETE CASCADE,
  secret_sealed text NOT NULL,
  confirmed_at timestamptz,
  -- The last 30-second step that was accepted: a code counts once.
  last_step bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL
);
SELECT griot.share_table('identity_second_factors');

CREATE TABLE identity_recovery_codes (
  user_id uuid NOT NULL REFERENCES identity_users (id) ON DELETE CASCADE,
  code_hash text NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (user_id, code_hash)
);
SELECT griot.share_table('identity_recovery_codes');

CREATE TABLE identity_api_tokens (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  token_hash text NOT NULL UNIQUE,
  permissions text[] NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz,
  FOREIGN KEY (tenant_id, user_id) REFERENCES identity_members (tenant_id, user_id) ON DELETE CASCADE
);
CREATE INDEX identity_api_tokens_member ON identity_api_tokens (tenant_id, user_id);
SELECT griot.protect_tenant_table('identity_api_tokens');

CREATE TABLE identity_password_resets (
  token_hash text PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES identity_users (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX identity_password_resets_user ON identity_password_resets (user_id);
SELECT griot.share_table('identity_password_resets');
