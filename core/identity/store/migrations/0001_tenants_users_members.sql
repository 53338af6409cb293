-- Organisations. Not under row-level security (a tenant has no tenant_id): only the core's system role reads it.
CREATE TABLE identity_tenants (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  time_zone text NOT NULL,
  locale text NOT NULL CHECK (locale IN ('fr', 'en')),
  applications text[] NOT NULL DEFAULT '{}',
  -- Members with one of these roles must have a second factor before any permission counts.
  second_factor_roles text[] NOT NULL DEFAULT '{}',
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL
);
SELECT griot.share_table('identity_tenants');

-- People, once for the whole installation. The *_key columns are the folded forms by which people are found.
CREATE TABLE identity_users (
  id uuid PRIMARY KEY,
  login text NOT NULL CHECK (length(login) BETWEEN 1 AND 200),
  login_key text NOT NULL,
  email text CHECK (length(email) <= 320),
  email_key text,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  locale text CHECK (locale IN ('fr', 'en')),
  password_hash text,
  password_changed_at timestamptz,
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL,
  CHECK ((email IS NULL) = (email_key IS NULL))
);
SELECT griot.share_table('identity_users');

-- Every name under which somebody can log in. One table, so that nobody's user name is another one's e-mail.
CREATE TABLE identity_user_names (
  name_key text PRIMARY KEY CHECK (name_key <> ''),
  user_id uuid NOT NULL REFERENCES identity_users (id) ON DELETE CASCADE
);
CREATE INDEX identity_user_names_user ON identity_user_names (user_id);
SELECT griot.share_table('identity_user_names');

CREATE FUNCTION identity_keep_user_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM identity_user_names WHERE user_id = NEW.id;
  INSERT INTO identity_user_names (name_key, user_id) VALUES (NEW.login_key, NEW.id);
  IF NEW.email_key IS NOT NULL AND NEW.email_key <> NEW.login_key THEN
    INSERT INTO identity_user_names (name_key, user_id) VALUES (NEW.email_key, NEW.id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER identity_users_names AFTER INSERT OR UPDATE OF login_key, email_key ON identity_users
  FOR EACH ROW EXECUTE FUNCTION identity_keep_user_names();

CREATE TABLE identity_members (
  tenant_id uuid NOT NULL REFERENCES identity_tenants (id),
  user_id uuid NOT NULL REFERENCES identity_users (id),
  roles text[] NOT NULL DEFAULT '{}',
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);
CREATE INDEX identity_members_user ON identity_members (user_id);
SELECT griot.protect_tenant_table('identity_members');

-- No row for a member = the whole tenant.
CREATE TABLE identity_member_scopes (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind ~ '^[a-z][a-z0-9_.-]{0,62}$'),
  entity_id text NOT NULL CHECK (length(entity_id) BETWEEN 1 AND 200),
  PRIMARY KEY (tenant_id, user_id, kind, entity_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES identity_members (tenant_id, user_id) ON DELETE CASCADE
);
SELECT griot.protect_tenant_table('identity_member_scopes');

-- Roles a tenant makes for itself; the built-in ones are declared by the applications, in code.
CREATE TABLE identity_roles (
  tenant_id uuid NOT NULL REFERENCES identity_tenants (id),
  name text NOT NULL CHECK (name ~ '^[a-z][a-z0-9_-]{1,62}$'),
  label text NOT NULL CHECK (length(label) BETWEEN 1 AND 200),
  permissions text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, name)
);
SELECT griot.protect_tenant_table('identity_roles');
