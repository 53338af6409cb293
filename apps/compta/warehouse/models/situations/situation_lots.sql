-- Which periods make up the books at the end of each period.
select situations.batch_id, lots.batch_id as lot_id, situations.client_id
from {{ ref('dim_situations') }} as situations
join {{ ref('etl_metadata') }} as lots on lots.client_id = situations.client_id
where lots.status = 'COMPLETED'
  and lots.period_start >= situations.exercice_debut
  and lots.period_end <= situations.date_situation
