-- Isolation of tenants and append-only tables, for the migrations of every other package.
-- Runs as the owner of the database. Group roles griot_app and griot_system exist already (core/store/roles.ts).

REVOKE ALL ON SCHEMA griot FROM PUBLIC;
GRANT USAGE ON SCHEMA griot TO griot_app, griot_system;
GRANT USAGE ON SCHEMA public TO griot_app, griot_system;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- The tenant of this transaction; NULL (which equals no row's tenant) when none was set.
CREATE FUNCTION griot.current_tenant() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('griot.tenant', true), '')::uuid;

-- True in migrations: the owner may then change rows of every tenant.
CREATE FUNCTION griot.in_maintenance() RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('griot.maintenance', true), '') = 'on';

CREATE FUNCTION griot.refuse_change() RETURNS trigger
  LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % refused: the table is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION griot.is_append_only(target regclass) RETURNS boolean
  LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM pg_trigger WHERE tgrelid = target AND tgname = 'griot_append_only');

CREATE FUNCTION griot.grant_sequences(target regclass, grantee name) RETURNS void
  LANGUAGE plpgsql AS $$
DECLARE
  serial regclass;
BEGIN
  FOR serial IN
    SELECT d.objid::regclass FROM pg_depend d JOIN pg_class c ON c.oid = d.objid
     WHERE d.refobjid = target AND d.classid = 'pg_class'::regclass AND c.relkind = 'S' AND d.deptype IN ('a', 'i')
  LOOP
    EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %s TO %I', serial, grantee);
  END LOOP;
END $$;

-- Rows belong to one tenant each (column `tenant_id uuid NOT NULL`). griot_app sees and writes those of
-- griot.tenant only, griot_system all, the owner none but in migrations. May be called again.
CREATE FUNCTION griot.protect_tenant_table(target regclass) RETURNS void
  LANGUAGE plpgsql AS $$
DECLARE
  owner name := (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = target);
  rights text := CASE WHEN griot.is_append_only(target) THEN 'SELECT, INSERT' ELSE 'SELECT, INSERT, UPDATE, DELETE' END;
  grantee name;
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_attribute
     WHERE attrelid = target AND attname = 'tenant_id' AND atttypid = 'uuid'::regtype AND attnotnull AND NOT attisdropped
  ) THEN
    RAISE EXCEPTION 'protect_tenant_table(%): needs a column "tenant_id uuid NOT NULL"', target;
  END IF;
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('DROP POLICY IF EXISTS griot_tenant ON %s', target);
  EXECUTE format('DROP POLICY IF EXISTS griot_across ON %s', target);
  EXECUTE format('DROP POLICY IF EXISTS griot_owner ON %s', target);
  -- The sub-select is evaluated once per query, not once per row.
  EXECUTE format('CREATE POLICY griot_tenant ON %s TO griot_app USING (tenant_id = (SELECT griot.current_tenant()))
                  WITH CHECK (tenant_id = (SELECT griot.current_tenant()))', target);
  EXECUTE format('CREATE POLICY griot_across ON %s TO griot_system USING (true) WITH CHECK (true)', target);
  EXECUTE format('CREATE POLICY griot_owner ON %s TO %I USING ((SELECT griot.in_maintenance()))
                  WITH CHECK ((SELECT griot.in_maintenance()))', target, owner);
  FOREACH grantee IN ARRAY ARRAY['griot_app', 'griot_system']::name[] LOOP
    EXECUTE format('REVOKE ALL ON %s FROM %I', target, grantee);
    EXECUTE format('GRANT %s ON %s TO %I', rights, target, grantee);
    PERFORM griot.grant_sequences(target, grantee);
  END LOOP;
END $$;

-- Rows belong to no tenant. griot_system reads and writes; griot_app sees nothing, or reads with 'app_read'.
CREATE FUNCTION griot.share_table(target regclass, access text DEFAULT 'system') RETURNS void
  LANGUAGE plpgsql AS $$
DECLARE
  rights text := CASE WHEN griot.is_append_only(target) THEN 'SELECT, INSERT' ELSE 'SELECT, INSERT, UPDATE, DELETE' END;
BEGIN
  IF access NOT IN ('system', 'app_read') THEN
    RAISE EXCEPTION 'share_table(%): access is ''system'' or ''app_read'', not %', target, access;
  END IF;
  EXECUTE format('REVOKE ALL ON %s FROM griot_app, griot_system', target);
  EXECUTE format('GRANT %s ON %s TO griot_system', rights, target);
  PERFORM griot.grant_sequences(target, 'griot_system');
  IF access = 'app_read' THEN
    EXECUTE format('GRANT SELECT ON %s TO griot_app', target);
  END IF;
END $$;

-- What is posted is never edited: no UPDATE, DELETE, TRUNCATE, by grant and, for the owner too, by trigger.
CREATE FUNCTION griot.append_only(target regclass) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM griot_app, griot_system', target);
  EXECUTE format('CREATE OR REPLACE TRIGGER griot_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %s
                  FOR EACH STATEMENT EXECUTE FUNCTION griot.refuse_change()', target);
  -- Also where session_replication_role would silence ordinary triggers.
  EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER griot_append_only', target);
END $$;

REVOKE EXECUTE ON FUNCTION griot.protect_tenant_table(regclass), griot.share_table(regclass, text),
  griot.append_only(regclass), griot.grant_sequences(regclass, name) FROM PUBLIC;

-- What would let rows of one tenant be seen by another: empty, or a test fails.
CREATE VIEW griot.isolation_findings AS
  SELECT c.oid::regclass::text AS relation, 'has tenant_id but no forced row-level security' AS problem
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
   WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND c.relkind IN ('r', 'p')
     AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
     AND (has_table_privilege('griot_app', c.oid, 'SELECT') OR NOT c.relispartition)
  UNION ALL
  SELECT c.oid::regclass::text, 'view that griot_app may read without security_invoker'
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'griot') AND c.relkind = 'v'
     AND has_table_privilege('griot_app', c.oid, 'SELECT')
     AND NOT coalesce(c.reloptions @> ARRAY['security_invoker=true'] OR c.reloptions @> ARRAY['security_invoker=on'], false)
  UNION ALL
  SELECT c.oid::regclass::text, 'materialized view that griot_app may read: it has no row-level security'
    FROM pg_class c WHERE c.relkind = 'm' AND has_table_privilege('griot_app', c.oid, 'SELECT');
GRANT SELECT ON griot.isolation_findings TO griot_system;
