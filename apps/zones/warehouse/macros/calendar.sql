{# Business day that every figure is "as of". #}
{% macro as_of() -%}
  {%- if var('as_of', none) is none -%} current_date {%- else -%} cast('{{ var("as_of") }}' as date) {%- endif -%}
{%- endmacro %}

{% macro months_before(day, months) -%} cast({{ day }} - interval {{ months }} month as date) {%- endmacro %}

{% macro month_of(day) -%} cast(date_trunc('month', {{ day }}) as date) {%- endmacro %}

{# Whole days from one date to another. #}
{% macro days_between(start, finish) -%} date_diff('day', {{ start }}, {{ finish }}) {%- endmacro %}

{% macro days_after(day, days) -%} cast({{ day }} + to_days(cast({{ days }} as integer)) as date) {%- endmacro %}

{# Rows of one column `day`: every day (or first of month) from one date to another, both included. #}
{% macro day_series(start, finish) -%}
  select cast(unnest(generate_series({{ start }}, {{ finish }}, interval 1 day)) as date) as day
{%- endmacro %}

{% macro month_series(start, finish) -%}
  select cast(unnest(generate_series({{ month_of(start) }}, {{ month_of(finish) }}, interval 1 month)) as date) as month
{%- endmacro %}

{# Easter Sunday of each `year` of a relation: the anonymous Gregorian algorithm (Nature, 20 April 1876), integers only. #}
{% macro easter_days(years) -%}
  select year, make_date(year, (h + l - 7 * m + 114) // 31, (h + l - 7 * m + 114) % 31 + 1) as easter
  from (
    select year, h, l, (a + 11 * h + 22 * l) // 451 as m
    from (
      select year, a, h, (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7 as l
      from (
        select year, a, b, c, (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30 as h
        from (select year, year % 19 as a, year // 100 as b, year % 100 as c from {{ years }}) parts
      ) moon
    ) sunday
  ) corrected
{%- endmacro %}
