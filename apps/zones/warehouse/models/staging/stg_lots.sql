select
  id_lot,
  id_zone,
  coalesce(numero, id_lot) as numero,
  superficie_hectares,
  coordonnees,
  coalesce(viabilise, false) as viabilise
from {{ source('zones', 'lots') }}
