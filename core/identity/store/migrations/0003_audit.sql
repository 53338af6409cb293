-- Who did what to which record. hash = sha256(previous_hash || canonical JSON of the content); the first entry's
-- previous_hash is empty. Rows are never changed or removed.
CREATE TABLE audit_entries (
  tenant_id uuid NOT NULL REFERENCES identity_tenants (id),
  seq bigint NOT NULL CHECK (seq > 0),
  at timestamptz NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  action text NOT NULL,
  subject_type text NOT NULL,
  subject_id text NOT NULL,
  before jsonb,
  after jsonb,
  -- Session, API token, address: how the actor came in.
  origin jsonb NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (tenant_id, seq)
);
CREATE INDEX audit_entries_at ON audit_entries (tenant_id, at);
CREATE INDEX audit_entries_subject ON audit_entries (tenant_id, subject_type, subject_id, seq);
CREATE INDEX audit_entries_actor ON audit_entries (tenant_id, actor_id, seq);
SELECT griot.protect_tenant_table('audit_entries');
SELECT griot.append_only('audit_entries');

-- The chain's end, one row a tenant: writers queue on it. The seal is an HMAC under the installation's secret over
-- (tenant, seq, hash), so a cut tail or a chain recomputed by SQL alone shows.
CREATE TABLE audit_heads (
  tenant_id uuid PRIMARY KEY REFERENCES identity_tenants (id),
  seq bigint NOT NULL,
  hash text NOT NULL,
  seal text NOT NULL
);
SELECT griot.protect_tenant_table('audit_heads');
