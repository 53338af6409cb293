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

{#- Kilometres or miles between two points, by the haversine formula on a sphere of 6371 km (3961 miles). -#}
{% macro haversine_distance(lat1, lon1, lat2, lon2, unit='mi') -%}
  {%- if unit not in ['mi', 'km'] -%}{% do exceptions.raise_compiler_error("unit must be 'mi' or 'km', not '" ~ unit ~ "'") %}{%- endif -%}
  2 * {{ 3961 if unit == 'mi' else 6371 }} * asin(sqrt(
    power(sin(radians(({{ lat2 }}) - ({{ lat1 }})) / 2), 2)
    + cos(radians({{ lat1 }})) * cos(radians({{ lat2 }})) * power(sin(radians(({{ lon2 }}) - ({{ lon1 }})) / 2), 2)
  ))
{%- endmacro %}

{#- Number of the bucket, 1 to num_buckets, that a value falls in; 0 below, num_buckets + 1 from the maximum on. -#}
{% macro width_bucket(expr, min_value, max_value, num_buckets) -%}
  case
    when {{ expr }} < {{ min_value }} then 0
    when {{ expr }} >= {{ max_value }} then {{ num_buckets }} + 1
    else cast(floor(({{ expr }} - {{ min_value }}) * 1.0 * {{ num_buckets }} / ({{ max_value }} - {{ min_value }})) as {{ dbt.type_int() }}) + 1
  end
{%- endmacro %}

{% macro get_url_parameter(field, url_parameter) -%}
  nullif({{ dbt.split_part(dbt.split_part(field, "'" ~ url_parameter ~ "='", 2), "'&'", 1) }}, '')
{%- endmacro %}

{% macro get_url_host(field) -%}
  {{ dbt.split_part(dbt.split_part("replace(replace(replace(" ~ field ~ ", 'android-app://', ''), 'http://', ''), 'https://', '')", "'/'", 1), "'?'", 1) }}
{%- endmacro %}

{% macro get_url_path(field) -%}
  {%- set stripped = "replace(replace(" ~ field ~ ", 'http://', ''), 'https://', '')" -%}
  {{ dbt.split_part("case when position('/' in " ~ stripped ~ ") = 0 then '' else substr(" ~ stripped ~ ", position('/' in " ~ stripped ~ ") + 1) end", "'?'", 1) }}
{%- endmacro %}

{% macro pretty_time(format='%H:%M:%S') -%}
  {{ return(modules.datetime.datetime.now().strftime(format)) }}
{%- endmacro %}

{% macro pretty_log_format(message) -%}
  {{ return(dbt_utils.pretty_time() ~ ' + ' ~ message) }}
{%- endmacro %}

{% macro log_info(message) -%}
  {{ log(dbt_utils.pretty_log_format(message), info=true) }}
{%- endmacro %}
