select lignes.*
from {{ source('compta', 'code_journal') }} as lignes
join {{ ref('etl_metadata') }} as lots on lots.batch_id = lignes.batch_id and lots.client_id = lignes.client_id
where lots.status = 'COMPLETED'
