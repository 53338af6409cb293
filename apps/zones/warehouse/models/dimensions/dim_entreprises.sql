-- SCD type 2: a row for each version of a company that the snapshot saw. Segment, first invoice and activity are of the
-- company as it is now, the same in all its versions.
with activity as (
  select
    e.id_entreprise,
    min(f.date_emission) as date_premiere_facture,
    max(f.date_emission) as date_derniere_facture
  from {{ ref('stg_entreprises') }} e
  join {{ ref('stg_factures') }} f
    on f.id_entreprise = e.id_entreprise and not f.is_annulee and f.date_emission <= {{ as_of() }}
  group by e.id_entreprise
),

leases as (
  -- A lease that ran on at least one of the last twelve months' days.
  select distinct id_entreprise
  from {{ ref('stg_attributions') }}
  where is_valide
    and date_debut <= {{ as_of() }}
    and (date_fin is null or date_fin > {{ months_before(as_of(), 12) }})
)

select
  s.dbt_scd_id,
  s.id_entreprise,
  s.raison_sociale,
  s.secteur_activite,
  s.zone_location,
  z.id_zone,
  coalesce(z.region, 'Sans région') as region,
  s.statut,
  s.email,
  s.telephone,
  s.adresse,
  s.contact_nom,
  s.date_creation,
  c.segment,
  a.date_premiere_facture,
  a.date_derniere_facture,
  {{ truth('coalesce(a.date_derniere_facture > ' ~ months_before(as_of(), 12) ~ ', false) or l.id_entreprise is not null') }} as is_active,
  {{ truth('s.dbt_valid_to is null') }} as is_current,
  row_number() over (partition by s.id_entreprise order by s.dbt_valid_from) as version,
  s.dbt_valid_from,
  s.dbt_valid_to,
  s.dbt_updated_at
from {{ ref('snapshot_entreprises') }} s
left join {{ ref('stg_zones') }} z on z.nom_zone = s.zone_location
left join {{ ref('dim_client_segment') }} c on c.id_entreprise = s.id_entreprise
left join activity a on a.id_entreprise = s.id_entreprise
left join leases l on l.id_entreprise = s.id_entreprise
