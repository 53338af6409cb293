{#- Bounds on numbers of rows and on values. What the tests do is documented in the README of dbt-expectations; the text is our own. -#}

{% test expect_table_row_count_to_be_between(model, min_value=none, max_value=none, group_by=none, row_condition=none, strictly=false) %}
{%- set groups = (group_by or []) | join(', ') %}
with counted as (
  select {% if groups %}{{ groups }},{% endif %} count(*) as n_records
  from {{ model }}
  {% if row_condition %}where {{ row_condition }}{% endif %}
  {% if groups %}group by {{ groups }}{% endif %}
)
select *
from counted
where {% if min_value is none and max_value is none %}false{% endif %}
  {%- if min_value is not none %}n_records {{ '<=' if strictly else '<' }} {{ min_value }}{% endif %}
  {%- if min_value is not none and max_value is not none %} or {% endif %}
  {%- if max_value is not none %}n_records {{ '>=' if strictly else '>' }} {{ max_value }}{% endif %}
{% endtest %}

{% test expect_table_row_count_to_equal(model, value, group_by=none, row_condition=none) %}
{%- set groups = (group_by or []) | join(', ') %}
select {% if groups %}{{ groups }},{% endif %} count(*) as n_records
from {{ model }}
{% if row_condition %}where {{ row_condition }}{% endif %}
{% if groups %}group by {{ groups }}{% endif %}
having count(*) <> {{ value }}
{% endtest %}

{% test expect_table_row_count_to_equal_other_table(model, compare_model) %}
select a.n as n_records, b.n as n_other_records
from (select count(*) as n from {{ model }}) as a
cross join (select count(*) as n from {{ compare_model }}) as b
where a.n <> b.n
{% endtest %}

{% test expect_column_values_to_be_between(model, column_name, min_value=none, max_value=none, row_condition=none, strictly=false) %}
select *
from {{ model }}
where {{ column_name }} is not null
  {%- if row_condition %} and ({{ row_condition }}){% endif %}
  and ({% if min_value is none and max_value is none %}false{% endif %}
  {%- if min_value is not none %}{{ column_name }} {{ '<=' if strictly else '<' }} {{ min_value }}{% endif %}
  {%- if min_value is not none and max_value is not none %} or {% endif %}
  {%- if max_value is not none %}{{ column_name }} {{ '>=' if strictly else '>' }} {{ max_value }}{% endif %})
{% endtest %}
