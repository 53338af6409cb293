import { ApiError, useApi } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { sendFile } from './send-file.ts';

export interface Sending {
  key: string;
  name: string;
  percent: number;
  state: 'sending' | 'done' | 'failed';
  message: string;
}

/** Files on their way, one after the other; each may be stopped. */
export function useUploads() {
  const api = useApi();
  const queries = useQueryClient();
  const [sendings, setSendings] = useState<Sending[]>([]);
  const stops = useRef(new Map<string, AbortController>());
  const send = useCallback(
    async (files: readonly File[], folder: string) => {
      const queue = files.map((file, at) => ({
        file,
        key: `${Date.now()} ${at} ${file.name}`,
        stop: new AbortController(),
      }));
      const change = (key: string, patch: Partial<Sending>) =>
        setSendings((before) => before.map((one) => (one.key === key ? { ...one, ...patch } : one)));
      for (const { key, stop } of queue) stops.current.set(key, stop);
      setSendings((before) => [
        ...before.filter(({ state }) => state !== 'done'),
        ...queue.map(({ key, file }) => ({
          ...{ key, name: file.name, percent: 0, state: 'sending' as const, message: '' },
        })),
      ]);
      for (const { key, file, stop } of queue) {
        const onProgress = (sent: number) =>
          change(key, { percent: file.size === 0 ? 100 : Math.floor((sent / file.size) * 100) });
        try {
          await sendFile(api, { file, folder, signal: stop.signal, onProgress });
          change(key, { percent: 100, state: 'done' });
        } catch (error) {
          const message = error instanceof ApiError ? error.message : stop.signal.aborted ? '' : String(error);
          change(key, { state: 'failed', message });
        }
        stops.current.delete(key);
        await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/files') });
      }
    },
    [api, queries],
  );
  return {
    sendings,
    send,
    stop: (key: string) => stops.current.get(key)?.abort(),
    clear: () => setSendings((before) => before.filter(({ state }) => state === 'sending')),
  };
}
