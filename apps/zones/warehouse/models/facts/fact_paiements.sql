-- Grain: payment received by the as-of date. What is paid on an invoice counts up to its amount, in order of date; the
-- rest is a credit, as is all that was paid on a cancelled invoice.
with payments as (
  select
    p.id_paiement,
    p.id_facture,
    f.id_entreprise,
    f.date_emission,
    f.date_echeance,
    f.is_annulee,
    p.date_paiement,
    p.mode_paiement,
    p.montant_paye,
    case when f.is_annulee then {{ money(0) }} else f.montant_facture end as montant_du,
    sum(p.montant_paye) over (
      partition by p.id_facture order by p.date_paiement, p.id_paiement rows unbounded preceding
    ) - p.montant_paye as paye_avant
  from {{ ref('stg_paiements') }} p
  join {{ ref('stg_factures') }} f on f.id_facture = p.id_facture
  where p.date_paiement <= {{ as_of() }} and f.date_emission <= {{ as_of() }}
),

allocated as (
  select *, {{ money('greatest(0, least(montant_paye, montant_du - paye_avant))') }} as montant_impute from payments
)

select
  a.id_paiement,
  a.id_facture,
  a.id_entreprise,
  e.id_zone,
  a.date_paiement,
  {{ month_of('a.date_paiement') }} as mois_paiement,
  a.date_emission,
  a.date_echeance,
  a.mode_paiement,
  a.montant_paye,
  a.montant_impute,
  {{ money('a.montant_paye - a.montant_impute') }} as montant_credit,
  case when a.is_annulee then null else {{ days_between('a.date_emission', 'a.date_paiement') }} end as delai_paiement_jours
from allocated a
join {{ ref('dim_entreprises') }} e on e.id_entreprise = a.id_entreprise and e.is_current
