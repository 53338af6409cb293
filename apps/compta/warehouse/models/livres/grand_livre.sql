{{ config(materialized='view') }}
-- Not copied: `fact_ecritures` holds these lines with what figures need.
select lignes.*
from {{ source('compta', 'grand_livre') }} as lignes
join {{ ref('etl_metadata') }} as lots on lots.batch_id = lignes.batch_id and lots.client_id = lignes.client_id
where lots.status = 'COMPLETED'
