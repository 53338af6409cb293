{# Money: exact, two decimals, whatever the sum's own width. #}
{% macro money(amount) -%} cast({{ amount }} as decimal(18, 2)) {%- endmacro %}

{# Whole quotient of whole numbers; nothing over zero is ever used. #}
{% macro quotient(dividend, divisor) -%} {{ adapter.dispatch('quotient', 'zones')(dividend, divisor) }} {%- endmacro %}
{% macro default__quotient(dividend, divisor) -%} (({{ dividend }}) // ({{ divisor }})) {%- endmacro %}
{% macro clickhouse__quotient(dividend, divisor) -%} intDivOrZero({{ dividend }}, {{ divisor }}) {%- endmacro %}

{# Hundredths as a whole number, so that a quotient can be taken without a float. #}
{% macro hundredths(value) -%} {{ adapter.dispatch('hundredths', 'zones')(value) }} {%- endmacro %}
{% macro default__hundredths(value) -%} cast(cast({{ value }} as decimal(30, 2)) * 100 as hugeint) {%- endmacro %}
{% macro clickhouse__hundredths(value) -%} toInt128(cast({{ value }} as decimal(38, 2)) * 100) {%- endmacro %}

{# times x numerator / denominator with two decimals, rounded half away from zero; null over nothing. Denominators are positive. #}
{% macro exact_ratio(numerator, denominator, times=1) -%}
  case
    when {{ numerator }} is null or {{ denominator }} is null or {{ denominator }} = 0 then null
    else cast(
      sign({{ numerator }}) * {{ hundredth_parts(quotient(
        '200 * ' ~ times ~ ' * abs(' ~ hundredths(numerator) ~ ') + ' ~ hundredths(denominator), '2 * ' ~ hundredths(denominator)
      )) }} as decimal(18, 2)
    )
  end
{%- endmacro %}

{# A whole number of hundredths as a decimal. #}
{% macro hundredth_parts(whole) -%} {{ adapter.dispatch('hundredth_parts', 'zones')(whole) }} {%- endmacro %}
{% macro default__hundredth_parts(whole) -%} cast({{ whole }} as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) {%- endmacro %}
{% macro clickhouse__hundredth_parts(whole) -%} cast(toInt64({{ whole }}) as decimal(18, 0)) * toDecimal64('0.01', 2) {%- endmacro %}

{# Percentage with two decimals, 0 to 100 for a share. #}
{% macro percentage(part, whole) -%} cast({{ exact_ratio(part, whole, 100) }} as decimal(18, 2)) {%- endmacro %}

{# A part of `value` in hundredths, exact, two decimals, rounded half away from zero. #}
{% macro hundredths_of(value, hundredths) -%}
  cast(round(cast({{ value }} as decimal(18, 2)) * {{ hundredth_parts(hundredths) }}, 2) as decimal(5, 2))
{%- endmacro %}

{# A condition as truth, null where it is unknown: on ClickHouse comparisons are whole numbers. #}
{% macro truth(condition) -%} {{ adapter.dispatch('truth', 'zones')(condition) }} {%- endmacro %}
{% macro default__truth(condition) -%} ({{ condition }}) {%- endmacro %}
{% macro clickhouse__truth(condition) -%} cast({{ condition }} as bool) {%- endmacro %}

{# Distinct texts in order, joined by '|'. #}
{% macro text_list(text) -%} {{ adapter.dispatch('text_list', 'zones')(text) }} {%- endmacro %}
{% macro default__text_list(text) -%} string_agg(distinct {{ text }}, '|' order by {{ text }}) {%- endmacro %}
{% macro clickhouse__text_list(text) -%} arrayStringConcat(arraySort(groupUniqArray({{ text }})), '|') {%- endmacro %}

{# Texts in order, joined by ', '. #}
{% macro text_enumeration(text) -%} {{ adapter.dispatch('text_enumeration', 'zones')(text) }} {%- endmacro %}
{% macro default__text_enumeration(text) -%} string_agg({{ text }}, ', ' order by {{ text }}) {%- endmacro %}
{% macro clickhouse__text_enumeration(text) -%} arrayStringConcat(arraySort(groupArray({{ text }})), ', ') {%- endmacro %}
