-- A small chain of shops. Few rows, so that every expected figure can be worked out by hand.
CREATE TABLE shops (shop_id VARCHAR, city VARCHAR, region VARCHAR, area DECIMAL(10,2), opened DATE);
INSERT INTO shops VALUES
  ('s1', 'Abidjan', 'Lagunes', 120.50, '2023-05-01'),
  ('s2', 'Bouaké', 'Gbêkê', 80.00, '2024-01-15'),
  ('s3', 'Korhogo', 'Poro', 60.00, '2024-06-01');

-- Clients change tier: one row per period of validity, the end excluded.
CREATE TABLE clients (client_id VARCHAR, name VARCHAR, tier VARCHAR, home_shop VARCHAR, valid_from DATE, valid_to DATE);
INSERT INTO clients VALUES
  ('c1', 'Awa', 'silver', 's1', '2024-01-01', '2024-03-01'),
  ('c1', 'Awa', 'gold', 's1', '2024-03-01', NULL),
  ('c2', 'Koffi', 'silver', 's2', '2024-01-01', NULL),
  ('c3', 'Issa', 'bronze', 's2', '2024-01-01', NULL);

CREATE TABLE sales (
  sale_id INTEGER, client_id VARCHAR, shop_id VARCHAR, sold_on DATE, paid_on DATE,
  amount DECIMAL(12,2), express BOOLEAN, coupon VARCHAR
);
INSERT INTO sales VALUES
  (1, 'c1', 's1', '2024-01-10', '2024-01-20', 100.00, true, 'NY'),
  (2, 'c1', 's1', '2024-01-10', '2024-02-05', 50.00, false, NULL),
  (3, 'c2', 's2', '2024-01-31', '2024-02-10', 200.00, false, 'NY'),
  (4, 'c2', 's1', '2024-02-15', '2024-03-01', 80.50, true, NULL),
  (5, 'c3', 's2', '2024-02-29', '2024-03-15', 19.50, false, NULL),
  (6, 'c1', 's1', '2024-03-05', '2024-03-05', 300.00, true, NULL),
  (7, 'c9', 's9', '2024-03-05', '2024-03-31', 10.00, NULL, 'X'),
  (8, 'c3', NULL, '2024-04-01', NULL, 5.00, false, NULL);

-- Stock is counted now and then: it may be added over shops, never over days.
CREATE TABLE stock (shop_id VARCHAR, counted_on DATE, units INTEGER);
INSERT INTO stock VALUES
  ('s1', '2024-01-01', 10), ('s1', '2024-01-31', 7), ('s1', '2024-02-01', 5),
  ('s2', '2024-01-01', 20), ('s2', '2024-01-15', 18), ('s2', '2024-02-28', 4);

CREATE TABLE visits (visitor VARCHAR, seen_on DATE, channel VARCHAR, basket VARCHAR);
INSERT INTO visits VALUES
  ('v1', '2024-01-01', 'ad', 'b1'), ('v1', '2024-01-03', 'mail', 'b2'),
  ('v2', '2024-01-02', 'ad', 'b3'), ('v3', '2024-01-02', 'mail', 'b4');
CREATE TABLE web_orders (visitor VARCHAR, ordered_on DATE, basket VARCHAR);
INSERT INTO web_orders VALUES ('v1', '2024-01-03', 'b1'), ('v2', '2024-01-20', 'b3'), ('v2', '2024-01-02', 'b9'), ('v8', '2024-01-05', 'b8');

CREATE TABLE signals (raised_at TIMESTAMP, kind VARCHAR);
INSERT INTO signals VALUES
  ('2024-01-01 10:05:00', 'door'), ('2024-01-01 10:50:00', 'door'), ('2024-01-01 12:00:01', 'heat'), ('2024-01-02 00:00:00', 'heat');

-- Monthly budget per shop; partitioned price lists.
CREATE TABLE budgets (shop_id VARCHAR, month DATE, planned DECIMAL(12,2));
INSERT INTO budgets VALUES ('s1', '2024-01-01', 140.00), ('s2', '2024-01-01', 180.00), ('s1', '2024-02-01', 100.00);
CREATE TABLE readings (meter VARCHAR, read_on DATE, partition_day DATE, kwh INTEGER);
INSERT INTO readings VALUES ('m1', '2024-01-01', '2024-01-01', 5), ('m1', '2024-01-02', '2024-01-02', 6), ('m2', '2024-01-02', '2024-01-02', 7);
CREATE TABLE meters (meter VARCHAR, partition_day DATE, place VARCHAR);
INSERT INTO meters VALUES ('m1', '2024-01-01', 'roof'), ('m1', '2024-01-02', 'cellar'), ('m2', '2024-01-02', 'roof');

-- Spines: days with market weeks of five days, and hours.
CREATE TABLE days AS
  SELECT CAST(d AS DATE) AS day, CAST(DATE '2024-01-01' + 5 * CAST(FLOOR(date_diff('day', DATE '2024-01-01', d) / 5) AS INTEGER) AS DATE) AS market_week
  FROM generate_series(TIMESTAMP '2023-01-01', TIMESTAMP '2024-12-31', INTERVAL 1 day) AS t(d);
CREATE TABLE hours AS SELECT h AS hour FROM generate_series(TIMESTAMP '2024-01-01', TIMESTAMP '2024-01-02 23:00:00', INTERVAL 1 hour) AS t(h);
