{#- Columns of relations, and what is made of them. What the macros do is documented in the README of dbt-utils; the text is our own. -#}

{% macro generate_surrogate_key(field_list) -%}
  {{ return(adapter.dispatch('generate_surrogate_key', 'dbt_utils')(field_list)) }}
{%- endmacro %}

{#- The text that stands for null is dbt_utils' own, so that keys made here and there are equal. -#}
{% macro default__generate_surrogate_key(field_list) -%}
  {%- set treat_nulls_as_empty = var('surrogate_key_treat_nulls_as_empty_strings', false) -%}
  {%- set nothing = '' if treat_nulls_as_empty else '_dbt_utils_surrogate_key_null_' -%}
  {%- set parts = [] -%}
  {%- for field in field_list -%}
    {%- if not loop.first %}{% do parts.append("'-'") %}{% endif -%}
    {%- do parts.append("coalesce(cast(" ~ field ~ " as " ~ dbt.type_string() ~ "), '" ~ nothing ~ "')") -%}
  {%- endfor -%}
  {{ dbt.hash(dbt.concat(parts)) }}
{%- endmacro %}

{#- Columns of a relation but those excepted, by name and without regard to case. -#}
{% macro get_filtered_columns_in_relation(from, except=[]) -%}
  {%- set names = [] -%}
  {%- if execute -%}
    {%- set left_out = except | map('lower') | list -%}
    {%- for column in adapter.get_columns_in_relation(from) if column.name | lower not in left_out -%}
      {%- do names.append(column.name) -%}
    {%- endfor -%}
  {%- endif -%}
  {%- do return(names) -%}
{%- endmacro %}

{#- A list of columns for a SELECT. `*` where the columns are not known, nothing where all are excepted. -#}
{% macro star(from, relation_alias=false, except=[], prefix='', suffix='', quote_identifiers=true, unquote_aliases=false, rename={}) -%}
  {%- set renamed = {} -%}
  {%- for name, new_name in rename.items() %}{% do renamed.update({(name | lower): new_name}) %}{% endfor -%}
  {%- set names = dbt_utils.get_filtered_columns_in_relation(from, except) -%}
  {%- set known = execute and adapter.get_columns_in_relation(from) | length > 0 -%}
  {%- if names | length == 0 -%}
    {{ '/* every column is excepted */' if known else '*' }}
  {%- endif -%}
  {%- for name in names -%}
    {%- if relation_alias %}{{ relation_alias }}.{% endif -%}
    {{ adapter.quote(name) if quote_identifiers else name }}
    {%- if name | lower in renamed %} as {{ renamed[name | lower] }}
    {%- elif unquote_aliases %} as {{ prefix ~ name ~ suffix }}
    {%- elif prefix != '' or suffix != '' %} as {{ adapter.quote(prefix ~ name ~ suffix) if quote_identifiers else prefix ~ name ~ suffix }}
    {%- endif -%}
    {{ ',\n  ' if not loop.last }}
  {%- endfor -%}
{%- endmacro %}

{% macro pivot(column, values, alias=true, agg='sum', cmp='=', prefix='', suffix='', then_value=1, else_value=0, quote_identifiers=true, distinct=false) -%}
  {%- for value in values %}
  {{ agg }}({{ 'distinct ' if distinct }}case when {{ column }} {{ cmp }} '{{ dbt.escape_single_quotes(value ~ '') }}' then {{ then_value }} else {{ else_value }} end)
  {%- if alias %} as {{ adapter.quote(prefix ~ value ~ suffix) if quote_identifiers else dbt_utils.slugify(prefix ~ value ~ suffix) }}{% endif -%}
  {{ ',' if not loop.last }}
  {%- endfor -%}
{%- endmacro %}

{% macro unpivot(relation=none, cast_to='varchar', exclude=none, remove=none, field_name='field_name', value_name='value', quote_identifiers=false) -%}
  {%- set kept = exclude or [] -%}
  {%- set left_out = (kept + (remove or [])) | map('lower') | list -%}
  {%- set names = [] -%}
  {%- if execute -%}
    {%- for column in adapter.get_columns_in_relation(relation) if column.name | lower not in left_out -%}
      {%- do names.append(column.name) -%}
    {%- endfor -%}
  {%- endif -%}
  {%- for name in names %}
  select
    {% for column in kept %}{{ adapter.quote(column) if quote_identifiers else column }},
    {% endfor -%}
    cast('{{ name }}' as {{ dbt.type_string() }}) as {{ field_name }},
    cast({{ adapter.quote(name) if quote_identifiers else name }} as {{ cast_to }}) as {{ value_name }}
  from {{ relation }}
  {{ 'union all' if not loop.last }}
  {%- endfor -%}
{%- endmacro %}

{#- Rows of several relations, by name of column; what one lacks is null there. -#}
{% macro union_relations(relations, column_override=none, include=[], exclude=[], source_column_name='_dbt_source_relation', where=none) -%}
  {%- if include and exclude -%}{% do exceptions.raise_compiler_error('union_relations takes include or exclude, not both') %}{%- endif -%}
  {%- set overrides = column_override or {} -%}
  {%- set wanted = include | map('lower') | list -%}
  {%- set left_out = exclude | map('lower') | list -%}
  {%- set types = {} -%}
  {%- set having = {} -%}
  {%- for relation in relations -%}
    {%- set own = [] -%}
    {%- for column in adapter.get_columns_in_relation(relation) -%}
      {%- set name = column.name -%}
      {%- if (not wanted or name | lower in wanted) and name | lower not in left_out -%}
        {%- do own.append(name | lower) -%}
        {%- if name | lower not in types -%}{% do types.update({(name | lower): {'name': name, 'type': overrides.get(name, column.data_type)}}) %}{%- endif -%}
      {%- endif -%}
    {%- endfor -%}
    {%- do having.update({(relation ~ ''): own}) -%}
  {%- endfor -%}
  {%- for relation in relations %}
  (
    select
      {% if source_column_name is not none -%}
      cast('{{ dbt.escape_single_quotes(relation ~ '') }}' as {{ dbt.type_string() }}) as {{ source_column_name }}{{ ',' if types }}
      {% endif -%}
      {% for key, column in types.items() -%}
      cast({{ adapter.quote(column.name) if key in having[relation ~ ''] else 'null' }} as {{ column.type }}) as {{ adapter.quote(column.name) }}{{ ',' if not loop.last }}
      {% else -%}
      {{ '*' if source_column_name is none else ', *' }}
      {% endfor -%}
    from {{ relation }}
    {%- if where %}
    where {{ where }}
    {%- endif %}
  )
  {{ 'union all' if not loop.last }}
  {%- endfor -%}
{%- endmacro %}

{#- One row per key: the first by the given order. -#}
{% macro deduplicate(relation, partition_by, order_by) -%}
  select * from {{ relation }}
  qualify row_number() over (partition by {{ partition_by }} order by {{ order_by }}) = 1
{%- endmacro %}

{#- `group by 1, 2, …, n`. -#}
{% macro group_by(n) -%}
  group by {% for place in range(1, n + 1) %}{{ place }}{{ ', ' if not loop.last }}{% endfor %}
{%- endmacro %}

{#- Columns with '' as null: a map from name to expression, and a whole relation of them. -#}
{% macro nullcheck(cols) -%}
  {%- for column in cols %}
  {% if column.is_string() %}nullif({{ column.name }}, '') as {{ column.name }}{% else %}{{ column.name }}{% endif %}{{ ',' if not loop.last }}
  {%- endfor -%}
{%- endmacro %}

{% macro nullcheck_table(relation) -%}
  select {{ dbt_utils.nullcheck(adapter.get_columns_in_relation(relation)) or '*' }}
  from {{ relation }}
{%- endmacro %}
