-- What the tasks really did. No unique key: a doubled effect must be seen.
CREATE TABLE epreuve_effects (
  tenant_id uuid NOT NULL,
  run_id uuid NOT NULL,
  task text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
SELECT griot.protect_tenant_table('epreuve_effects');
