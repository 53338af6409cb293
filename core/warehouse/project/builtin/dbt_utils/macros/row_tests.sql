{#- Tests that look at rows one by one. Each answers the failing rows. -#}

{% test expression_is_true(model, expression, column_name=none) %}
select *
from {{ model }}
where not coalesce({{ column_name ~ ' ' if column_name is not none }}{{ expression }}, false)
{% endtest %}

{% test accepted_range(model, column_name, min_value=none, max_value=none, inclusive=true) %}
select *
from {{ model }}
where {% if min_value is none and max_value is none %}false{% endif %}
  {%- if min_value is not none %}{{ column_name }} {{ '<' if inclusive else '<=' }} {{ min_value }}{% endif %}
  {%- if min_value is not none and max_value is not none %} or {% endif %}
  {%- if max_value is not none %}{{ column_name }} {{ '>' if inclusive else '>=' }} {{ max_value }}{% endif %}
{% endtest %}

{% test not_accepted_values(model, column_name, values, quote=true) %}
select *
from {{ model }}
where {{ column_name }} in (
  {%- for value in values %}{{ "'" ~ dbt.escape_single_quotes(value ~ '') ~ "'" if quote else value }}{{ ', ' if not loop.last }}{% endfor -%}
)
{% endtest %}

{% test not_empty_string(model, column_name, trim_whitespace=true) %}
select *
from {{ model }}
where {{ 'trim(' ~ column_name ~ ')' if trim_whitespace else column_name }} = ''
{% endtest %}

{% test relationships_where(model, column_name, to, field, from_condition='1=1', to_condition='1=1') %}
select child.from_field
from (select {{ column_name }} as from_field from {{ model }} where {{ column_name }} is not null and {{ from_condition }}) as child
left join (select {{ field }} as to_field from {{ to }} where {{ field }} is not null and {{ to_condition }}) as parent
  on child.from_field = parent.to_field
where parent.to_field is null
{% endtest %}

{% test unique_combination_of_columns(model, combination_of_columns, quote_columns=false) %}
{%- set columns = [] -%}
{%- for column in combination_of_columns %}{% do columns.append(adapter.quote(column) if quote_columns else column) %}{% endfor %}
select {{ columns | join(', ') }}, count(*) as n_records
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}

{#- Each range ends at or before the next begins: gaps `allowed`, `not_allowed` or `required`. -#}
{% test mutually_exclusive_ranges(model, lower_bound_column, upper_bound_column, partition_by=none, gaps='allowed', zero_length_range_allowed=false) %}
{%- if gaps not in ['allowed', 'not_allowed', 'required'] -%}
  {{ exceptions.raise_compiler_error("gaps must be allowed, not_allowed or required, not '" ~ gaps ~ "'") }}
{%- endif %}
{%- set order = {'allowed': '<=', 'not_allowed': '=', 'required': '<'}[gaps] %}
{%- set own = '<=' if zero_length_range_allowed else '<' %}
{%- set columns = partition_by if partition_by is string or partition_by is none else partition_by | join(', ') %}
{%- set window = 'over (' ~ ('partition by ' ~ columns ~ ' ' if columns else '') ~ 'order by ' ~ lower_bound_column ~ ', ' ~ upper_bound_column ~ ')' %}
with ranges as (
  select
    {% if columns %}{{ columns }},{% endif %}
    {{ lower_bound_column }} as lower_bound,
    {{ upper_bound_column }} as upper_bound,
    lead({{ lower_bound_column }}) {{ window }} as next_lower_bound,
    row_number() {{ window }} = count(*) over ({{ 'partition by ' ~ columns if columns }}) as is_last
  from {{ model }}
)
select *
from ranges
where not coalesce(lower_bound {{ own }} upper_bound, is_last)
   or not coalesce(upper_bound {{ order }} next_lower_bound, is_last)
{% endtest %}

{#- Values go up by the interval from row to row. -#}
{% test sequential_values(model, column_name, interval=1, datepart=none, group_by_columns=[]) %}
{%- set groups = group_by_columns | join(', ') %}
with ordered as (
  select
    {% if groups %}{{ groups }},{% endif %}
    {{ column_name }} as value_field,
    lag({{ column_name }}) over ({{ 'partition by ' ~ groups if groups }} order by {{ column_name }}) as previous_value
  from {{ model }}
)
select *
from ordered
where previous_value is not null
  and {% if datepart %}cast(value_field as timestamp) <> cast({{ dbt.dateadd(datepart, interval, 'previous_value') }} as timestamp){% else %}value_field <> previous_value + {{ interval }}{% endif %}
{% endtest %}
