-- Grain: zone x day, from the first lease of any zone to the as-of date. A plot counts once, however many leases overlap.
with leases as (
  select
    a.id_lot,
    a.date_debut,
    least(coalesce(a.date_fin, {{ as_of() }}), {{ as_of() }}) as date_fin
  from {{ ref('stg_attributions') }} a
  where a.is_valide and a.date_debut <= {{ as_of() }}
),

marked as (
  select
    *,
    max(date_fin) over (
      partition by id_lot order by date_debut, date_fin rows between unbounded preceding and 1 preceding
    ) as fin_avant
  from leases
),

grouped as (
  -- A new run begins where no earlier lease of the plot reaches.
  select
    id_lot,
    date_debut,
    date_fin,
    sum(case when fin_avant is null or date_debut > {{ days_after('fin_avant', 1) }} then 1 else 0 end) over (
      partition by id_lot order by date_debut, date_fin rows unbounded preceding
    ) as suite
  from marked
),

runs as (
  select id_lot, suite, min(date_debut) as debut, max(date_fin) as fin from grouped group by id_lot, suite
),

moves as (
  select l.id_zone, r.debut as day, 1 as lots, l.superficie_hectares as surface
  from runs r join {{ ref('stg_lots') }} l on l.id_lot = r.id_lot
  union all
  select l.id_zone, {{ days_after('r.fin', 1) }}, -1, -1 * l.superficie_hectares
  from runs r join {{ ref('stg_lots') }} l on l.id_lot = r.id_lot
),

by_day as (
  select id_zone, day, sum(lots) as lots, sum(coalesce(surface, 0)) as surface from moves group by id_zone, day
),

days as (
  select d.date_key as day
  from {{ ref('dim_dates') }} d
  where d.date_key <= {{ as_of() }}
    and d.date_key >= coalesce((select min(date_debut) from leases), {{ as_of() }})
),

filled as (
  select
    z.id_zone as id_zone,
    d.day as day,
    sum(coalesce(m.lots, 0)) over (partition by z.id_zone order by d.day rows unbounded preceding) as lots_attribues,
    sum(coalesce(m.surface, 0)) over (partition by z.id_zone order by d.day rows unbounded preceding) as surface
  from {{ ref('dim_zones') }} z
  cross join days d
  left join by_day m on m.id_zone = z.id_zone and m.day = d.day
)

select
  f.id_zone,
  f.day as date_jour,
  z.lots_connus as lots_total,
  cast(f.lots_attribues as bigint) as lots_attribues,
  cast(z.lots_connus - f.lots_attribues as bigint) as lots_disponibles,
  {{ percentage('f.lots_attribues', 'z.lots_connus') }} as taux_occupation,
  z.surface_lots_hectares as surface_lots_hectares,
  cast(f.surface as decimal(18, 4)) as surface_attribuee_hectares
from filled f
join {{ ref('dim_zones') }} z on z.id_zone = f.id_zone
