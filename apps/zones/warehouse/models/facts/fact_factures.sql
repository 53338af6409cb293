-- Grain: invoice issued by the as-of date, cancelled ones too (their revenue is zero). All states are as of that date.
with paid as (
  select
    id_facture,
    {{ money('sum(montant_impute)') }} as montant_paye,
    {{ money('sum(montant_credit)') }} as montant_credit,
    cast(sum(montant_impute * delai_paiement_jours) as decimal(24, 2)) as montant_jours,
    count(*) as nombre_paiements,
    max(date_paiement) as date_dernier_paiement
  from {{ ref('fact_paiements') }}
  group by id_facture
),

stated as (
  select
    f.id_facture,
    f.id_entreprise,
    f.date_emission,
    f.date_echeance,
    f.montant_facture,
    f.is_annulee,
    {{ truth('f.date_echeance < ' ~ as_of()) }} as is_echue,
    f.statut_paiement as statut_source,
    case when f.is_annulee then {{ money(0) }} else f.montant_facture end as ca,
    coalesce(p.montant_paye, {{ money(0) }}) as montant_paye,
    coalesce(p.montant_credit, {{ money(0) }}) as montant_credit,
    coalesce(p.montant_jours, 0) as montant_jours,
    coalesce(p.nombre_paiements, 0) as nombre_paiements,
    p.date_dernier_paiement
  from {{ ref('stg_factures') }} f
  left join paid p on p.id_facture = f.id_facture
  where f.date_emission <= {{ as_of() }}
),

owed as (
  select
    *,
    {{ money('ca - montant_paye') }} as reste_a_payer,
    {{ money('case when is_echue then ca else 0 end') }} as montant_echu,
    {{ money('case when is_echue then montant_paye else 0 end') }} as montant_paye_echu,
    {{ money('case when is_echue then ca - montant_paye else 0 end') }} as montant_impaye
  from stated
),

-- The company as it was known when the invoice was issued; its first version for what came before the first load.
-- Plain comparisons, so that the join below is a hash join: with OR in its condition it compares every pair of rows.
versions as (
  select
    id_entreprise,
    dbt_scd_id,
    case when version = 1 then {{ first_of_days() }} else {{ day_of('dbt_valid_from') }} end as first_day,
    coalesce({{ day_of('dbt_valid_to') }}, {{ last_of_days() }}) as end_day
  from {{ ref('dim_entreprises') }}
)

select
  o.id_facture,
  o.id_entreprise,
  e.id_zone,
  v.dbt_scd_id as entreprise_version,
  e.zone_location as zone,
  e.secteur_activite as secteur,
  o.date_emission,
  {{ month_of('o.date_emission') }} as mois,
  o.date_echeance,
  o.montant_facture,
  o.ca,
  o.montant_paye,
  o.montant_credit,
  o.reste_a_payer,
  o.montant_echu,
  o.montant_paye_echu,
  o.montant_impaye,
  cast(o.montant_jours as decimal(24, 2)) as montant_jours,
  o.nombre_paiements,
  o.date_dernier_paiement,
  o.is_annulee,
  {{ truth('not o.is_annulee and o.reste_a_payer = 0') }} as is_payee,
  {{ truth('o.montant_impaye > 0') }} as is_impayee,
  case
    when o.is_annulee then 'annulee'
    when o.reste_a_payer = 0 then 'payee'
    when o.montant_paye > 0 then 'partielle'
    else 'impayee'
  end as statut_paiement,
  o.statut_source,
  case when o.montant_impaye > 0 then {{ days_between('o.date_echeance', as_of()) }} else 0 end as jours_retard,
  case
    when o.montant_impaye = 0 then null
    when {{ days_between('o.date_echeance', as_of()) }} <= 30 then '0-30'
    when {{ days_between('o.date_echeance', as_of()) }} <= 60 then '31-60'
    when {{ days_between('o.date_echeance', as_of()) }} <= 90 then '61-90'
    else '90+'
  end as tranche_retard
from owed o
join {{ ref('dim_entreprises') }} e on e.id_entreprise = o.id_entreprise and e.is_current
left join versions v
  on v.id_entreprise = o.id_entreprise and v.first_day <= o.date_emission and v.end_day > o.date_emission
