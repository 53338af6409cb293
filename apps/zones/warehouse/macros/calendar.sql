{# Days, in the words of each engine: macros named clickhouse__… are that one's, default__… are DuckDB's. There days are Date32, #}
{# because Date ends in 1970 and 2149. #}

{# Business day that every figure is "as of". #}
{% macro as_of() -%}
  {%- if var('as_of', none) is none -%} {{ adapter.dispatch('today', 'zones')() }} {%- else -%} {{ adapter.dispatch('day', 'zones')(var('as_of')) }} {%- endif -%}
{%- endmacro %}

{% macro default__today() -%} current_date {%- endmacro %}
{% macro clickhouse__today() -%} toDate32(today()) {%- endmacro %}

{% macro default__day(text) -%} cast('{{ text }}' as date) {%- endmacro %}
{% macro clickhouse__day(text) -%} toDate32('{{ text }}') {%- endmacro %}

{# The day of a time. #}
{% macro day_of(time) -%} {{ adapter.dispatch('day_of', 'zones')(time) }} {%- endmacro %}
{% macro default__day_of(time) -%} cast({{ time }} as date) {%- endmacro %}
{% macro clickhouse__day_of(time) -%} toDate32({{ time }}) {%- endmacro %}

{# Days before and after all others. #}
{% macro first_of_days() -%} {{ adapter.dispatch('day', 'zones')(adapter.dispatch('first_of_days', 'zones')()) }} {%- endmacro %}
{% macro default__first_of_days() %}{{ return('0001-01-01') }}{% endmacro %}
{% macro clickhouse__first_of_days() %}{{ return('1900-01-01') }}{% endmacro %}
{% macro last_of_days() -%} {{ adapter.dispatch('day', 'zones')(adapter.dispatch('last_of_days', 'zones')()) }} {%- endmacro %}
{% macro default__last_of_days() %}{{ return('9999-12-31') }}{% endmacro %}
{% macro clickhouse__last_of_days() %}{{ return('2299-12-31') }}{% endmacro %}

{% macro months_before(day, months) -%} {{ adapter.dispatch('months_before', 'zones')(day, months) }} {%- endmacro %}
{% macro default__months_before(day, months) -%} cast({{ day }} - interval {{ months }} month as date) {%- endmacro %}
{% macro clickhouse__months_before(day, months) -%} subtractMonths(toDate32({{ day }}), {{ months }}) {%- endmacro %}

{% macro month_of(day) -%} {{ adapter.dispatch('month_of', 'zones')(day) }} {%- endmacro %}
{% macro default__month_of(day) -%} cast(date_trunc('month', {{ day }}) as date) {%- endmacro %}
{% macro clickhouse__month_of(day) -%} toDate32(toStartOfMonth(toDate32({{ day }}))) {%- endmacro %}

{# First day of the year of `day`, `years` later. #}
{% macro year_start(day, years=0) -%} {{ adapter.dispatch('year_start', 'zones')(day, years) }} {%- endmacro %}
{% macro default__year_start(day, years) -%} cast(date_trunc('year', {{ day }}) + interval {{ years }} year as date) {%- endmacro %}
{% macro clickhouse__year_start(day, years) -%} addYears(toDate32(toStartOfYear(toDate32({{ day }}))), {{ years }}) {%- endmacro %}

{# Whole days from one date to another. #}
{% macro days_between(start, finish) -%} date_diff('day', {{ start }}, {{ finish }}) {%- endmacro %}

{% macro days_after(day, days) -%} {{ adapter.dispatch('days_after', 'zones')(day, days) }} {%- endmacro %}
{% macro default__days_after(day, days) -%} cast({{ day }} + to_days(cast({{ days }} as integer)) as date) {%- endmacro %}
{% macro clickhouse__days_after(day, days) -%} addDays(toDate32({{ day }}), {{ days }}) {%- endmacro %}

{% macro date_of(year, month, day) -%} {{ adapter.dispatch('date_of', 'zones')(year, month, day) }} {%- endmacro %}
{% macro default__date_of(year, month, day) -%} make_date({{ year }}, {{ month }}, {{ day }}) {%- endmacro %}
{% macro clickhouse__date_of(year, month, day) -%} makeDate32({{ year }}, {{ month }}, {{ day }}) {%- endmacro %}

{# Week and day of the week by ISO 8601: Monday is 1. #}
{% macro iso_week(day) -%} {{ adapter.dispatch('iso_week', 'zones')(day) }} {%- endmacro %}
{% macro default__iso_week(day) -%} extract(week from {{ day }}) {%- endmacro %}
{% macro clickhouse__iso_week(day) -%} toISOWeek({{ day }}) {%- endmacro %}
{% macro iso_weekday(day) -%} {{ adapter.dispatch('iso_weekday', 'zones')(day) }} {%- endmacro %}
{% macro default__iso_weekday(day) -%} extract(isodow from {{ day }}) {%- endmacro %}
{% macro clickhouse__iso_weekday(day) -%} toDayOfWeek({{ day }}) {%- endmacro %}

{# 21/11/2026 #}
{% macro french_day(day) -%} {{ adapter.dispatch('french_day', 'zones')(day) }} {%- endmacro %}
{% macro default__french_day(day) -%} strftime({{ day }}, '%d/%m/%Y') {%- endmacro %}
{% macro clickhouse__french_day(day) -%} formatDateTime({{ day }}, '%d/%m/%Y') {%- endmacro %}

{# Rows of one column `day`: every day (or first of month) from one date to another, both included. #}
{% macro day_series(start, finish) -%} {{ adapter.dispatch('day_series', 'zones')(start, finish) }} {%- endmacro %}
{% macro default__day_series(start, finish) -%}
  select cast(unnest(generate_series({{ start }}, {{ finish }}, interval 1 day)) as date) as day
{%- endmacro %}
{% macro clickhouse__day_series(start, finish) -%}
  select arrayJoin(arrayMap(
    n -> addDays(assumeNotNull(toDate32({{ start }})), n),
    range(toUInt32(assumeNotNull({{ days_between(start, finish) }}) + 1))
  )) as day
{%- endmacro %}

{% macro month_series(start, finish) -%} {{ adapter.dispatch('month_series', 'zones')(start, finish) }} {%- endmacro %}
{% macro default__month_series(start, finish) -%}
  select cast(unnest(generate_series({{ month_of(start) }}, {{ month_of(finish) }}, interval 1 month)) as date) as month
{%- endmacro %}
{% macro clickhouse__month_series(start, finish) -%}
  select arrayJoin(arrayMap(
    n -> addMonths(assumeNotNull({{ month_of(start) }}), n),
    range(toUInt32(assumeNotNull(date_diff('month', {{ month_of(start) }}, {{ month_of(finish) }})) + 1))
  )) as month
{%- endmacro %}

{# Easter Sunday of each `year` of a relation: the anonymous Gregorian algorithm (Nature, 20 April 1876), integers only. #}
{% macro easter_days(years) -%}
  select year, {{ date_of('year', quotient('h + l - 7 * m + 114', 31), '(h + l - 7 * m + 114) % 31 + 1') }} as easter
  from (
    select year, h, l, {{ quotient('a + 11 * h + 22 * l', 451) }} as m
    from (
      select year, a, h, (32 + 2 * (b % 4) + 2 * {{ quotient('c', 4) }} - h - c % 4) % 7 as l
      from (
        select year, a, b, c,
          (19 * a + b - {{ quotient('b', 4) }} - {{ quotient('b - ' ~ quotient('b + 8', 25) ~ ' + 1', 3) }} + 15) % 30 as h
        from (
          select year, year % 19 as a, {{ quotient('year', 100) }} as b, year % 100 as c from {{ years }}
        ) parts
      ) moon
    ) sunday
  ) corrected
{%- endmacro %}
