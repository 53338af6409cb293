-- Equality beside ranges in one exclusion constraint.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE compta_clients (
  tenant_id   uuid NOT NULL,
  id          uuid NOT NULL,
  name        text NOT NULL CHECK (name = btrim(name) AND name <> '' AND length(name) <= 120),
  -- Which chart of accounts its books follow.
  standard    text NOT NULL CHECK (standard IN ('syscohada', 'pcg')),
  created_by  text,
  created_at  timestamptz NOT NULL,
  archived_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX compta_clients_name ON compta_clients (tenant_id, lower(name)) WHERE archived_at IS NULL;

-- One row a batch of files. A period's present batch is COMPLETED and not replaced; those it replaced stay, and can be restored.
CREATE TABLE comptable_periods (
  tenant_id      uuid NOT NULL,
  batch_id       uuid NOT NULL,
  client_id      uuid NOT NULL,
  status         text NOT NULL CHECK (status IN ('PENDING', 'VALIDATING', 'PROCESSING', 'COMPLETED', 'FAILED')),
  -- Known once the files were read.
  period_start   date,
  period_end     date,
  year           integer GENERATED ALWAYS AS (extract(year FROM period_end)) STORED,
  -- The batch that took this one's place.
  replaced_by    uuid,
  deleted_at     timestamptz,
  errors         integer NOT NULL DEFAULT 0,
  warnings       integer NOT NULL DEFAULT 0,
  entries        bigint NOT NULL DEFAULT 0,
  finding_counts jsonb NOT NULL DEFAULT '[]',
  -- What was seen of each file: type, layout, confidence, columns.
  reports        jsonb NOT NULL DEFAULT '[]',
  run_id         uuid,
  error          text,
  created_by     text,
  created_at     timestamptz NOT NULL,
  processed_at   timestamptz,
  PRIMARY KEY (tenant_id, batch_id),
  FOREIGN KEY (tenant_id, client_id) REFERENCES compta_clients (tenant_id, id),
  CHECK (period_start < period_end),
  CHECK (status NOT IN ('PROCESSING', 'COMPLETED') OR period_start IS NOT NULL),
  -- Completed or being loaded: no two that share a day.
  CONSTRAINT comptable_periods_no_overlap EXCLUDE USING gist (
    tenant_id WITH =, client_id WITH =, daterange(period_start, period_end, '[]') WITH &&
  ) WHERE (status IN ('PROCESSING', 'COMPLETED') AND replaced_by IS NULL AND deleted_at IS NULL)
);
CREATE INDEX comptable_periods_of_client ON comptable_periods (tenant_id, client_id, created_at DESC);

CREATE TABLE compta_files (
  tenant_id uuid NOT NULL,
  id        uuid NOT NULL,
  batch_id  uuid NOT NULL,
  client_id uuid NOT NULL,
  category  text NOT NULL DEFAULT 'COMPTABLE' CHECK (category = 'COMPTABLE'),
  -- As it was sent; `path` is where it lies in the drive.
  name      text NOT NULL,
  -- The slot it was put in, when it was.
  type      text,
  path      text NOT NULL,
  size      bigint NOT NULL,
  sha256    text NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, batch_id) REFERENCES comptable_periods (tenant_id, batch_id) ON DELETE CASCADE
);
CREATE INDEX compta_files_of_batch ON compta_files (tenant_id, batch_id);

CREATE TABLE compta_findings (
  tenant_id   uuid NOT NULL,
  batch_id    uuid NOT NULL,
  seq         integer NOT NULL,
  severity    text NOT NULL CHECK (severity IN ('error', 'warning')),
  code        text NOT NULL,
  file        text NOT NULL,
  sheet       text,
  line        integer,
  column_name text,
  value       text,
  facts       jsonb NOT NULL,
  PRIMARY KEY (tenant_id, batch_id, seq),
  FOREIGN KEY (tenant_id, batch_id) REFERENCES comptable_periods (tenant_id, batch_id) ON DELETE CASCADE
);

SELECT griot.protect_tenant_table('compta_clients');
SELECT griot.protect_tenant_table('comptable_periods');
SELECT griot.protect_tenant_table('compta_files');
SELECT griot.protect_tenant_table('compta_findings');
