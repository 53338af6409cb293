-- Backups are of the whole installation. A night is taken by one run, whichever tenant's schedule comes first.
CREATE TABLE backup_history (
  id          uuid PRIMARY KEY,
  night       date UNIQUE,               -- NULL: made by hand
  state       text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'succeeded', 'failed')),
  file        text NOT NULL,             -- its name, in the folder of backups
  encrypted   boolean NOT NULL,
  bytes       bigint,
  rows        bigint,
  objects     integer,
  tenants     integer,
  error       text,
  started_at  timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
);
CREATE INDEX backup_history_newest ON backup_history (started_at DESC);
SELECT griot.share_table('backup_history');
