select
  id_zone,
  nom_zone,
  coalesce(region, 'Sans région') as region,
  superficie_hectares,
  nb_lots,
  coordonnees,
  coalesce(status_viabilisation, 'inconnu') as status_viabilisation
from {{ source('zones', 'zones') }}
