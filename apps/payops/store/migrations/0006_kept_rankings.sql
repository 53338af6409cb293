-- Who counts most, ready: as many rows as pages show, per entity that has a ready answer and window.
CREATE TABLE dash_rankings (
  tenant_id   uuid NOT NULL,
  tenant_type text COLLATE "C" NOT NULL,
  entity_id   text COLLATE "C" NOT NULL,
  time_window text COLLATE "C" NOT NULL CHECK (time_window IN ('today', '24h', '7d', '30d', 'month')),
  by          text COLLATE "C" NOT NULL CHECK (by IN ('entity', 'region', 'country', 'merchant')),
  computed_at timestamptz NOT NULL,
  items       jsonb NOT NULL,
  PRIMARY KEY (tenant_id, tenant_type, entity_id, time_window, by)
);
SELECT griot.protect_tenant_table('dash_rankings');
