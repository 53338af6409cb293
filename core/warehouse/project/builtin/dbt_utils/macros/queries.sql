{#- Macros that ask the database while they render. -#}

{#- Distinct values of a column, the most frequent first. While parsing, and when there is no such table, the default. -#}
{% macro get_column_values(table, column, order_by='count(*) desc', max_records=none, default=none, where=none) -%}
  {%- set fallback = default if default is not none else [] -%}
  {%- if not execute -%}{% do return(fallback) %}{%- endif -%}
  {%- set results = run_query(
    'select ' ~ column ~ ' as value from ' ~ table
    ~ (' where ' ~ where if where else '')
    ~ ' group by ' ~ column ~ ' order by ' ~ order_by
    ~ (' limit ' ~ max_records if max_records else '')
  ) -%}
  {%- set values = results.rows | map(attribute=0) | list -%}
  {%- do return(values if values else fallback) -%}
{%- endmacro %}

{% macro get_single_value(query, default=none) -%}
  {%- if not execute -%}{% do return(default) %}{%- endif -%}
  {%- set results = run_query(query) -%}
  {%- do return(results.rows[0][0] if results.rows | length > 0 else default) -%}
{%- endmacro %}

{#- Lists of values by name of column. -#}
{% macro get_query_results_as_dict(query) -%}
  {%- set found = {} -%}
  {%- if execute -%}
    {%- set results = run_query(query) -%}
    {%- for name in results.column_names -%}
      {%- do found.update({name: results.columns[name].values() | list}) -%}
    {%- endfor -%}
  {%- endif -%}
  {%- do return(found) -%}
{%- endmacro %}
