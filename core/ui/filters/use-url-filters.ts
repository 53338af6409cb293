import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type FilterChecks, patchSearch, readFilters } from './url-search.ts';

export interface UrlFilters<Name extends string> {
  values: Partial<Record<Name, string>>;
  /** Writes the address; the browser's back button undoes it. */
  set: (patch: Partial<Record<Name, string | null>>) => void;
  clear: () => void;
  /** How many are set. */
  active: number;
}

/** The page's filters, kept in the address bar and nowhere else. `checks` must be stable. */
export function useUrlFilters<Name extends string>(checks: FilterChecks<Name>): UrlFilters<Name> {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const values = useMemo(() => readFilters(search, checks), [search, checks]);
  const set = useCallback(
    (patch: Partial<Record<Name, string | null>>) => {
      void navigate({
        to: '.',
        search: ((before: Record<string, unknown>) =>
          patchSearch(before, patch as Record<string, string | null>)) as never,
        resetScroll: false,
      });
    },
    [navigate],
  );
  const clear = useCallback(
    () => set(Object.fromEntries(Object.keys(checks).map((name) => [name, null])) as Partial<Record<Name, null>>),
    [set, checks],
  );
  return { values, set, clear, active: Object.keys(values).length };
}
