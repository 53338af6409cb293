import { useApi } from '@griot/ui';
import { useQuery } from '@tanstack/react-query';
import type { Catalogue } from '../answers.ts';

export interface ValueOption {
  value: string;
  label: string;
}

/** Values of a dimension that a metric has figures for, by the names that people know them under. */
export function useValues(o: { application: string; metric: string | null; dimension: string; catalogue: Catalogue }) {
  const api = useApi();
  const names = o.catalogue.dimensions.find((one) => one.name === o.dimension)?.names;
  const query = useQuery({
    queryKey: ['alerts/values', o.application, o.metric, o.dimension],
    enabled: o.metric !== null,
    queryFn: async ({ signal }): Promise<ValueOption[]> => {
      const dimensions = [o.dimension, ...(names === undefined ? [] : [names])];
      const body = { metrics: [o.metric], dimensions, order: [names ?? o.dimension], limit: 300 };
      const path = `/api/metrics/${o.application}/query`;
      const { rows } = await api.send<{ rows: (string | number | boolean | null)[][] }>('POST', path, body, signal);
      return rows.flatMap(([value, label]) =>
        value === null || value === undefined ? [] : [{ value: String(value), label: String(label ?? value) }],
      );
    },
  });
  return query.data ?? [];
}
