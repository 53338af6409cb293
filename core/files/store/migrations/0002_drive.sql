-- Folders that people made: they are there without a file in them. Others exist by the files in them, as before.
CREATE TABLE files_folders (
  tenant_id  uuid NOT NULL,
  path       text COLLATE "C" NOT NULL CHECK (path <> '' AND path !~ '(^/|/$|//)'),
  created_by text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, path)
);

-- Who may see or change what lies at a path and below it: everybody of the tenant (grantee ''), a role, a person.
CREATE TABLE files_shares (
  tenant_id  uuid NOT NULL,
  path       text COLLATE "C" NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('tenant', 'role', 'user')),
  grantee    text NOT NULL,
  access     text NOT NULL CHECK (access IN ('view', 'edit')),
  granted_by text,
  PRIMARY KEY (tenant_id, path, kind, grantee),
  CHECK ((kind = 'tenant') = (grantee = ''))
);

-- What an application says a file is (Compta: NORMAL or COMPTABLE), and a key that it chose for a content:
-- <tenant_id>/<prefix>/<object_id>-<name>; null: <tenant_id>/<object_id>.
ALTER TABLE files_entries ADD COLUMN category text NOT NULL DEFAULT 'NORMAL' CHECK (category ~ '^[A-Z][A-Z_]{0,39}$');
ALTER TABLE files_versions ADD COLUMN object_key text CHECK (object_key <> '');

-- A content that arrives in pieces (tus 1.0). Each piece is an object of its own until the last one has come.
CREATE TABLE files_uploads (
  tenant_id    uuid NOT NULL,
  id           uuid NOT NULL,
  path         text COLLATE "C" NOT NULL,
  size         bigint NOT NULL CHECK (size >= 0),
  received     bigint NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND size),
  -- Object ids in their order.
  pieces       jsonb NOT NULL DEFAULT '[]',
  if_exists    text NOT NULL CHECK (if_exists IN ('version', 'refuse')),
  created_by   text NOT NULL,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  -- While one process puts the pieces together no other does.
  claimed_until timestamptz,
  -- Set in the transaction that names the content.
  file_version integer,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX files_uploads_expiry ON files_uploads (expires_at);

SELECT griot.protect_tenant_table('files_folders');
SELECT griot.protect_tenant_table('files_shares');
SELECT griot.protect_tenant_table('files_uploads');
