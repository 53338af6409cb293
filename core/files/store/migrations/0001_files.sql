-- A drive per tenant. The content lies in the object storage under <tenant_id>/<object_id>; a path is only a name for it,
-- so a move, the trash and a new version never touch an object that is there already.

CREATE TABLE files_entries (
  tenant_id    uuid NOT NULL,
  id           uuid NOT NULL,
  -- Folder and name, separated by /, NFC, without a leading slash. Byte order, so that a folder is one range.
  path         text COLLATE "C" NOT NULL CHECK (path <> '' AND path !~ '(^/|/$|//)'),
  version      integer NOT NULL CHECK (version > 0),
  object_id    uuid NOT NULL,
  size         bigint NOT NULL CHECK (size >= 0),
  sha256       text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  content_type text NOT NULL,
  created_by   text,
  created_at   timestamptz NOT NULL,
  updated_by   text,
  updated_at   timestamptz NOT NULL,
  deleted_by   text,
  deleted_at   timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX files_entries_live_path ON files_entries (tenant_id, path) WHERE deleted_at IS NULL;
CREATE INDEX files_entries_trash ON files_entries (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL;

-- Every content a file ever had and still keeps, the present one included.
CREATE TABLE files_versions (
  tenant_id    uuid NOT NULL,
  object_id    uuid NOT NULL,
  file_id      uuid NOT NULL,
  version      integer NOT NULL CHECK (version > 0),
  size         bigint NOT NULL CHECK (size >= 0),
  sha256       text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  content_type text NOT NULL,
  created_by   text,
  created_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, object_id),
  UNIQUE (tenant_id, file_id, version),
  FOREIGN KEY (tenant_id, file_id) REFERENCES files_entries (tenant_id, id) ON DELETE CASCADE
);

-- Bytes of all versions, trash included. Its row is locked first by every change, so changes of one drive take turns.
CREATE TABLE files_usage (
  tenant_id   uuid PRIMARY KEY,
  bytes       bigint NOT NULL DEFAULT 0 CHECK (bytes >= 0),
  quota_bytes bigint CHECK (quota_bytes >= 0)
);

SELECT griot.protect_tenant_table('files_entries');
SELECT griot.protect_tenant_table('files_versions');
SELECT griot.protect_tenant_table('files_usage');
