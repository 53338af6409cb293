select
  z.id_zone,
  z.nom_zone,
  z.region,
  z.superficie_hectares,
  z.nb_lots,
  z.status_viabilisation,
  z.coordonnees,
  coalesce(l.lots_connus, 0) as lots_connus,
  coalesce(l.lots_viabilises, 0) as lots_viabilises,
  cast(coalesce(l.surface_lots, 0) as decimal(18, 4)) as surface_lots_hectares
from {{ ref('stg_zones') }} z
left join (
  select
    id_zone,
    count(*) as lots_connus,
    count(*) filter (where viabilise) as lots_viabilises,
    sum(superficie_hectares) as surface_lots
  from {{ ref('stg_lots') }}
  group by id_zone
) l on l.id_zone = z.id_zone
