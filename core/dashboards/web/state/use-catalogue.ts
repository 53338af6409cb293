import { useApiQuery } from '@griot/ui';
import { useCallback } from 'react';
import type { Catalogue } from '../answers.ts';

export function useCatalogue(application: string) {
  const query = useApiQuery<Catalogue>(`/api/dashboards/catalogue/${encodeURIComponent(application)}`);
  const catalogue = query.data;
  const labelOf = useCallback(
    (dimension: string) => catalogue?.dimensions.find((one) => one.name === dimension)?.label ?? dimension,
    [catalogue],
  );
  return { catalogue, labelOf };
}
