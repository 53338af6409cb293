select batch_id, sum(debit) as debit, sum(credit) as credit
from {{ ref('grand_livre') }}
group by batch_id
having sum(debit) <> sum(credit)
