-- In which currency a client's books are kept: said when the client is added, and the same for good, as its amounts are.
ALTER TABLE compta_clients ADD COLUMN currency text CHECK (currency ~ '^[A-Z]{3}$');
-- Of clients from before it could be said, the currency that goes with their chart of accounts (`dim_clients` says the same).
UPDATE compta_clients SET currency = CASE standard WHEN 'pcg' THEN 'EUR' ELSE 'XOF' END;
ALTER TABLE compta_clients ALTER COLUMN currency SET NOT NULL;
