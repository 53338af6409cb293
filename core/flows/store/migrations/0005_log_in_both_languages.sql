-- What a line of a run's log says, in both languages of the interface; NULL where its words are no language's (what a process printed,
-- names) and in lines of before. `text` keeps the French, so that whoever knows one language alone reads on.
ALTER TABLE flow_logs ADD COLUMN words jsonb;
