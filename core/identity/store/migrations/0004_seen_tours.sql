-- Guided visits that a person has been through or has put aside: shown once, whatever the machine.
ALTER TABLE identity_users ADD COLUMN seen_tours text[] NOT NULL DEFAULT '{}';
