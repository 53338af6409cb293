-- What people (or the demonstration) handed in, and what was wrong with it. The rows themselves live in the warehouse.
CREATE TABLE zones_imports (
  tenant_id      uuid NOT NULL,
  id             uuid NOT NULL,
  -- received: files are here; read: good rows are clean files; repeated: the newest import had the same content;
  -- refused: no row could be used; loaded: the warehouse has them.
  state          text NOT NULL CHECK (state IN ('received', 'read', 'repeated', 'refused', 'loaded')),
  mode           text NOT NULL CHECK (mode IN ('replace', 'upsert')),
  content_hash   text,
  run_id         uuid,
  created_by     text,
  created_at     timestamptz NOT NULL,
  finished_at    timestamptz,
  rows_read      bigint NOT NULL DEFAULT 0,
  rows_accepted  bigint NOT NULL DEFAULT 0,
  rows_set_aside bigint NOT NULL DEFAULT 0,
  -- Per file: name, table, encoding, delimiter, bytes, sha256, counts. Per table: counts and where its rejects lie.
  files          jsonb NOT NULL DEFAULT '[]',
  tables         jsonb NOT NULL DEFAULT '[]',
  -- How many findings of each code and file, those not kept below included.
  finding_counts jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (tenant_id, id),
  CHECK (rows_read = rows_accepted + rows_set_aside)
);
CREATE INDEX zones_imports_newest ON zones_imports (tenant_id, finished_at DESC) WHERE state = 'loaded';

CREATE TABLE zones_import_findings (
  tenant_id   uuid NOT NULL,
  import_id   uuid NOT NULL,
  seq         integer NOT NULL,
  severity    text NOT NULL CHECK (severity IN ('error', 'warning')),
  code        text NOT NULL,
  file        text NOT NULL,
  sheet       text,
  line        integer,
  column_name text,
  value       text,
  reason      text NOT NULL,
  remedy      text,
  PRIMARY KEY (tenant_id, import_id, seq),
  FOREIGN KEY (tenant_id, import_id) REFERENCES zones_imports (tenant_id, id) ON DELETE CASCADE
);

SELECT griot.protect_tenant_table('zones_imports');
SELECT griot.protect_tenant_table('zones_import_findings');
