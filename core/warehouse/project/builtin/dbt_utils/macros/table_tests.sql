{#- Tests of whole tables, or of groups of their rows. Each answers the failing groups. -#}

{% test not_null_proportion(model, column_name, group_by_columns=[], at_least=0, at_most=1.0) %}
{%- set groups = group_by_columns | join(', ') %}
with proportions as (
  select {% if groups %}{{ groups }},{% endif %}
    sum(case when {{ column_name }} is null then 0 else 1 end) * 1.0 / count(*) as not_null_proportion
  from {{ model }}
  {% if groups %}group by {{ groups }}{% endif %}
)
select *
from proportions
where not_null_proportion < {{ at_least }} or not_null_proportion > {{ at_most }}
{% endtest %}

{% test at_least_one(model, column_name, group_by_columns=[]) %}
{%- set groups = group_by_columns | join(', ') %}
select {% if groups %}{{ groups }},{% endif %} count({{ column_name }}) as filler_column
from {{ model }}
{% if groups %}group by {{ groups }}{% endif %}
having count({{ column_name }}) = 0
{% endtest %}

{% test not_constant(model, column_name, group_by_columns=[]) %}
{%- set groups = group_by_columns | join(', ') %}
select {% if groups %}{{ groups }},{% endif %} count(distinct {{ column_name }}) as filler_column
from {{ model }}
{% if groups %}group by {{ groups }}{% endif %}
having count(distinct {{ column_name }}) = 1
{% endtest %}

{#- The newest row is no older than the interval. -#}
{% test recency(model, field, datepart, interval, ignore_time_component=false, group_by_columns=[]) %}
{%- set groups = group_by_columns | join(', ') %}
{%- set type = 'date' if ignore_time_component else dbt.type_timestamp() %}
with recent as (
  select {% if groups %}{{ groups }},{% endif %} max(cast({{ field }} as {{ type }})) as most_recent
  from {{ model }}
  {% if groups %}group by {{ groups }}{% endif %}
)
select {% if groups %}{{ groups }},{% endif %} most_recent,
  cast({{ dbt.dateadd(datepart, interval * -1, dbt.current_timestamp()) }} as {{ type }}) as threshold
from recent
where most_recent is null or most_recent < cast({{ dbt.dateadd(datepart, interval * -1, dbt.current_timestamp()) }} as {{ type }})
{% endtest %}

{% test equal_rowcount(model, compare_model, group_by_columns=[]) %}
{{ dbt_utils.row_counts(model, compare_model, group_by_columns) }}
where count_a <> count_b
{% endtest %}

{% test fewer_rows_than(model, compare_model, group_by_columns=[]) %}
{{ dbt_utils.row_counts(model, compare_model, group_by_columns) }}
where count_a >= count_b
{% endtest %}

{% macro row_counts(model, compare_model, group_by_columns) %}
{%- set keys = group_by_columns or ['1'] %}
with counts_a as (
  select {% for key in keys %}{{ key }} as key_{{ loop.index }}, {% endfor %}count(*) as n from {{ model }} group by {{ range(1, keys | length + 1) | join(', ') }}
),
counts_b as (
  select {% for key in keys %}{{ key }} as key_{{ loop.index }}, {% endfor %}count(*) as n from {{ compare_model }} group by {{ range(1, keys | length + 1) | join(', ') }}
),
compared as (
  select
    {% for key in keys %}coalesce(a.key_{{ loop.index }}, b.key_{{ loop.index }}) as {{ key if group_by_columns else 'id_dbt_utils' }}, {% endfor %}
    coalesce(a.n, 0) as count_a,
    coalesce(b.n, 0) as count_b,
    abs(coalesce(a.n, 0) - coalesce(b.n, 0)) as diff_count
  from counts_a as a
  full join counts_b as b on {% for key in keys %}a.key_{{ loop.index }} = b.key_{{ loop.index }}{{ ' and ' if not loop.last }}{% endfor %}
)
select * from compared
{% endmacro %}

{#- The same values as often in both. -#}
{% test cardinality_equality(model, column_name, to, field) %}
with counts_a as (select {{ column_name }} as value_field, count(*) as n from {{ model }} group by {{ column_name }}),
counts_b as (select {{ field }} as value_field, count(*) as n from {{ to }} group by {{ field }})
select coalesce(a.value_field, b.value_field) as value_field, a.n as count_a, b.n as count_b
from counts_a as a
full join counts_b as b on a.value_field = b.value_field
where a.n is null or b.n is null or a.n <> b.n
{% endtest %}

{#- The same rows in both, over the columns of the model; with `precision`, numbers with a fraction are rounded first. -#}
{% test equality(model, compare_model, compare_columns=none, exclude_columns=none, precision=none) %}
{%- if compare_columns and exclude_columns %}{{ exceptions.raise_compiler_error('equality takes compare_columns or exclude_columns, not both') }}{% endif %}
{%- set left_out = (exclude_columns or []) | map('lower') | list %}
{%- set wanted = (compare_columns or []) | map('lower') | list %}
{%- set columns = [] %}
{%- for column in adapter.get_columns_in_relation(model) if column.name | lower not in left_out and (not wanted or column.name | lower in wanted) %}
{%- set rounded = precision is not none and (column.is_float() or column.is_numeric()) %}
{%- do columns.append('round(' ~ adapter.quote(column.name) ~ ', ' ~ precision ~ ') as ' ~ adapter.quote(column.name) if rounded else adapter.quote(column.name)) %}
{%- endfor %}
{%- set list = columns | join(', ') or (compare_columns or ['*']) | join(', ') %}
select 'a_minus_b' as which_diff, a_minus_b.* from (select {{ list }} from {{ model }} {{ dbt.except() }} select {{ list }} from {{ compare_model }}) as a_minus_b
union all
select 'b_minus_a' as which_diff, b_minus_a.* from (select {{ list }} from {{ compare_model }} {{ dbt.except() }} select {{ list }} from {{ model }}) as b_minus_a
{% endtest %}
