-- What an attempt says of its progress, in both languages of the interface; NULL where its words are no language's (names, counts).
-- `progress_text` keeps the words of the organisation's language.
ALTER TABLE flow_attempts ADD COLUMN progress_words jsonb;
