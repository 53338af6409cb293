{#- Small expressions. -#}

{% macro date_spine(datepart, start_date, end_date) -%}
  {{ return(dbt.date_spine(datepart, start_date, end_date)) }}
{%- endmacro %}

{% macro generate_series(upper_bound) -%}
  {{ return(dbt.generate_series(upper_bound)) }}
{%- endmacro %}

{% macro safe_divide(numerator, denominator) -%}
  ({{ numerator }}) / nullif(({{ denominator }}), 0)
{%- endmacro %}

{#- Sums in which null counts as 0. -#}
{% macro safe_add(field_list) -%}
  {% for field in field_list %}coalesce({{ field }}, 0){{ ' + ' if not loop.last }}{% endfor %}
{%- endmacro %}

{% macro safe_subtract(field_list) -%}
  {% for field in field_list %}coalesce({{ field }}, 0){{ ' - ' if not loop.last }}{% endfor %}
{%- endmacro %}

{#- A text as an identifier: lower case letters, digits and _. -#}
{% macro slugify(string) -%}
  {%- set letters = [] -%}
  {%- for letter in (string or '') | lower -%}
    {%- if letter in ' -' -%}{% do letters.append('_') %}
    {%- elif letter in 'abcdefghijklmnopqrstuvwxyz0123456789_' -%}{% do letters.append(letter) %}
    {%- endif -%}
  {%- endfor -%}
  {%- set slug = letters | join('') -%}
  {%- do return('_' ~ slug if slug[:1].isdigit() else slug) -%}
{%- endmacro %}
