-- Templates that people of the tenant made, beside those that applications ship.
CREATE TABLE report_templates (
  tenant_id   uuid NOT NULL,
  id          uuid NOT NULL,
  application text NOT NULL,
  title       text NOT NULL CHECK (title <> ''),
  -- The whole template; checked by spec/report-template.ts.
  spec        jsonb NOT NULL,
  -- Grows by one with each change: who saves must name the one they read.
  version     integer NOT NULL DEFAULT 1 CHECK (version > 0),
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  updated_by  text NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
SELECT griot.protect_tenant_table('report_templates');

-- A first try that failed must not hide that the second one was sent: one row for each end, and readers see the best.
DROP INDEX report_sends_once;
CREATE UNIQUE INDEX report_sends_once ON report_sends (tenant_id, run_id, user_id, state) WHERE resend_of IS NULL;
