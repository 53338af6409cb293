-- Eight indicators by zone and month, each beside the month before. Months without any act are there too; a rate over
-- nothing is null. The month of the as-of date counts up to that date.
{%- set kpis = ['ca_total', 'encaissements', 'factures_emises', 'clients_factures', 'taux_recouvrement',
  'delai_moyen_paiement', 'taux_occupation', 'nouvelles_attributions'] %}

with months as (
  {{ month_series(
    "(select coalesce(min(date_emission), " ~ as_of() ~ ") from " ~ ref('fact_factures') ~ ")", as_of()
  ) }}
),

zones as (
  select nom_zone as zone, id_zone from {{ ref('dim_zones') }}
  union all
  select distinct zone, cast(null as varchar) from {{ ref('fact_factures') }} where id_zone is null
),

invoices as (
  select
    zone,
    mois as month,
    {{ money('sum(ca)') }} as ca_total,
    count(*) as factures_emises,
    count(distinct id_entreprise) as clients_factures,
    {{ percentage('sum(montant_paye_echu)', 'sum(montant_echu)') }} as taux_recouvrement,
    cast({{ exact_ratio('sum(montant_jours)', 'sum(montant_paye)') }} as decimal(18, 2)) as delai_moyen_paiement
  from {{ ref('fact_factures') }}
  where not is_annulee
  group by zone, mois
),

payments as (
  select e.zone_location as zone, p.mois_paiement as month, {{ money('sum(p.montant_paye)') }} as encaissements
  from {{ ref('fact_paiements') }} p
  join {{ ref('dim_entreprises') }} e on e.id_entreprise = p.id_entreprise and e.is_current
  group by e.zone_location, p.mois_paiement
),

occupation as (
  select id_zone, {{ month_of('date_jour') }} as month, max_by(taux_occupation, date_jour) as taux_occupation
  from {{ ref('fact_occupation') }}
  group by id_zone, {{ month_of('date_jour') }}
),

leases as (
  select id_zone, {{ month_of('date_debut') }} as month, count(*) as nouvelles_attributions
  from {{ ref('stg_attributions') }}
  where is_valide and date_debut <= {{ as_of() }}
  group by id_zone, {{ month_of('date_debut') }}
),

wide as (
  select
    z.zone as zone,
    m.month as month,
    {{ money('coalesce(i.ca_total, 0)') }} as ca_total,
    {{ money('coalesce(p.encaissements, 0)') }} as encaissements,
    {{ money('coalesce(i.factures_emises, 0)') }} as factures_emises,
    {{ money('coalesce(i.clients_factures, 0)') }} as clients_factures,
    {{ money('i.taux_recouvrement') }} as taux_recouvrement,
    {{ money('i.delai_moyen_paiement') }} as delai_moyen_paiement,
    {{ money('o.taux_occupation') }} as taux_occupation,
    {{ money('coalesce(l.nouvelles_attributions, 0)') }} as nouvelles_attributions
  from zones z
  cross join months m
  left join invoices i on i.zone = z.zone and i.month = m.month
  left join payments p on p.zone = z.zone and p.month = m.month
  left join occupation o on o.id_zone = z.id_zone and o.month = m.month
  left join leases l on l.id_zone = z.id_zone and l.month = m.month
),

long as (
  {%- for kpi in kpis %}
  select zone, month, '{{ kpi }}' as kpi_name, {{ kpi }} as valeur_actuelle from wide
  {%- if not loop.last %} union all{% endif %}
  {%- endfor %}
),

compared as (
  select *, lag(valeur_actuelle) over (partition by zone, kpi_name order by month) as valeur_periode_precedente from long
)

select
  zone,
  month as date,
  kpi_name,
  valeur_actuelle,
  valeur_periode_precedente,
  {{ percentage('valeur_actuelle - valeur_periode_precedente', 'abs(valeur_periode_precedente)') }} as variance_pct,
  case
    when valeur_actuelle is null or valeur_periode_precedente is null then null
    when valeur_actuelle > valeur_periode_precedente then '↑'
    when valeur_actuelle < valeur_periode_precedente then '↓'
    else '='
  end as tendance,
  {{ as_of() }} as date_maj
from compared
