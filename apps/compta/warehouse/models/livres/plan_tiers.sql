select lignes.*
from {{ source('compta', 'plan_tiers') }} as lignes
join {{ ref('etl_metadata') }} as lots on lots.batch_id = lignes.batch_id and lots.client_id = lignes.client_id
where lots.status = 'COMPLETED'
