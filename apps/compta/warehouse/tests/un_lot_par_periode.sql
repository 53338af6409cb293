select un.batch_id
from {{ ref('etl_metadata') }} as un
join {{ ref('etl_metadata') }} as autre
  on autre.client_id = un.client_id and autre.batch_id <> un.batch_id
 and autre.period_start <= un.period_end and un.period_start <= autre.period_end
where un.status = 'COMPLETED' and autre.status = 'COMPLETED'
