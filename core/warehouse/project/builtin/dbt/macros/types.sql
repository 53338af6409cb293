{#- Types and casts. Documented at docs.getdbt.com, "About cross-database macros", data type functions. -#}

{% macro type_string() -%}
  {{ return(adapter.dispatch('type_string', 'dbt')()) }}
{%- endmacro %}

{% macro default__type_string() -%}
  TEXT
{%- endmacro %}

{% macro clickhouse__type_string() -%}
  String
{%- endmacro %}

{% macro type_timestamp() -%}
  {{ return(adapter.dispatch('type_timestamp', 'dbt')()) }}
{%- endmacro %}

{% macro default__type_timestamp() -%}
  TIMESTAMP
{%- endmacro %}

{% macro clickhouse__type_timestamp() -%}
  DateTime64(6)
{%- endmacro %}

{% macro type_int() -%}
  {{ return(adapter.dispatch('type_int', 'dbt')()) }}
{%- endmacro %}

{% macro default__type_int() -%}
  INT
{%- endmacro %}

{% macro clickhouse__type_int() -%}
  Int32
{%- endmacro %}

{% macro type_bigint() -%}
  {{ return(adapter.dispatch('type_bigint', 'dbt')()) }}
{%- endmacro %}

{% macro default__type_bigint() -%}
  bigint
{%- endmacro %}

{% macro clickhouse__type_bigint() -%}
  Int64
{%- endmacro %}

{% macro type_float() -%}
  {{ return(adapter.dispatch('type_float', 'dbt')()) }}
{%- endmacro %}

{% macro default__type_float() -%}
  FLOAT
{%- endmacro %}

{% macro clickhouse__type_float() -%}
  Float64
{%- endmacro %}

{% macro type_numeric() -%}
  {{ return(adapter.dispatch('type_numeric', 'dbt')()) }}
{%- endmacro %}

{% macro default__type_numeric() -%}
  numeric(28,6)
{%- endmacro %}

{% macro clickhouse__type_numeric() -%}
  Decimal(28, 6)
{%- endmacro %}

{% macro type_boolean() -%}
  {{ return(adapter.dispatch('type_boolean', 'dbt')()) }}
{%- endmacro %}

{% macro default__type_boolean() -%}
  BOOLEAN
{%- endmacro %}

{% macro clickhouse__type_boolean() -%}
  Bool
{%- endmacro %}

{% macro cast(field, type) -%}
  {{ return(adapter.dispatch('cast', 'dbt')(field, type)) }}
{%- endmacro %}

{% macro default__cast(field, type) -%}
  cast({{ field }} as {{ type }})
{%- endmacro %}

{% macro clickhouse__cast(field, type) -%}
  cast({{ field }} as Nullable({{ type }}))
{%- endmacro %}

{% macro safe_cast(field, type) -%}
  {{ return(adapter.dispatch('safe_cast', 'dbt')(field, type)) }}
{%- endmacro %}

{% macro default__safe_cast(field, type) -%}
  try_cast({{ field }} as {{ type }})
{%- endmacro %}

{% macro clickhouse__safe_cast(field, type) -%}
  accurateCastOrNull({{ field }}, '{{ type }}')
{%- endmacro %}

{% macro cast_bool_to_text(field) -%}
  {{ return(adapter.dispatch('cast_bool_to_text', 'dbt')(field)) }}
{%- endmacro %}

{% macro default__cast_bool_to_text(field) -%}
  cast(cast({{ field }} as boolean) as varchar)
{%- endmacro %}

{% macro clickhouse__cast_bool_to_text(field) -%}
  if({{ field }}, 'true', 'false')
{%- endmacro %}
