-- A move of the published generation that is under way. The warehouse and this database cannot commit together: whoever finds a
-- row here that nobody works on knows that a process died in between, and takes the move back.
CREATE TABLE warehouse_moves (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  from_generation bigint NOT NULL,
  to_generation bigint NOT NULL,
  begun_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);
SELECT griot.protect_tenant_table('warehouse_moves');
