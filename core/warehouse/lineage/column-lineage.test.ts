import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { columnLineage } from './column-lineage.ts';

const TABLES: Record<string, string[]> = {
  orders: ['id', 'client', 'amount', 'day'],
  clients: ['id', 'name', 'city'],
  lines: ['order_id', 'qty', 'price'],
};

/** `name = origin, origin` per column; a copy is marked with `:=`. */
async function lineage(sql: string): Promise<string[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const read = await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [sql]);
  connection.disconnectSync();
  instance.closeSync();
  return columnLineage(String(read.getRows()[0]?.[0]), (table) => TABLES[table] ?? []).map(
    ({ name, origins, isCopy }) =>
      `${name} ${isCopy ? ':=' : '='} ${origins.map(({ table, column }) => `${table}.${column}`).join(', ')}`.trim(),
  );
}

const CASES: [what: string, sql: string, columns: string[]][] = [
  [
    'columns, aliases and stars of joins',
    'SELECT o.id, c.name AS client_name, o.* FROM orders o JOIN clients c ON c.id = o.client',
    [
      ...['id := orders.id', 'client_name := clients.name', 'id := orders.id', 'client := orders.client'],
      ...['amount := orders.amount', 'day := orders.day'],
    ],
  ],
  [
    'CTEs, aggregates, filters that are no origin',
    `WITH paid AS (SELECT client, sum(amount) AS total FROM orders WHERE day > '2024-01-01' GROUP BY client)
     SELECT c.name, coalesce(p.total, 0) AS total FROM clients c LEFT JOIN paid p ON p.client = c.id`,
    ['name := clients.name', 'total = orders.amount'],
  ],
  [
    'a CTE hides a table of its name, a later one reads an earlier',
    `WITH orders AS (SELECT id AS x FROM clients), b AS (SELECT x + 1 AS y FROM orders) SELECT * FROM b`,
    ['y = clients.id'],
  ],
  [
    'set operations by place and by name',
    'SELECT id, name FROM clients UNION ALL SELECT client, city FROM (SELECT client, cast(day AS varchar) AS city FROM orders)',
    ['id := clients.id, orders.client', 'name = clients.name, orders.day'],
  ],
  [
    'by name',
    'SELECT id, name FROM clients UNION ALL BY NAME SELECT amount AS name, id FROM orders',
    ['id := clients.id, orders.id', 'name := clients.name, orders.amount'],
  ],
  [
    'star with exclude and replace',
    'SELECT * EXCLUDE (day) REPLACE (amount * 2 AS amount) FROM orders',
    ['id := orders.id', 'client := orders.client', 'amount = orders.amount'],
  ],
  ['COLUMNS by pattern', "SELECT COLUMNS('i.*') FROM clients", ['id := clients.id', 'city := clients.city']],
  [
    'USING stands once',
    'SELECT * FROM clients JOIN (SELECT id, amount FROM orders) USING (id)',
    ['id := clients.id', 'name := clients.name', 'city := clients.city', 'amount := orders.amount'],
  ],
  [
    'windows, case, scalar subquery that looks outside',
    `SELECT sum(qty) OVER (PARTITION BY order_id) AS q, CASE WHEN price > 1 THEN qty ELSE 0 END AS big,
       (SELECT max(amount) FROM orders o WHERE o.id = l.order_id) AS top FROM lines l`,
    ['q = lines.qty, lines.order_id', 'big = lines.price, lines.qty', 'top = orders.amount'],
  ],
  [
    'an alias named by a later item',
    'SELECT qty * price AS total, total * 2 AS twice FROM lines',
    ['total = lines.qty, lines.price', 'twice = lines.qty, lines.price'],
  ],
  [
    'recursion, lambdas, values, functions in FROM',
    `WITH RECURSIVE up AS (SELECT id AS n FROM clients UNION ALL SELECT n + 1 FROM up WHERE n < 3)
     SELECT n, list_transform([amount], lambda x: x + n) AS l, v.b, g.i
     FROM up, orders, (VALUES (1, 2)) v(a, b), range(3) g(i)`,
    ['n = clients.id', 'l = orders.amount, clients.id', 'b =', 'i ='],
  ],
  [
    'lateral joins and structs',
    "SELECT k.double, s.f FROM orders o, LATERAL (SELECT o.amount * 2 AS double) k, (SELECT {'f': name} AS s FROM clients)",
    ['double = orders.amount', 'f = clients.name'],
  ],
  [
    'pivot',
    "SELECT * FROM (SELECT client, day, amount FROM orders) PIVOT (sum(amount) FOR day IN ('a', 'b'))",
    ['client := orders.client', 'a = orders.amount', 'b = orders.amount'],
  ],
  ['tables in a schema are no CTE', 'WITH orders AS (SELECT 1 AS one) SELECT id FROM data.orders', ['id := orders.id']],
];

for (const [what, sql, columns] of CASES) {
  test(`lineage: ${what}`, async () => assert.deepEqual(await lineage(sql), columns));
}

test('what is no query has no lineage', async () => {
  await assert.rejects(lineage('DROP TABLE orders'), { code: 'warehouse.lineage_failed' });
});
