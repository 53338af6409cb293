{#- Where a node stands. A project that defines these itself is asked instead. Documented at docs.getdbt.com, "Custom schemas", "Custom aliases". -#}

{% macro generate_schema_name(custom_schema_name=none, node=none) -%}
  {{ return(default__generate_schema_name(custom_schema_name, node)) }}
{%- endmacro %}

{% macro default__generate_schema_name(custom_schema_name, node) -%}
  {%- if custom_schema_name is none -%}{{ target.schema }}
  {%- else -%}{{ target.schema }}_{{ custom_schema_name | trim }}
  {%- endif -%}
{%- endmacro %}

{% macro generate_schema_name_for_env(custom_schema_name, node) -%}
  {%- if target.name == 'prod' and custom_schema_name is not none -%}{{ custom_schema_name | trim }}
  {%- else -%}{{ target.schema }}
  {%- endif -%}
{%- endmacro %}

{% macro generate_alias_name(custom_alias_name=none, node=none) -%}
  {{ return(default__generate_alias_name(custom_alias_name, node)) }}
{%- endmacro %}

{% macro default__generate_alias_name(custom_alias_name, node) -%}
  {%- if custom_alias_name -%}{{ custom_alias_name | trim }}
  {%- elif node.version -%}{{ node.name ~ '_v' ~ (node.version | replace('.', '_')) }}
  {%- else -%}{{ node.name }}
  {%- endif -%}
{%- endmacro %}

{% macro set_sql_header(config) -%}
  {{ config.set('sql_header', caller()) }}
{%- endmacro %}

{% macro load_relation(relation) %}
  {% do return(adapter.load_relation(relation)) %}
{% endmacro %}

{% macro get_columns_in_relation(relation) %}
  {% do return(adapter.get_columns_in_relation(relation)) %}
{% endmacro %}
