-- How far the first digits of a period are from Benford's law. Chi-squared with 8 degrees of freedom: 20.090 at 1 %; mean absolute
-- deviation of first digits: nonconformity above 0.015 (Nigrini 2012, table 7.1). Both, and at least 300 amounts, make a finding.
select
    client_id,
    batch_id,
    max(total) as total,
    -- Rounded: the last digits of a sum of doubles follow the order in which they were added.
    round(sum(total * (part_observee - part_attendue) * (part_observee - part_attendue) / part_attendue), 9) as chi2,
    round(avg(abs(part_observee - part_attendue)), 9) as mad
from {{ ref('mart_benford') }}
group by client_id, batch_id
