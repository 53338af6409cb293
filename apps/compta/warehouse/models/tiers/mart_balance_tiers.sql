-- Trial balance by third party at the end of each period.
with noms as (
    select client_id, tiers, max(intitule) as intitule, max(type) as type_tiers
    from {{ ref('plan_tiers') }}
    group by client_id, tiers
)

select
    lots.batch_id,
    lots.client_id,
    situations.date_situation,
    ecritures.compte,
    ecritures.tiers,
    coalesce(max(noms.intitule), '') as intitule,
    coalesce(max(noms.type_tiers), '') as type_tiers,
    sum(case when ecritures.ouverture then ecritures.debit - ecritures.credit else 0 end) as ouverture,
    sum(case when ecritures.ouverture then 0 else ecritures.debit end) as debit_mouvement,
    sum(case when ecritures.ouverture then 0 else ecritures.credit end) as credit_mouvement,
    sum(ecritures.debit) - sum(ecritures.credit) as solde,
    count(*) as ecritures
from {{ ref('situation_lots') }} as lots
join {{ ref('dim_situations') }} as situations on situations.batch_id = lots.batch_id
join {{ ref('fact_ecritures') }} as ecritures on ecritures.batch_id = lots.lot_id
left join noms on noms.client_id = ecritures.client_id and noms.tiers = ecritures.tiers
where ecritures.tiers is not null and ecritures.tiers <> ''
group by lots.batch_id, lots.client_id, situations.date_situation, ecritures.compte, ecritures.tiers
