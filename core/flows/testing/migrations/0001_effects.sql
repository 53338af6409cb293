-- What the tasks of the tests really did. No unique key: a doubled effect must be seen.
CREATE TABLE test_effects (
  tenant_id uuid NOT NULL,
  run_id uuid NOT NULL,
  task text NOT NULL,
  attempt integer NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
SELECT griot.protect_tenant_table('test_effects');
