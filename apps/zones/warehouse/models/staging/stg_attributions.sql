-- A lease that was called off never ran; the others ran from date_debut to date_fin, both days included.
select
  a.id_attribution,
  a.id_lot,
  l.id_zone,
  a.id_entreprise,
  a.date_debut,
  a.date_fin,
  coalesce(a.statut, 'active') as statut,
  {{ truth("coalesce(a.statut, 'active') <> 'annulee'") }} as is_valide
from {{ source('zones', 'attributions') }} a
join {{ source('zones', 'lots') }} l on l.id_lot = a.id_lot
