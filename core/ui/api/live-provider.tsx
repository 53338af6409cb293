import { createContext, type ReactNode, useContext, useEffect, useRef, useSyncExternalStore } from 'react';

export interface LiveSource {
  /** Calls `handler` with the data of each message of the topic; returns how to stop. */
  subscribe(topic: string, handler: (data: unknown) => void): () => void;
  /** Since when the server does not answer (ISO 8601); null while it does. */
  awaySince(): string | null;
  onAway(handler: () => void): () => void;
}

const Context = createContext<LiveSource | null>(null);

export function LiveProvider({ source, children }: { source: LiveSource; children: ReactNode }) {
  return <Context value={source}>{children}</Context>;
}

/** Messages of one topic while the component is shown; null listens to nothing. */
export function useLive(topic: string | null, handler: (data: unknown) => void): void {
  const source = useContext(Context);
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (!source || topic === null) return;
    return source.subscribe(topic, (data) => latest.current(data));
  }, [source, topic]);
}

const nobody = () => () => {};
const never = () => null;

/** Since when the server has not answered; null while it does. */
export function useAwaySince(): string | null {
  const source = useContext(Context);
  return useSyncExternalStore(source?.onAway ?? nobody, source?.awaySince ?? never);
}
