import type { AnsweredQuery } from '@griot/metrics';
import type { Figures } from '@griot/telemetry';
import type { WarehouseRead } from '@griot/warehouse';

/** Questions to the metrics and reads of the warehouse that this process asked, counted as they are answered. */
export function countQueries(figures: Figures): {
  onQuery(query: AnsweredQuery): void;
  onRead(read: WarehouseRead): void;
} {
  const queries = figures.counter(
    'griot_metric_queries_total',
    'Questions to the semantic layer; outcome kept = answered from what an earlier one had computed.',
    ['application', 'kind', 'outcome'],
  );
  const querySeconds = figures.durations(
    'griot_metric_query_duration_seconds',
    'Time to the answer of a metric query.',
    ['application', 'outcome'],
  );
  const reads = figures.counter('griot_warehouse_reads_total', 'SELECTs; kind person = SQL that somebody wrote.', [
    'kind',
    'outcome',
  ]);
  const readSeconds = figures.durations(
    'griot_warehouse_read_duration_seconds',
    'Time of a SELECT, waiting included.',
    ['kind'],
  );
  return {
    onQuery({ application, kind, outcome, seconds }) {
      queries({ application, kind, outcome });
      querySeconds({ application, outcome }, seconds);
    },
    onRead({ kind, ok, seconds }) {
      reads({ kind, outcome: ok ? 'answered' : 'failed' });
      readSeconds({ kind }, seconds);
    },
  };
}
