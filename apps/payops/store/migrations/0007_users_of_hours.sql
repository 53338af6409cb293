-- People of the whole platform by the hour, as bits like those of days: 24 hours of it are some hundred rows, whatever the traffic.
CREATE TABLE payops_user_hours (
  tenant_id uuid NOT NULL,
  scope     integer NOT NULL,
  at        timestamptz NOT NULL,
  block     integer NOT NULL,
  users     bit(4096) NOT NULL,
  PRIMARY KEY (tenant_id, scope, at, block)
);
SELECT griot.protect_tenant_table('payops_user_hours');
-- What is there already is added by the next roll-up.
UPDATE payops_roll_marks SET rolled = 0;

-- Adds the people of an hour to it and to the days of their scopes. One at a time per tenant (the caller holds the mark's row).
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
  WITH bits AS MATERIALIZED (
    SELECT s.scope, s.is_whole, s.n / 4096 AS block, bit_or(set_bit(repeat('0', 4096)::bit(4096), s.n % 4096, 1)) AS users
      FROM (SELECT DISTINCT v.scope, v.is_whole, k.n
              FROM payops_users_hourly u
              JOIN payops_cells c ON c.tenant_id = tenant AND c.cell = u.cell
              JOIN payops_user_numbers k ON k.tenant_id = tenant AND k.user_key = u.user_key
             CROSS JOIN LATERAL (VALUES (c.whole, true), (c.place, false)) AS v(scope, is_whole)
             WHERE u.tenant_id = tenant AND u.hour = of_hour) s
     GROUP BY 1, 2, 3),
  hours AS (
    INSERT INTO payops_user_hours AS x (tenant_id, scope, at, block, users)
    SELECT tenant, scope, of_hour, block, users FROM bits WHERE is_whole
    ON CONFLICT (tenant_id, scope, at, block) DO UPDATE SET users = x.users | excluded.users)
  INSERT INTO payops_user_days AS x (tenant_id, scope, at, block, users)
  SELECT tenant, scope, date_trunc('day', of_hour, zone), block, users FROM bits
  ON CONFLICT (tenant_id, scope, at, block) DO UPDATE SET users = x.users | excluded.users;
END $$;
