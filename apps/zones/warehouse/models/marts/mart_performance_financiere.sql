-- Invoices by the zone and sector of their client and the month of issue, as they stand on the as-of date.
with cells as (
  select
    zone,
    mois,
    secteur,
    count(distinct id_entreprise) as clients,
    {{ money('sum(ca)') }} as ca_total,
    {{ money('sum(montant_paye)') }} as montant_paye,
    {{ money('sum(montant_impaye)') }} as montant_impaye,
    {{ money('sum(reste_a_payer)') }} as creances_clients_montant,
    {{ money('sum(montant_echu)') }} as montant_echu,
    {{ money('sum(montant_paye_echu)') }} as montant_paye_echu,
    sum(montant_jours) as montant_jours,
    count(*) filter (where is_payee) as factures_payees,
    count(*) filter (where is_impayee) as factures_impayees,
    count(*) as factures_emises
  from {{ ref('fact_factures') }}
  where not is_annulee
  group by zone, mois, secteur
)

select
  zone,
  mois,
  secteur,
  ca_total,
  cast({{ exact_ratio('ca_total', 'clients') }} as decimal(18, 2)) as ca_moyen_par_client,
  montant_impaye,
  {{ percentage('montant_impaye', 'ca_total') }} as taux_impaye_pct,
  {{ percentage('montant_paye', 'ca_total') }} as taux_paiement_pct,
  cast({{ exact_ratio('montant_jours', 'montant_paye') }} as decimal(18, 2)) as delai_moyen_paiement,
  {{ percentage('montant_paye_echu', 'montant_echu') }} as taux_recouvrement_moyen,
  creances_clients_montant,
  factures_payees,
  factures_impayees,
  factures_emises,
  clients,
  montant_paye,
  montant_echu,
  {{ as_of() }} as date_maj
from cells
