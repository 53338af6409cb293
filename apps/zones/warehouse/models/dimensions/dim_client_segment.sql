-- ABC by the revenue of the twelve months up to the as-of date, one row a client, largest first (ties by id).
-- A client is A while those before it make less than 80 % of the whole, B while less than 95 %, else C: so the one that
-- crosses a bound still belongs to the better segment. When nobody was invoiced there is nothing to rank: null.
with revenue as (
  select
    e.id_entreprise,
    {{ money('coalesce(sum(f.montant_facture), 0)') }} as ca_12_mois
  from {{ ref('stg_entreprises') }} e
  left join {{ ref('stg_factures') }} f
    on f.id_entreprise = e.id_entreprise
    and not f.is_annulee
    and f.date_emission > {{ months_before(as_of(), 12) }}
    and f.date_emission <= {{ as_of() }}
  group by e.id_entreprise
),

ranked as (
  select
    id_entreprise,
    ca_12_mois,
    row_number() over (order by ca_12_mois desc, id_entreprise) as rang,
    sum(ca_12_mois) over () as ca_tous,
    sum(ca_12_mois) over (order by ca_12_mois desc, id_entreprise rows unbounded preceding) - ca_12_mois as ca_avant
  from revenue
)

select
  id_entreprise,
  ca_12_mois,
  rang,
  {{ percentage('ca_12_mois', 'ca_tous') }} as part_ca_pct,
  {{ percentage('ca_avant + ca_12_mois', 'ca_tous') }} as part_cumulee_pct,
  case
    when ca_tous = 0 then null
    when ca_avant * 100 < ca_tous * 80 then 'A'
    when ca_avant * 100 < ca_tous * 95 then 'B'
    else 'C'
  end as segment
from ranked
