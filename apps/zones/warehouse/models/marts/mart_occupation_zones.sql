-- Each zone on the as-of date.
with present as (
  select
    l.id_zone as id_zone,
    {{ text_list('e.secteur_activite') }} as secteurs_presents
  from {{ ref('stg_attributions') }} a
  join {{ ref('stg_lots') }} l on l.id_lot = a.id_lot
  join {{ ref('dim_entreprises') }} e on e.id_entreprise = a.id_entreprise and e.is_current
  where a.is_valide
    and a.date_debut <= {{ as_of() }}
    and (a.date_fin is null or a.date_fin >= {{ as_of() }})
  group by l.id_zone
),

today as (
  select * from {{ ref('fact_occupation') }} where date_jour = {{ as_of() }}
)

select
  z.id_zone as zone_id,
  z.nom_zone as zone_name,
  z.region,
  z.lots_connus as total_lots,
  coalesce(t.lots_disponibles, z.lots_connus) as lots_disponibles,
  coalesce(t.lots_attribues, 0) as lots_attribues,
  {{ percentage('coalesce(t.lots_attribues, 0)', 'z.lots_connus') }} as taux_occupation,
  z.superficie_hectares as surface_total_hectares,
  cast(coalesce(t.surface_attribuee_hectares, 0) as decimal(18, 4)) as surface_attribuee_hectares,
  z.surface_lots_hectares,
  z.status_viabilisation as viabilisation_status,
  z.lots_viabilises,
  coalesce(p.secteurs_presents, '') as secteurs_presents,
  z.coordonnees,
  {{ as_of() }} as date_maj
from {{ ref('dim_zones') }} z
left join today t on t.id_zone = z.id_zone
left join present p on p.id_zone = z.id_zone
