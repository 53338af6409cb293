-- People of places by the hour: their numbers, ascending. Bits would be mostly empty: an hour of a place has few of all the people.
CREATE TABLE payops_user_place_hours (
  tenant_id uuid NOT NULL,
  scope     integer NOT NULL,
  at        timestamptz NOT NULL,
  people    integer[] NOT NULL,
  PRIMARY KEY (tenant_id, scope, at)
);
SELECT griot.protect_tenant_table('payops_user_place_hours');
-- What is there already is added by the next roll-up.
UPDATE payops_roll_marks SET rolled = 0;

-- When somebody last read a ready answer: those are made anew first.
ALTER TABLE dash_snapshots ADD COLUMN read_at timestamptz;

-- Adds the people of an hour to it and to the days of their scopes. One at a time per tenant (the caller holds the mark's row), and
-- always the whole hour: a place's list of it is replaced by one that has everybody of before.
CREATE OR REPLACE FUNCTION payops_roll_users(of_hour timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  tenant uuid := griot.current_tenant();
  zone text;
BEGIN
  SELECT coalesce(max(time_zone), 'Africa/Abidjan') INTO zone FROM payops_settings s WHERE s.tenant_id = tenant;
  INSERT INTO payops_user_numbers (tenant_id, user_key, n)
  SELECT tenant, f.user_key, m.top + row_number() OVER (ORDER BY f.user_key)
    FROM (SELECT DISTINCT u.user_key FROM payops_users_hourly u WHERE u.tenant_id = tenant AND u.hour = of_hour
             AND NOT EXISTS (SELECT FROM payops_user_numbers k WHERE k.tenant_id = tenant AND k.user_key = u.user_key)) f
   CROSS JOIN (SELECT coalesce(max(n), -1) AS top FROM payops_user_numbers WHERE tenant_id = tenant) m;
  WITH who AS MATERIALIZED (
    SELECT DISTINCT v.scope, v.is_whole, k.n
      FROM payops_users_hourly u
      JOIN payops_cells c ON c.tenant_id = tenant AND c.cell = u.cell
      JOIN payops_user_numbers k ON k.tenant_id = tenant AND k.user_key = u.user_key
     CROSS JOIN LATERAL (VALUES (c.whole, true), (c.place, false)) AS v(scope, is_whole)
     WHERE u.tenant_id = tenant AND u.hour = of_hour),
  bits AS MATERIALIZED (
    SELECT scope, is_whole, n / 4096 AS block, bit_or(set_bit(repeat('0', 4096)::bit(4096), n % 4096, 1)) AS users
      FROM who GROUP BY 1, 2, 3),
  hours AS (
    INSERT INTO payops_user_hours AS x (tenant_id, scope, at, block, users)
    SELECT tenant, scope, of_hour, block, users FROM bits WHERE is_whole
    ON CONFLICT (tenant_id, scope, at, block) DO UPDATE SET users = x.users | excluded.users),
  places AS (
    INSERT INTO payops_user_place_hours AS x (tenant_id, scope, at, people)
    SELECT tenant, scope, of_hour, array_agg(n ORDER BY n) FROM who WHERE NOT is_whole GROUP BY scope
    ON CONFLICT (tenant_id, scope, at) DO UPDATE SET people = excluded.people)
  INSERT INTO payops_user_days AS x (tenant_id, scope, at, block, users)
  SELECT tenant, scope, date_trunc('day', of_hour, zone), block, users FROM bits
  ON CONFLICT (tenant_id, scope, at, block) DO UPDATE SET users = x.users | excluded.users;
END $$;
