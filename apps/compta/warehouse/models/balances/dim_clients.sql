-- Of loads from before a client's currency could be said, the one that goes with its chart of accounts.
select
    client_id,
    max(client_name) as nom_client,
    max(coalesce(currency, case when standard = 'pcg' then 'EUR' else 'XOF' end)) as devise
from {{ ref('etl_metadata') }}
where status = 'COMPLETED'
group by client_id
