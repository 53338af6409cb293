{# Money: exact, two decimals, whatever the sum's own width. #}
{% macro money(amount) -%} cast({{ amount }} as decimal(18, 2)) {%- endmacro %}

{# Hundredths as a whole number, so that a quotient can be taken without a float. #}
{% macro hundredths(value) -%} cast(cast({{ value }} as decimal(30, 2)) * 100 as hugeint) {%- endmacro %}

{# times x numerator / denominator with two decimals, rounded half away from zero; null over nothing. Denominators are positive. #}
{% macro exact_ratio(numerator, denominator, times=1) -%}
  case
    when {{ numerator }} is null or {{ denominator }} is null or {{ denominator }} = 0 then null
    else cast(
      sign({{ numerator }}) * cast(
        (200 * {{ times }} * abs({{ hundredths(numerator) }}) + {{ hundredths(denominator) }})
        // (2 * {{ hundredths(denominator) }}) as decimal(18, 0)
      ) as decimal(18, 0)
    ) * cast(0.01 as decimal(3, 2))
  end
{%- endmacro %}

{# Percentage with two decimals, 0 to 100 for a share. #}
{% macro percentage(part, whole) -%} cast({{ exact_ratio(part, whole, 100) }} as decimal(18, 2)) {%- endmacro %}

{# Distinct texts in order, joined by '|'. #}
{% macro text_list(text) -%} string_agg(distinct {{ text }}, '|' order by {{ text }}) {%- endmacro %}
