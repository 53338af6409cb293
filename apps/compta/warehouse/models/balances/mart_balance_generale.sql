-- Trial balance of each batch. What the journals of openings carry forward stands apart from the movements of the period.
with ouvertures as (
    select batch_id, journal
    from {{ ref('code_journal') }}
    where lower(intitule) like '%nouveau%' or upper(journal) in ('RAN', 'AN')
)
select
    lignes.client_id,
    lignes.batch_id,
    lots.period_start,
    lots.period_end,
    lignes.compte,
    coalesce(plan.intitule, '') as intitule,
    left(lignes.compte, 1) as classe,
    sum(case when ouvertures.journal is not null then lignes.debit else 0 end) as debit_ouverture,
    sum(case when ouvertures.journal is not null then lignes.credit else 0 end) as credit_ouverture,
    sum(case when ouvertures.journal is null then lignes.debit else 0 end) as debit_mouvement,
    sum(case when ouvertures.journal is null then lignes.credit else 0 end) as credit_mouvement,
    greatest(sum(lignes.debit) - sum(lignes.credit), 0) as solde_debiteur,
    greatest(sum(lignes.credit) - sum(lignes.debit), 0) as solde_crediteur,
    count(*) as ecritures
from {{ ref('grand_livre') }} as lignes
join {{ ref('etl_metadata') }} as lots on lots.batch_id = lignes.batch_id
left join {{ ref('plan_comptable') }} as plan on plan.batch_id = lignes.batch_id and plan.compte = lignes.compte
left join ouvertures on ouvertures.batch_id = lignes.batch_id and ouvertures.journal = lignes.journal
group by all
