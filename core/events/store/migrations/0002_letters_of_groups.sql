-- Whoever makes a group's work again asks of every batch which of its events were put aside.
CREATE INDEX event_dead_letters_of_group ON event_dead_letters (tenant_id, group_name, event_id) WHERE group_name IS NOT NULL;
