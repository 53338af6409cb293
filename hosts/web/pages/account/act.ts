import { ApiError, notify } from '@griot/ui';
import { useState } from 'react';

/** One act at a time, with the server's own words when it refuses. */
export function useAct(): { busy: boolean; error: string | null; act: (work: () => Promise<void>) => Promise<void> } {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const act = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (failure) {
      const message = failure instanceof ApiError ? failure.message : String(failure);
      setError(message);
      notify({ tone: 'bad', title: message });
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, act };
}
