import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { DomainError } from '@griot/kernel';
import { checkSelect } from './check-select.ts';

const allowed = { tables: new Set(['mart_x', 'dim_dates', 'fact_y']) };

const GOOD = `
SELECT * FROM mart_x
FROM mart_x
select ZONE, sum(ca) FROM Mart_X GROUP BY ALL ORDER BY 2 DESC LIMIT 10
SELECT zone, ca FROM mart_x WHERE ca BETWEEN 1 AND 10 AND zone LIKE 'A%' AND zone NOT ILIKE '%b' ORDER BY ca NULLS LAST
SELECT count(*) FILTER (WHERE ca > 0), count(DISTINCT zone) FROM mart_x
WITH a AS (SELECT * FROM mart_x), b AS (SELECT * FROM a) SELECT * FROM b JOIN a USING (zone)
WITH mart_x AS (SELECT * FROM mart_x WHERE ca > 0) SELECT * FROM mart_x
WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t WHERE n < 10) SELECT * FROM t
SELECT * FROM (SELECT zone FROM mart_x) s LEFT JOIN dim_dates d ON s.zone = d.zone
SELECT zone, row_number() OVER (PARTITION BY zone ORDER BY ca DESC) AS r FROM mart_x QUALIFY r <= 3
SELECT lag(ca, 1) OVER w, avg(ca) OVER (ORDER BY d ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) FROM fact_y WINDOW w AS (ORDER BY d)
SELECT date_trunc('month', d) AS m, sum(ca) FROM fact_y GROUP BY m HAVING sum(ca) > 100
SELECT CASE WHEN ca > 0 THEN 'plus' ELSE 'moins' END, COALESCE(zone, '-'), NULLIF(ca, 0) FROM mart_x
SELECT * EXCLUDE (ca) REPLACE (upper(zone) AS zone) FROM mart_x
SELECT (SELECT max(ca) FROM fact_y f WHERE f.zone = m.zone) FROM mart_x m
SELECT * FROM mart_x WHERE EXISTS (SELECT 1 FROM fact_y) AND zone IN (SELECT zone FROM fact_y)
SELECT zone FROM mart_x UNION ALL SELECT zone FROM fact_y EXCEPT SELECT zone FROM dim_dates
SELECT DISTINCT ON (zone) * FROM mart_x ORDER BY zone, ca
SELECT current_date - INTERVAL 3 MONTH, CAST('2024-01-01' AS DATE), DATE '2024-01-01', extract(year FROM d) FROM fact_y
SELECT sum(ca) / nullif(count(*), 0), round(avg(ca), 2), median(ca), quantile_cont(ca, 0.9) FROM mart_x
SELECT * FROM range(10) t(i), generate_series(1, 3) g(j)
SELECT unnest([1, 2, 3]) AS x, {'a': 1}.a, [x * 2 FOR x IN [1, 2]], list_transform([1], lambda v: v + 1)
SELECT * FROM mart_x PIVOT (sum(ca) FOR zone IN ('a', 'b'))
SELECT * FROM (VALUES (1, 'a'), (2, 'b')) v(i, s) CROSS JOIN LATERAL (SELECT v.i + 1 AS k)
SELECT zone, ca FROM mart_x USING SAMPLE 10
SELECT d::VARCHAR || '-' || zone, ca % 2, -ca, ca ** 2, NOT (ca > 1), ca IS NULL, zone ~ 'a.*' FROM fact_y
SELECT strftime(d, '%Y-%m'), lpad(zone, 5, '0'), regexp_replace(zone, 'a', 'b', 'g') FROM fact_y
SELECT zone, sum(ca) FROM mart_x GROUP BY ROLLUP (zone), GROUPING SETS ((zone), ())
SELECT string_agg(zone, ', ' ORDER BY zone), arg_max(zone, ca), list(zone) FROM mart_x
SELECT j->>'a', json_extract_string(j, '$.b') FROM mart_x
SELECT a.zone FROM mart_x a ASOF JOIN fact_y b ON a.zone = b.zone AND a.d >= b.d
SELECT * FROM mart_x WHERE (zone, ca) IN ((1, 2)) OR zone = ANY (['a']) LIMIT 5 OFFSET 2
SELECT COLUMNS('c.*') FROM mart_x
SELECT $1 + ca FROM mart_x WHERE zone = $2
`;

const HOSTILE = `
SELECT * FROM secret
SELECT * FROM griot.builds
SELECT * FROM data.mart_x
SELECT * FROM main.mart_x
SELECT * FROM information_schema.tables
SELECT * FROM pg_catalog.pg_class
SELECT * FROM duckdb_settings()
SELECT * FROM duckdb_secrets()
SELECT * FROM read_csv('/etc/passwd')
SELECT * FROM read_csv_auto('/etc/passwd')
SELECT * FROM read_text('/etc/passwd')
SELECT * FROM read_parquet('x.parquet')
SELECT * FROM '/etc/passwd'
SELECT * FROM "data.csv"
SELECT * FROM glob('/*')
SELECT * FROM query('SELECT * FROM secret')
SELECT * FROM query_table('secret')
SELECT * FROM query_table(['secret', 'mart_x'])
SELECT getenv('HOME')
SELECT current_setting('temp_directory')
SELECT * FROM sniff_csv('/etc/passwd')
SELECT * FROM json_execute_serialized_sql('{}')
SELECT nextval('s')
SELECT write_log('x')
SELECT sleep_ms(100000)
SELECT * FROM checkpoint()
SELECT 1; SELECT 2
SELECT 1; DROP TABLE mart_x
DROP TABLE mart_x
INSERT INTO mart_x VALUES (1)
CREATE TABLE t AS SELECT 1
COPY mart_x TO '/tmp/x'
COPY (SELECT 1) TO '/tmp/x.csv'
ATTACH 'other.duckdb'
SET memory_limit = '100GB'
PRAGMA database_list
CALL pragma_version()
EXPLAIN ANALYZE SELECT 1
DESCRIBE secret
SHOW TABLES
SUMMARIZE mart_x
FROM (DESCRIBE secret)
WITH secret AS (SELECT * FROM secret) SELECT * FROM secret
WITH RECURSIVE secret AS (SELECT * FROM secret) SELECT * FROM secret
WITH a AS (SELECT * FROM b), b AS (SELECT 1) SELECT * FROM a
SELECT * FROM (WITH secret AS (SELECT 1) SELECT * FROM secret) x, secret
SELECT (SELECT max(a) FROM secret)
SELECT * FROM mart_x WHERE zone IN (SELECT zone FROM secret)
SELECT * FROM mart_x ORDER BY (SELECT a FROM secret)
SELECT * FROM mart_x LIMIT (SELECT count(*) FROM secret)
SELECT sum(a) OVER (PARTITION BY (SELECT 1 FROM secret)) FROM mart_x
SELECT sum(a) FILTER (WHERE getenv('x') = 'y') FROM mart_x
SELECT list_transform([1], lambda x: getenv('a'))
SELECT * REPLACE (getenv('x') AS zone) FROM mart_x
SELECT CASE WHEN true THEN getenv('x') END
SELECT * FROM mart_x JOIN fact_y ON getenv('x') = 'a'
SELECT * FROM secret PIVOT (sum(ca) FOR zone IN ('a'))
SELECT other.getenv('x')
SELECT griot.my_macro(1)
SELECT * FROM other.mart_x
SELECT * FROM mart_x AT (VERSION => 3)
SELECT repeat('x', 1000000000)
SELECT lpad('x', n, 'y') FROM mart_x
SELECT range(1000000000)
SELECT * FROM (VALUES ((SELECT a FROM secret))) v(x)
SELECT * FROM unnest((SELECT list(a) FROM secret))
SELECT * FROM mart_x UNION SELECT * FROM secret
FROM mart_x SELECT
SELECT * FROM parquet_metadata('x')
SELECT * FROM read_blob('/etc/passwd')
SELECT * FROM read_duckdb('x')
SELECT * FROM seq_scan('secret')
SELECT txid_current()
`;

const lines = (text: string): string[] => text.trim().split('\n');

async function judge(queries: string[]): Promise<Map<string, string>> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const verdicts = new Map<string, string>();
  for (const sql of queries) {
    const rows = (await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [sql])).getRows();
    try {
      checkSelect(String(rows[0]?.[0]), allowed);
      verdicts.set(sql, 'passed');
    } catch (error) {
      assert.ok(error instanceof DomainError && error.code === 'warehouse.sql_refused', String(error));
      verdicts.set(sql, `${error.details.reason}: ${error.details.what}`);
    }
  }
  connection.disconnectSync();
  instance.closeSync();
  return verdicts;
}

test('good queries pass', async () => {
  const good = lines(GOOD);
  assert.ok(good.length >= 30);
  for (const [sql, verdict] of await judge(good)) assert.equal(verdict, 'passed', sql);
});

test('hostile queries are refused', async () => {
  const hostile = lines(HOSTILE);
  assert.ok(hostile.length >= 30);
  for (const [sql, verdict] of await judge(hostile)) assert.notEqual(verdict, 'passed', sql);
});
