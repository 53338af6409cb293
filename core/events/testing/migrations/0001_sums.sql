CREATE TABLE test_sums (
  tenant_id uuid NOT NULL,
  key text NOT NULL,
  sales bigint NOT NULL,
  total bigint NOT NULL,
  PRIMARY KEY (tenant_id, key)
);
SELECT griot.protect_tenant_table('test_sums');
