-- What people say of files that do not say it themselves, what is told at the end of a load, and how long old rows are kept.
ALTER TABLE comptable_periods
  -- Typed by a person, when the files state no period.
  ADD COLUMN stated_start date,
  ADD COLUMN stated_end date,
  -- Who started the present load.
  ADD COLUMN started_by text,
  -- Its rows are no longer in the warehouse: to show it again, its files are read.
  ADD COLUMN purged_at timestamptz,
  ADD COLUMN rows_gone boolean NOT NULL DEFAULT false,
  ADD CHECK (stated_start < stated_end);

ALTER TABLE compta_files
  -- A person said the type: contents are read as that.
  ADD COLUMN asserted boolean NOT NULL DEFAULT false,
  -- Where a person said that roles stand; numbers from 0.
  ADD COLUMN columns jsonb NOT NULL DEFAULT '{}';

-- Columns that a person mended, for the next file of the client with the same headings.
CREATE TABLE compta_mappings (
  tenant_id uuid NOT NULL,
  client_id uuid NOT NULL,
  type      text NOT NULL,
  -- Digest of the heading.
  heading   text NOT NULL,
  columns   jsonb NOT NULL,
  said_by   text,
  said_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, client_id, type, heading),
  FOREIGN KEY (tenant_id, client_id) REFERENCES compta_clients (tenant_id, id)
);

-- How loads ended, for the bell.
CREATE TABLE compta_notices (
  tenant_id    uuid NOT NULL,
  id           uuid NOT NULL,
  client_id    uuid NOT NULL,
  batch_id     uuid NOT NULL,
  what         text NOT NULL CHECK (what IN ('loaded', 'restored', 'deleted', 'failed')),
  client_name  text NOT NULL,
  period_start date NOT NULL,
  period_end   date NOT NULL,
  at           timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX compta_notices_newest ON compta_notices (tenant_id, at DESC);

CREATE TABLE compta_notices_read (
  tenant_id uuid NOT NULL,
  user_id   uuid NOT NULL,
  read_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);

SELECT griot.protect_tenant_table('compta_mappings');
SELECT griot.protect_tenant_table('compta_notices');
SELECT griot.protect_tenant_table('compta_notices_read');
