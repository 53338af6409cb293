select
  id_paiement,
  id_facture,
  {{ money('montant_paye') }} as montant_paye,
  date_paiement,
  coalesce(mode_paiement, 'autre') as mode_paiement
from {{ source('zones', 'paiements') }}
