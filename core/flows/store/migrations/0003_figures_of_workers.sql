-- What a worker's slots have done since it started, written with its heartbeat: whoever is scraped tells it for all of them.
ALTER TABLE flow_workers ADD COLUMN figures jsonb NOT NULL DEFAULT '[]';
