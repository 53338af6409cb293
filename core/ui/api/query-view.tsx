import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { cx } from '../basics/class-names.ts';
import { ErrorState } from '../basics/error-state.tsx';
import { Loading } from '../basics/skeleton.tsx';
import { statesMessages } from '../basics/states.messages.ts';
import { useMessages } from '../i18n/locale-provider.tsx';

export interface QueryViewProps<T> {
  query: UseQueryResult<T>;
  /** The final shape, in grey. */
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/** Loading, failed, or there; figures of the former filters are paled while the new ones come. */
export function QueryView<T>({ query, skeleton, children }: QueryViewProps<T>) {
  const t = useMessages(statesMessages);
  if (query.data !== undefined) {
    return (
      <div
        className={cx('contents', query.isPlaceholderData && '*:opacity-55 *:transition-opacity')}
        aria-busy={query.isPlaceholderData || undefined}
      >
        {children(query.data)}
      </div>
    );
  }
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading label={t('loading')}>{skeleton}</Loading>;
}
