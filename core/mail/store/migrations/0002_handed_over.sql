-- The moment before the last byte of a mail goes to the server. A process that dies after it cannot know whether the server took
-- the mail: it is then `in_doubt` and not sent again by itself, unless its cause would rather say a thing twice than not at all.
ALTER TABLE mail_outbox ADD COLUMN handed_at timestamptz;
ALTER TABLE mail_outbox ADD COLUMN when_in_doubt text NOT NULL DEFAULT 'again' CHECK (when_in_doubt IN ('again', 'hold'));
ALTER TABLE mail_outbox DROP CONSTRAINT mail_outbox_state_check;
ALTER TABLE mail_outbox ADD CONSTRAINT mail_outbox_state_check
  CHECK (state IN ('waiting', 'sent', 'failed', 'not_configured', 'in_doubt'));
