-- What happened is never edited, and nobody of an organisation can make it disappear; what is old is forgotten by the platform
-- alone, together with the alert or the message it belongs to.
CREATE OR REPLACE TRIGGER griot_append_only BEFORE UPDATE OR TRUNCATE ON alert_history
  FOR EACH STATEMENT EXECUTE FUNCTION griot.refuse_change();
ALTER TABLE alert_history ENABLE ALWAYS TRIGGER griot_append_only;
GRANT DELETE ON alert_history TO griot_system;

CREATE OR REPLACE TRIGGER griot_append_only BEFORE UPDATE OR TRUNCATE ON alert_message_attempts
  FOR EACH STATEMENT EXECUTE FUNCTION griot.refuse_change();
ALTER TABLE alert_message_attempts ENABLE ALWAYS TRIGGER griot_append_only;
GRANT DELETE ON alert_message_attempts TO griot_system;

CREATE INDEX alerts_to_forget ON alerts (resolved_at) WHERE status = 'resolved';
CREATE INDEX alert_messages_to_forget ON alert_messages (created_at) WHERE state <> 'waiting';
CREATE INDEX alert_history_of_alert ON alert_history (tenant_id, alert_id);
