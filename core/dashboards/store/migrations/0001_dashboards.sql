-- A person's dashboard and with whom it is shared. Figures are never kept here: they are read as each reader sees them.
CREATE TABLE dashboards (
  tenant_id   uuid NOT NULL,
  id          uuid NOT NULL,
  owner_id    uuid NOT NULL,
  owner_name  text NOT NULL,
  application text NOT NULL,
  title       text NOT NULL CHECK (title <> ''),
  description text NOT NULL DEFAULT '',
  -- The whole specification, title and application included; checked by spec/dashboard-spec.ts.
  spec        jsonb NOT NULL,
  -- Grows by one with each change: who saves must name the one they read.
  version     integer NOT NULL DEFAULT 1 CHECK (version > 0),
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  updated_by  text NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX dashboards_of_owner ON dashboards (tenant_id, owner_id);

-- Grants beside the owner's: to everybody of the tenant (grantee ''), to a role by name, to a person by id.
CREATE TABLE dashboard_shares (
  tenant_id    uuid NOT NULL,
  dashboard_id uuid NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('tenant', 'role', 'user')),
  grantee      text NOT NULL,
  access       text NOT NULL CHECK (access IN ('view', 'edit')),
  PRIMARY KEY (tenant_id, dashboard_id, kind, grantee),
  FOREIGN KEY (tenant_id, dashboard_id) REFERENCES dashboards (tenant_id, id) ON DELETE CASCADE,
  CHECK ((kind = 'tenant') = (grantee = ''))
);

SELECT griot.protect_tenant_table('dashboards');
SELECT griot.protect_tenant_table('dashboard_shares');
