{#- Rows out of nothing: numbers and dates. Documented at docs.getdbt.com, "About cross-database macros", date_spine. -#}

{% macro generate_series(upper_bound) -%}
  {{ return(adapter.dispatch('generate_series', 'dbt')(upper_bound)) }}
{%- endmacro %}

{% macro default__generate_series(upper_bound) -%}
  select unnest(range(1, {{ upper_bound }} + 1)) as generated_number
{%- endmacro %}

{% macro clickhouse__generate_series(upper_bound) -%}
  select number + 1 as generated_number from numbers({{ upper_bound }})
{%- endmacro %}

{#- One row per datepart, from start_date on and before end_date; the column is `date_<datepart>`. -#}
{% macro date_spine(datepart, start_date, end_date) -%}
  {{ return(adapter.dispatch('date_spine', 'dbt')(datepart, start_date, end_date)) }}
{%- endmacro %}

{% macro default__date_spine(datepart, start_date, end_date) -%}
  select unnest(range(cast({{ start_date }} as timestamp), cast({{ end_date }} as timestamp), interval '1 {{ datepart }}')) as date_{{ datepart }}
{%- endmacro %}

{% macro clickhouse__date_spine(datepart, start_date, end_date) -%}
  select dateAdd({{ datepart }}, number, toDateTime({{ start_date }})) as date_{{ datepart }}
  from numbers(toUInt64(greatest(0, dateDiff('{{ datepart }}', toDateTime({{ start_date }}), toDateTime({{ end_date }})))))
{%- endmacro %}
