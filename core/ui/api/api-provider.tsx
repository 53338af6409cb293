import { keepPreviousData, type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import type { ApiClient, QueryParams } from './api-client.ts';

const Context = createContext<ApiClient | null>(null);

export function ApiProvider({ client, children }: { client: ApiClient; children: ReactNode }) {
  return <Context value={client}>{children}</Context>;
}

export function useApi(): ApiClient {
  const client = useContext(Context);
  if (!client) throw new Error('useApi outside ApiProvider');
  return client;
}

/** One read of the API, cached by path and parameters; while filters change, the figures before stay in place. */
export function useApiQuery<T>(path: string, params: QueryParams = {}, o: { enabled?: boolean } = {}) {
  const api = useApi();
  return useQuery<T>({
    queryKey: [path, params],
    queryFn: ({ signal }) => api.get<T>(path, params, signal),
    placeholderData: keepPreviousData,
    enabled: o.enabled ?? true,
  });
}

export interface Page<Row> {
  items: Row[];
  total: number;
  nextCursor: string | null;
}

export interface PagedList<Row, Answer> {
  rows: Row[];
  /** The first page's answer: its passport and other facts. */
  first: Answer | undefined;
  total: number;
  /** Every row is here: the table may sort and filter by itself. */
  complete: boolean;
  loading: boolean;
  fetchingMore: boolean;
  stale: boolean;
  error: unknown;
  loadMore: () => void;
  retry: () => void;
}

/** A list read page by page: up to `eager` rows are fetched by themselves, `limit` at a time, the rest as one scrolls. */
export function usePagedList<Row, Answer extends Page<Row>>(
  path: string,
  params: QueryParams,
  { eager = 5000, limit = 500 }: { eager?: number; limit?: number } = {},
): PagedList<Row, Answer> {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: [path, 'pages', params],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => api.get<Answer>(path, { ...params, limit, cursor: pageParam }, signal),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const first = query.data?.pages[0];
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError } = query;
  const wantsMore = hasNextPage && !isFetchingNextPage && !isError && rows.length < eager;
  useEffect(() => {
    if (wantsMore) void fetchNextPage();
  }, [wantsMore, fetchNextPage]);
  return {
    rows,
    first,
    total: first?.total ?? 0,
    complete: !!first && !hasNextPage,
    loading: query.isPending,
    fetchingMore: isFetchingNextPage,
    stale: query.isPlaceholderData,
    error: query.error,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    retry: () => void query.refetch(),
  };
}

export type ApiResult<T> = UseQueryResult<T>;
