-- A batch that is shown has all the lines that were read of it, and no other.
select lots.batch_id, lots.records_inserted, count(lignes.ligne) as lignes
from {{ ref('etl_metadata') }} as lots
left join {{ ref('grand_livre') }} as lignes on lignes.batch_id = lots.batch_id
where lots.status = 'COMPLETED'
group by lots.batch_id, lots.records_inserted
having count(lignes.ligne) <> lots.records_inserted
