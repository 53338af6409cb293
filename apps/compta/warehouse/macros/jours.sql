{# Days from one day to another, in the words of each engine: default__… are DuckDB's. #}
{% macro jours_entre(debut, fin) -%} {{ adapter.dispatch('jours_entre', 'compta')(debut, fin) }} {%- endmacro %}
{% macro default__jours_entre(debut, fin) -%} date_diff('day', {{ debut }}, {{ fin }}) {%- endmacro %}
{% macro clickhouse__jours_entre(debut, fin) -%} dateDiff('day', {{ debut }}, {{ fin }}) {%- endmacro %}

{# Monday is 1, Sunday 7. #}
{% macro jour_de_semaine(jour) -%} {{ adapter.dispatch('jour_de_semaine', 'compta')(jour) }} {%- endmacro %}
{% macro default__jour_de_semaine(jour) -%} isodow({{ jour }}) {%- endmacro %}
{% macro clickhouse__jour_de_semaine(jour) -%} toDayOfWeek({{ jour }}) {%- endmacro %}

{# One row a day, `jour`, both ends included. #}
{% macro suite_de_jours(debut, fin) -%} {{ adapter.dispatch('suite_de_jours', 'compta')(debut, fin) }} {%- endmacro %}
{% macro default__suite_de_jours(debut, fin) -%}
select cast(unnest(generate_series({{ debut }}, {{ fin }}, interval 1 day)) as date) as jour
{%- endmacro %}
{% macro clickhouse__suite_de_jours(debut, fin) -%}
select addDays(assumeNotNull({{ debut }}), arrayJoin(range(toUInt32(assumeNotNull(dateDiff('day', {{ debut }}, {{ fin }})) + 1)))) as jour
{%- endmacro %}
