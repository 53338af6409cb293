-- From the first year of any act to the end of the year after the as-of date. Also the time spine of the metrics.
with bounds as (
  select
    coalesce(min(first_day), {{ as_of() }}) as first_day
  from (
    select min(date_emission) as first_day from {{ ref('stg_factures') }}
    union all
    select min(date_debut) from {{ ref('stg_attributions') }}
    union all
    select min(date_paiement) from {{ ref('stg_paiements') }}
  ) acts
),

days as (
  {{ day_series(
    year_start("(select first_day from bounds)"),
    days_after(year_start(as_of(), 2), -1)
  ) }}
),

years as (
  select distinct cast(extract(year from day) as integer) as year from days
),

easters as (
  {{ easter_days('years') }}
),

holidays as (
  select {{ date_of('y.year', 'f.mois', 'f.jour') }} as day, f.nom from years y cross join {{ ref('jours_feries_fixes') }} f
  union all
  select {{ days_after('easter', 1) }}, 'Lundi de Pâques' from easters
  union all
  select {{ days_after('easter', 39) }}, 'Ascension' from easters
  union all
  select {{ days_after('easter', 50) }}, 'Lundi de Pentecôte' from easters
  union all
  select date_ferie, nom from {{ ref('jours_feries_mobiles') }}
),

named_holidays as (
  select day, {{ text_enumeration('nom') }} as nom from holidays group by day
)

select
  d.day as date_key,
  cast(extract(year from d.day) as integer) as year,
  cast(extract(month from d.day) as integer) as month,
  cast(extract(quarter from d.day) as integer) as quarter,
  cast({{ iso_week('d.day') }} as integer) as week,
  cast({{ iso_weekday('d.day') }} as integer) as day_of_week,
  {{ truth(iso_weekday('d.day') ~ ' >= 6') }} as is_weekend,
  {{ truth('h.day is not null') }} as is_holiday,
  h.nom as holiday_name,
  {{ french_day('d.day') }} as date_label,
  {{ month_of('d.day') }} as month_start,
  {{ truth('d.day = ' ~ as_of()) }} as is_as_of
from days d
left join named_holidays h on h.day = d.day
