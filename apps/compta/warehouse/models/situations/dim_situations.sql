-- The books as they stand at the end of each period that is shown. They begin with the last period that carries openings (what
-- it carries forward holds all that was before), or that follows days of which nothing is known.
with lots as (
    select batch_id, client_id, coalesce(standard, 'syscohada') as standard, period_start, period_end
    from {{ ref('etl_metadata') }}
    where status = 'COMPLETED'
),

ouverts as (
    select distinct batch_id
    from {{ ref('fact_ecritures') }}
    where ouverture
),

departs as (
    select lots.batch_id as batch_id
    from lots
    left join lots as veille
      on veille.client_id = lots.client_id and {{ jours_entre('veille.period_end', 'lots.period_start') }} = 1
    left join ouverts on ouverts.batch_id = lots.batch_id
    where ouverts.batch_id is not null or veille.batch_id is null
),

debuts as (
    select lots.batch_id as batch_id, max(avant.period_start) as exercice_debut
    from lots
    join lots as avant on avant.client_id = lots.client_id
    join departs on departs.batch_id = avant.batch_id
    where avant.period_end <= lots.period_end
    group by lots.batch_id
)

select
    lots.batch_id,
    lots.client_id,
    lots.standard,
    lots.period_start,
    lots.period_end as date_situation,
    debuts.exercice_debut,
    {{ jours_entre('debuts.exercice_debut', 'lots.period_end') }} + 1 as jours
from lots
join debuts on debuts.batch_id = lots.batch_id
