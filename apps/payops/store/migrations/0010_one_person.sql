-- Accounts that were marked as one person's after the request was made are one person all the same: the last word knows them too.
CREATE OR REPLACE FUNCTION payops_check_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM payops_actions a
                  WHERE a.tenant_id = NEW.tenant_id AND a.id = NEW.action_id AND a.state = 'pending_approval'
                    AND a.requested_by <> NEW.user_id AND a.requester_person <> NEW.person
                    AND a.parameters_hash = NEW.parameters_hash
                    AND NOT EXISTS (SELECT FROM payops_same_person his JOIN payops_same_person hers
                                        ON hers.tenant_id = his.tenant_id AND hers.person = his.person
                                     WHERE his.tenant_id = a.tenant_id AND his.user_id = a.requested_by AND hers.user_id = NEW.user_id)) THEN
    RAISE EXCEPTION 'payops: this signature is not one' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
