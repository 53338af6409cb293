import { ApiError, useMessages } from '@griot/ui';
import { useCallback } from 'react';
import { assistantMessages } from '../assistant.messages.ts';

/** Why something did not get through, in the server's words, or that there is no server. */
export function useFailureText(): (failed: unknown) => string {
  const t = useMessages(assistantMessages);
  return useCallback(
    (failed) => {
      if (failed instanceof ApiError && failed.status === 0) return t('unreachable');
      return failed instanceof Error && failed.message !== '' ? failed.message : t('failed');
    },
    [t],
  );
}
