-- Which title of a file is which column, as somebody said it once: files with the same titles are then read by themselves.
CREATE TABLE zones_column_maps (
  tenant_id  uuid NOT NULL,
  -- The folded titles of the heading, sorted: a file with its columns in another order is the same file to people.
  titles     text NOT NULL,
  table_name text NOT NULL,
  -- Column of the table to title of the file; columns that the file does not have are left out.
  columns    jsonb NOT NULL,
  updated_by text NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, titles)
);
SELECT griot.protect_tenant_table('zones_column_maps');
