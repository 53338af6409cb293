select client_id, max(client_name) as nom_client
from {{ ref('etl_metadata') }}
where status = 'COMPLETED'
group by client_id
