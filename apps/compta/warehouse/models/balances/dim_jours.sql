-- Days from the first entry to the end of the last period: the calendar of running figures.
with bornes as (
    select min(date_ecriture) as debut, max(date_ecriture) as fin
    from {{ ref('fact_ecritures') }}
),

periodes as (
    select max(period_end) as fin
    from {{ ref('etl_metadata') }}
    where status = 'COMPLETED'
)

{{ suite_de_jours('(select debut from bornes)', '(select greatest(bornes.fin, periodes.fin) from bornes cross join periodes)') }}
