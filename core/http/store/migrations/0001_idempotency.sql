-- Answers kept for repeated requests. One row per key of a person in a tenant, for a day. While the first request
-- runs, `status` is null and `lease_until` is pushed forward; a dead process stops pushing and frees the key.
CREATE TABLE http_idempotency (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  request_hash text NOT NULL,
  lease_token uuid NOT NULL,
  lease_until timestamptz NOT NULL,
  status integer CHECK (status BETWEEN 200 AND 299),
  body text,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, user_id, key),
  CHECK ((status IS NULL) = (body IS NULL))
);
CREATE INDEX http_idempotency_expiry ON http_idempotency (tenant_id, expires_at);
SELECT griot.protect_tenant_table('http_idempotency');
