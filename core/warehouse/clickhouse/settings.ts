/**
 * What makes ClickHouse answer as SQL says and as the other engine does: outer joins and empty aggregates give nulls, UNION
 * is distinct, casts keep nulls, numbers that JavaScript cannot hold travel as texts, times are UTC in ISO 8601.
 * https://clickhouse.com/docs/operations/settings/settings
 */
export const SESSION_SETTINGS = {
  join_use_nulls: 1,
  union_default_mode: 'DISTINCT',
  except_default_mode: 'DISTINCT',
  intersect_default_mode: 'DISTINCT',
  aggregate_functions_null_for_empty: 1,
  group_by_use_nulls: 1,
  cast_keep_nullable: 1,
  data_type_default_nullable: 1,
  prefer_column_name_to_alias: 1,
  enable_extended_results_for_datetime_functions: 1,
  session_timezone: 'UTC',
  date_time_input_format: 'best_effort',
  cast_string_to_date_time_mode: 'best_effort',
  date_time_output_format: 'iso',
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_decimals: 1,
  output_format_json_quote_denormals: 1,
  output_format_decimal_trailing_zeros: 1,
  allow_experimental_correlated_subqueries: 1,
  async_insert: 0,
  mutations_sync: '2',
} as const;

/** A reader changes nothing, reaches no file or address, and cannot lift its own limits. */
export const READER_SETTINGS = { readonly: '1' } as const;
