{#- Dates and times. Documented at docs.getdbt.com, "About cross-database macros". -#}

{% macro current_timestamp() -%}
  {{ return(adapter.dispatch('current_timestamp', 'dbt')()) }}
{%- endmacro %}

{% macro default__current_timestamp() -%}
  now()
{%- endmacro %}

{% macro dateadd(datepart, interval, from_date_or_timestamp) -%}
  {{ return(adapter.dispatch('dateadd', 'dbt')(datepart, interval, from_date_or_timestamp)) }}
{%- endmacro %}

{% macro default__dateadd(datepart, interval, from_date_or_timestamp) -%}
  ({{ from_date_or_timestamp }} + cast({{ interval }} as bigint) * interval '1 {{ datepart }}')
{%- endmacro %}

{% macro clickhouse__dateadd(datepart, interval, from_date_or_timestamp) -%}
  dateAdd({{ datepart }}, {{ interval }}, {{ from_date_or_timestamp }})
{%- endmacro %}

{% macro datediff(first_date, second_date, datepart) -%}
  {{ return(adapter.dispatch('datediff', 'dbt')(first_date, second_date, datepart)) }}
{%- endmacro %}

{% macro default__datediff(first_date, second_date, datepart) -%}
  {%- set first = 'cast(' ~ first_date ~ ' as timestamp)' -%}
  {%- set second = 'cast(' ~ second_date ~ ' as timestamp)' -%}
  {%- if datepart | lower == 'week' -%}
    {#- Beginnings of weeks passed, on Sundays, as dbt's macro for this engine counts; the engine's own word counts whole weeks. -#}
    date_diff('day', date_trunc('week', {{ first }} + interval '1 day'), date_trunc('week', {{ second }} + interval '1 day')) // 7
  {%- else -%}
    date_diff('{{ datepart }}', {{ first }}, {{ second }})
  {%- endif -%}
{%- endmacro %}

{% macro clickhouse__datediff(first_date, second_date, datepart) -%}
  dateDiff('{{ datepart }}', {{ first_date }}, {{ second_date }})
{%- endmacro %}

{% macro date_trunc(datepart, date) -%}
  {{ return(adapter.dispatch('date_trunc', 'dbt')(datepart, date)) }}
{%- endmacro %}

{% macro default__date_trunc(datepart, date) -%}
  date_trunc('{{ datepart }}', {{ date }})
{%- endmacro %}

{% macro last_day(date, datepart) -%}
  {{ return(adapter.dispatch('last_day', 'dbt')(date, datepart)) }}
{%- endmacro %}

{% macro default__last_day(date, datepart) -%}
  cast(date_trunc('{{ datepart }}', {{ date }}) + interval '1 {{ datepart }}' - interval '1 day' as date)
{%- endmacro %}

{% macro clickhouse__last_day(date, datepart) -%}
  toDate(subtractDays(dateAdd({{ datepart }}, 1, date_trunc('{{ datepart }}', {{ date }})), 1))
{%- endmacro %}

{% macro date(year, month, day) -%}
  {{ return(adapter.dispatch('date', 'dbt')(year, month, day)) }}
{%- endmacro %}

{% macro default__date(year, month, day) -%}
  make_date({{ year }}, {{ month }}, {{ day }})
{%- endmacro %}

{% macro clickhouse__date(year, month, day) -%}
  makeDate({{ year }}, {{ month }}, {{ day }})
{%- endmacro %}
