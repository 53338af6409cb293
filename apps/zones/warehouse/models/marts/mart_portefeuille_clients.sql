-- Each company on the as-of date, over all its invoices. The risk score is 0 (none) to 100, the sum of four parts that
-- are kept beside it. Each part is a value from 0 to 100 that never falls when what it measures gets worse:
--   overdue        0.40  overdue money as a share of one year's invoices
--   age            0.30  days since the due date of the oldest overdue invoice, 180 days and more being 100
--   delay          0.20  by how many days payments got later, last six months against the six before; 30 and more is 100
--   concentration  0.10  the client's part of all money owed to the agency; a tenth of it and more is 100
-- A company that was never invoiced has no score.
with invoiced as (
  select
    id_entreprise,
    {{ money('sum(ca)') }} as ca_total,
    {{ money('sum(case when date_emission > ' ~ months_before(as_of(), 12) ~ ' then ca else 0 end)') }} as ca_12_mois,
    {{ money('sum(montant_paye)') }} as montant_paye,
    {{ money('sum(montant_credit)') }} as montant_credit,
    {{ money('sum(reste_a_payer)') }} as creances,
    {{ money('sum(montant_impaye)') }} as montant_impaye,
    sum(montant_jours) as montant_jours,
    count(*) filter (where not is_annulee) as nombre_factures,
    count(*) filter (where is_impayee) as factures_impayees,
    max(case when is_impayee then jours_retard else 0 end) as plus_ancienne_dette_jours,
    max(date_emission) filter (where not is_annulee) as date_derniere_facture
  from {{ ref('fact_factures') }}
  group by id_entreprise
),

delays as (
  select
    id_entreprise,
    cast({{ exact_ratio('sum(case when recent then montant_impute * delai_paiement_jours end)', 'sum(case when recent then montant_impute end)') }} as decimal(18, 2)) as delai_recent,
    cast({{ exact_ratio('sum(case when not recent then montant_impute * delai_paiement_jours end)', 'sum(case when not recent then montant_impute end)') }} as decimal(18, 2)) as delai_avant
  from (
    select *, date_paiement > {{ months_before(as_of(), 6) }} as recent
    from {{ ref('fact_paiements') }}
    where date_paiement > {{ months_before(as_of(), 12) }} and delai_paiement_jours is not null
  ) payments
  group by id_entreprise
),

plots as (
  select id_entreprise, count(distinct id_lot) as lots
  from {{ ref('stg_attributions') }}
  where is_valide
    and date_debut <= {{ as_of() }}
    and (date_fin is null or date_fin >= {{ as_of() }})
  group by id_entreprise
),

before as (
  -- Active by the same rule, one year earlier.
  select id_entreprise from {{ ref('stg_factures') }}
  where not is_annulee
    and date_emission > {{ months_before(as_of(), 24) }} and date_emission <= {{ months_before(as_of(), 12) }}
  union
  select id_entreprise from {{ ref('stg_attributions') }}
  where is_valide
    and date_debut <= {{ months_before(as_of(), 12) }}
    and (date_fin is null or date_fin > {{ months_before(as_of(), 24) }})
),

measured as (
  select
    e.id_entreprise as id_entreprise,
    i.nombre_factures is not null and i.nombre_factures > 0 as is_invoiced,
    {{ percentage('i.creances', 'sum(i.creances) over ()') }} as part_creances_pct,
    case
      when coalesce(i.montant_impaye, 0) = 0 then 0
      when i.ca_12_mois = 0 then 100
      else least(100, {{ percentage('i.montant_impaye', 'i.ca_12_mois') }})
    end as overdue,
    least(100, {{ percentage('coalesce(i.plus_ancienne_dette_jours, 0)', 180) }}) as age,
    -- least and greatest pass over nulls: nothing to compare must stay nothing, not become the bound.
    case
      when d.delai_recent is null or d.delai_avant is null then 0
      else greatest(0, least(100, {{ percentage('d.delai_recent - d.delai_avant', 30) }}))
    end as delay,
    case
      when coalesce(i.creances, 0) = 0 then 0
      else least(100, {{ percentage('i.creances', 'sum(i.creances) over ()') }} * 10)
    end as concentration,
    d.delai_recent,
    d.delai_avant
  from {{ ref('dim_entreprises') }} e
  left join invoiced i on i.id_entreprise = e.id_entreprise
  left join delays d on d.id_entreprise = e.id_entreprise
  where e.is_current
),

scored as (
  select
    *,
    {{ hundredths_of('overdue', 40) }} as overdue_points,
    {{ hundredths_of('age', 30) }} as age_points,
    {{ hundredths_of('delay', 20) }} as delay_points,
    {{ hundredths_of('concentration', 10) }} as concentration_points
  from measured
)

select
  e.id_entreprise,
  e.raison_sociale,
  e.secteur_activite,
  e.zone_location,
  e.id_zone,
  e.region,
  coalesce(i.ca_total, {{ money(0) }}) as chiffre_affaires_total,
  coalesce(i.ca_12_mois, {{ money(0) }}) as ca_12_mois,
  coalesce(i.montant_paye, {{ money(0) }}) as montant_paye,
  coalesce(i.montant_credit, {{ money(0) }}) as montant_credit,
  coalesce(i.creances, {{ money(0) }}) as creances_clients_montant,
  coalesce(i.montant_impaye, {{ money(0) }}) as montant_impaye,
  coalesce(p.lots, 0) as nombre_lots_attribues,
  coalesce(i.nombre_factures, 0) as nombre_factures,
  coalesce(i.factures_impayees, 0) as factures_impayees,
  {{ percentage('i.montant_paye', 'i.ca_total') }} as taux_paiement_pct,
  cast({{ exact_ratio('i.montant_jours', 'i.montant_paye') }} as decimal(18, 2)) as delai_moyen_paiement,
  e.segment as segment_client,
  case when e.is_active then 'actif' else 'inactif' end as statut_activite,
  {{ truth('b.id_entreprise is not null') }} as etait_actif_un_an_avant,
  e.date_premiere_facture,
  i.date_derniere_facture,
  case
    when s.is_invoiced
      then cast(s.overdue_points + s.age_points + s.delay_points + s.concentration_points as decimal(5, 2))
  end as risk_score,
  cast(s.overdue as decimal(5, 2)) as risque_impaye,
  s.overdue_points as risque_impaye_points,
  cast(s.age as decimal(5, 2)) as risque_anciennete,
  s.age_points as risque_anciennete_points,
  cast(s.delay as decimal(5, 2)) as risque_tendance,
  s.delay_points as risque_tendance_points,
  cast(s.concentration as decimal(5, 2)) as risque_concentration,
  s.concentration_points as risque_concentration_points,
  coalesce(i.plus_ancienne_dette_jours, 0) as plus_ancienne_dette_jours,
  s.delai_recent,
  s.delai_avant,
  s.part_creances_pct,
  {{ as_of() }} as date_maj
from {{ ref('dim_entreprises') }} e
join scored s on s.id_entreprise = e.id_entreprise
left join invoiced i on i.id_entreprise = e.id_entreprise
left join plots p on p.id_entreprise = e.id_entreprise
left join before b on b.id_entreprise = e.id_entreprise
where e.is_current
