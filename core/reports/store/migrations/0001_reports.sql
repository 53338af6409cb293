-- What was sent to whom: the exact files (in the drive), their digests, and the generation they were read from.
CREATE TABLE report_sends (
  tenant_id  uuid NOT NULL,
  id         uuid NOT NULL,
  run_id     uuid NOT NULL,
  template   text NOT NULL,
  title      text NOT NULL,
  user_id    uuid NOT NULL,
  user_name  text NOT NULL,
  address    text NOT NULL DEFAULT '',
  -- skipped: there was nothing to say; failed: nothing was sent, `reason` says why.
  state      text NOT NULL CHECK (state IN ('sent', 'skipped', 'failed')),
  reason     text NOT NULL DEFAULT '',
  day_from   date,
  day_to     date,
  generation integer,
  -- Per file: format, path and version in the drive, sha256, size.
  files      jsonb NOT NULL DEFAULT '[]',
  dedup_key  text NOT NULL DEFAULT '',
  resend_of  uuid,
  by_name    text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX report_sends_newest ON report_sends (tenant_id, created_at DESC, id DESC);
-- A run says once of each person what became of their report, however often it is killed and begun again.
CREATE UNIQUE INDEX report_sends_once ON report_sends (tenant_id, run_id, user_id) WHERE resend_of IS NULL;

SELECT griot.protect_tenant_table('report_sends');
SELECT griot.append_only('report_sends');
