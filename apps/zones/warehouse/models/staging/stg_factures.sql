select
  id_facture,
  id_entreprise,
  {{ money('montant_facture') }} as montant_facture,
  date_emission,
  date_echeance,
  statut_paiement,
  {{ truth("statut_paiement = 'annulee'") }} as is_annulee
from {{ source('zones', 'factures') }}
