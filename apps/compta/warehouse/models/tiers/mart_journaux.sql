-- Centralised journals: totals of each journal, month by month.
select
    ecritures.client_id,
    ecritures.batch_id,
    ecritures.journal,
    coalesce(max(journaux.intitule), '') as intitule,
    coalesce(max(journaux.type), '') as type_journal,
    cast(date_trunc('month', ecritures.date_ecriture) as date) as mois,
    sum(ecritures.debit) as debit,
    sum(ecritures.credit) as credit,
    count(*) as ecritures,
    count(distinct ecritures.piece) as pieces
from {{ ref('fact_ecritures') }} as ecritures
left join {{ ref('code_journal') }} as journaux
  on journaux.batch_id = ecritures.batch_id and journaux.journal = ecritures.journal
group by
    ecritures.client_id, ecritures.batch_id, ecritures.journal, cast(date_trunc('month', ecritures.date_ecriture) as date)
