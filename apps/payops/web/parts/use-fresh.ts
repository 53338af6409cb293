import { useLive } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';

/**
 * Figures under these paths are asked for anew when the page opens, whenever ready answers were made, and after actions: what
 * somebody has just paused must not look unpaused for a minute.
 */
export function useFresh(beginning: string): void {
  const queries = useQueryClient();
  const refresh = useCallback(
    () =>
      void queries.invalidateQueries({
        predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith(beginning),
      }),
    [queries, beginning],
  );
  useEffect(refresh, [refresh]);
  useLive('payops.snapshots', refresh);
  useLive('payops.actions', refresh);
}
