-- First digits of purchases and sales (accounts 60 to 62 and 70) beside Benford's law, log10(1 + 1/d).
with montants as (
    select client_id, batch_id, cast(left(cast(cast((debit + credit) * 100 as bigint) as varchar), 1) as integer) as chiffre
    from {{ ref('fact_ecritures') }}
    where not ouverture and left(compte, 2) in ('60', '61', '62', '70') and debit + credit > 0
),

comptes as (
    select client_id, batch_id, chiffre, count(*) as observe
    from montants
    group by client_id, batch_id, chiffre
),

totaux as (
    select client_id, batch_id, sum(observe) as total
    from comptes
    group by client_id, batch_id
)

select
    totaux.client_id,
    totaux.batch_id,
    lois.chiffre,
    coalesce(comptes.observe, 0) as observe,
    totaux.total,
    lois.part as part_attendue,
    cast(coalesce(comptes.observe, 0) as double) / totaux.total as part_observee
from totaux
cross join {{ ref('loi_benford') }} as lois
left join comptes on comptes.batch_id = totaux.batch_id and comptes.chiffre = lois.chiffre
