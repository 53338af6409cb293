import { useApi } from '@griot/ui';
import { keepPreviousData, type UseQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Listing } from '../answers.ts';

export interface FolderPages {
  /** The folders, and the files read so far. */
  view: UseQueryResult<Listing>;
  hasMore: boolean;
  loadingMore: boolean;
  more: () => void;
}

/** What is in a folder, some hundred files at a time. */
export function useFolder(folder: string): FolderPages {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: ['/api/files', 'pages', folder],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => api.get<Listing>('/api/files', { folder, after: pageParam }, signal),
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const listing = useMemo(() => {
    const [first, ...rest] = data?.pages ?? [];
    return first && { ...first, files: [...first.files, ...rest.flatMap(({ files }) => files)] };
  }, [data]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return {
    view: { ...query, data: listing } as unknown as UseQueryResult<Listing>,
    hasMore: hasNextPage,
    loadingMore: isFetchingNextPage,
    more,
  };
}
